import type { Redis } from "ioredis";

import type { Acceptable, Acceptance } from "../../pipeline/inbox-ports.ts";
import type { Keys } from "./keys.ts";
import { writeBody } from "./report-body.ts";
import type { WriteSurely } from "./run-surely.ts";
import { type Argument, runScript, scriptText } from "./scripts.ts";

export interface AcceptOptions {
  readonly writeSurely: WriteSurely;
  readonly keys: Keys;
  readonly nowMs: number;
  readonly retentionSeconds: number;
  readonly inboxLimit: number;
}

/**
 * Writes reports to the inbox, each once. Where several come together all of them are usually new and welcome, and are
 * written in one command for their bodies and one script for the rest, all or none; where one is not, and where one
 * comes alone, each is looked at by itself.
 */
export async function acceptReports(
  reports: readonly Acceptable[],
  options: AcceptOptions,
): Promise<readonly Acceptance[]> {
  const batch = reports.length > 1 ? batchOf(reports, options) : undefined;
  const areFresh =
    batch !== undefined &&
    (await options.writeSurely(options.keys.inbox, (owner) => writeFresh(owner, batch)));
  if (areFresh) return reports.map(({ report: { id } }) => ({ outcome: "accepted", id }));
  return acceptEach(reports, options);
}

interface Batch {
  /** Keys and values of what is to be new. */
  readonly written: readonly Argument[];
  readonly keys: readonly string[];
  readonly args: readonly (string | number)[];
}

/** Undefined where two of them have a key in common: one command would write over the one with the other. */
function batchOf(
  reports: readonly Acceptable[],
  { keys, nowMs, retentionSeconds, inboxLimit }: AcceptOptions,
): Batch | undefined {
  const ids = reports.map(({ report }) => report.id);
  const bodies = new Map<string, Argument>();
  for (const one of reports) bodies.set(keys.body(one.report.id), writeBody(one));
  const told = reports.filter(({ report }) => report.externalId !== undefined);
  const marks = new Map<string, Argument>();
  for (const { report, bodyHash } of told) {
    const { id, source, externalId = "" } = report;
    marks.set(keys.byExternalId(source, externalId), `${id} ${bodyHash}`);
  }
  if (bodies.size + marks.size < reports.length + told.length) return undefined;
  const mark = keys.accepting(crypto.randomUUID());
  const rates = ratesOf(reports, keys, nowMs);
  return {
    written: [mark, "", ...[...bodies, ...marks].flat()],
    keys: [keys.inbox, mark, ...marks.keys(), ...rates.map(({ key }) => key)],
    args: [
      nowMs,
      retentionSeconds,
      inboxLimit,
      keys.body(""),
      reports.length,
      marks.size,
      ...ids,
      ...rates.flatMap(({ reports: counted, most, leftMs }) => [counted, most, leftMs]),
    ],
  };
}

/**
 * One transaction: what it wrote without the script's consent would be accepted and in no list. Its commands are given
 * one by one, which leave in one write: a pipeline of them would copy all bodies once more.
 */
async function writeFresh(owner: Redis, { written, keys, args }: Batch): Promise<boolean> {
  const given = [
    owner.multi({ pipeline: false }),
    owner.msetnx(...written),
    // By its text: one that Redis has forgotten would fail with the rest of the transaction done.
    owner.eval(scriptText("accept-fresh"), keys.length, ...keys, ...args),
  ];
  // Answered QUEUED, or refused, of which the last one's answer tells.
  for (const one of given) one.catch(() => {});
  const answers = await owner.exec().catch((error: unknown) => {
    // Refused as a whole: looked at singly, each gets its own answer.
    if (error instanceof Error && error.message.startsWith("EXECABORT")) return [];
    throw error;
  });
  for (const [error] of answers ?? []) if (error) throw error;
  return answers?.[1]?.[1] === 1;
}

async function acceptEach(
  reports: readonly Acceptable[],
  { writeSurely, keys, nowMs, retentionSeconds, inboxLimit }: AcceptOptions,
): Promise<readonly Acceptance[]> {
  const parts = reports.map((report) => partOf(report, keys, nowMs));
  const touched = [keys.inbox, ...parts.flatMap((part) => part.keys)];
  const args = [nowMs, retentionSeconds, inboxLimit, ...parts.flatMap((part) => part.args)];
  const answers = await writeSurely(keys.inbox, (owner) =>
    runScript(owner, "accept", touched, args),
  );
  return (answers as [string, string][]).map(readAcceptance);
}

function partOf(acceptable: Acceptable, keys: Keys, nowMs: number) {
  const { report, bodyHash, rate } = acceptable;
  const { id, source, externalId } = report;
  const body = keys.body(id);
  const external = externalId === undefined ? body : keys.byExternalId(source, externalId);
  const { slot, leftMs } = spanOf(rate, nowMs);
  return {
    keys: [body, keys.report(id), external, keys.rate(source, slot)],
    args: [id, bodyHash, writeBody(acceptable), rate?.count ?? 0, leftMs],
  };
}

/** By source, what its reports of this batch add to its rate. */
function ratesOf(reports: readonly Acceptable[], keys: Keys, nowMs: number) {
  const counted = new Map<string, { reports: number; most: number; leftMs: number }>();
  for (const { report, rate } of reports) {
    if (rate === undefined) continue;
    const { slot, leftMs } = spanOf(rate, nowMs);
    const one = { reports: 0, most: rate.count, leftMs };
    counted.getOrInsert(keys.rate(report.source, slot), one).reports += 1;
  }
  return Array.from(counted, ([key, one]) => ({ key, ...one }));
}

/** The span of a rate that `nowMs` lies in, and how much of it is left. */
function spanOf(rate: Acceptable["rate"], nowMs: number) {
  const spanMs = (rate?.perSeconds ?? 1) * 1000;
  const slot = Math.floor(nowMs / spanMs);
  return { slot, leftMs: (slot + 1) * spanMs - nowMs };
}

function readAcceptance([outcome, value]: [string, string]): Acceptance {
  switch (outcome) {
    case "accepted":
    case "duplicate":
    case "conflict":
      return { outcome, id: value };
    case "rate-limited":
      return { outcome, retryAfterSeconds: Math.max(1, Math.ceil(Number(value) / 1000)) };
    case "inbox-full":
      return { outcome };
    default:
      throw new Error(`unknown answer of accept: ${outcome}`);
  }
}
