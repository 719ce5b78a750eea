import { createHash } from "node:crypto";
import { appendFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";

import { readVariable } from "../config/settings.ts";
import { parseSecret } from "../config/sources.ts";
import { ConfigError } from "../model/failure.ts";
import { sign } from "../receive/verify-signature.ts";
import { type FiledReport, readReports } from "./read-reports.ts";
import type { Terminal } from "./terminal.ts";

interface SendOptions {
  readonly url: string;
  readonly source: string;
  readonly rate?: number;
  readonly rejects: string;
  readonly patienceMs?: number;
}

export interface SendTally {
  accepted: number;
  duplicate: number;
  rejected: number;
}

/** How long one report is tried again while the server is away or asks to wait. */
const PATIENCE_MS = 60_000;
/** Far above any honest answer. */
const ANSWER_LIMIT_MS = 15_000;
const PROGRESS_MS = 5_000;
const FIELDS = [
  "externalId",
  "title",
  "text",
  "url",
  "publishedAt",
  "language",
  "retracts",
  "corrects",
] as const;

export async function send(
  files: readonly string[],
  options: SendOptions,
  terminal: Terminal,
): Promise<void> {
  checkUsage(options);
  const key = readKey(options.source, terminal);
  const reports = (await Promise.all(files.map(readReports))).flat();
  const tally: SendTally = { accepted: 0, duplicate: 0, rejected: 0 };
  try {
    await sendAll(reports, { options, key, tally, terminal });
  } finally {
    conclude(tally, reports.length, options, terminal);
  }
}

function checkUsage({ url, rate }: SendOptions): void {
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? "")) {
    throw new ConfigError(`--url ${url}: not an http or https address`);
  }
  if (rate !== undefined && !(rate > 0 && Number.isFinite(rate))) {
    throw new ConfigError("--rate is a number of reports a second, above 0");
  }
}

interface Sending {
  readonly options: SendOptions;
  readonly key: Buffer;
  readonly tally: SendTally;
  readonly terminal: Terminal;
}

async function sendAll(
  reports: readonly FiledReport[],
  { options, key, tally, terminal }: Sending,
): Promise<void> {
  const { stop } = terminal;
  const { url, source, rate, patienceMs: most = PATIENCE_MS } = options;
  const progress = progressLine(terminal, reports.length);
  let patienceMs = most;
  for (const report of reports) {
    const started = performance.now();
    const verdict = await postReport(report, { url, source, key, patienceMs, stop });
    if (verdict.outcome === "interrupted") return;
    tally[verdict.outcome] += 1;
    if (verdict.outcome === "rejected") {
      await keepReject(options.rejects, { ...verdict, report });
    }
    // A server that stayed away for one report's patience is asked but once for each of the others.
    patienceMs = isUnreachable(verdict) ? 0 : most;
    progress(tally);
    if (rate) await pause(1000 / rate - (performance.now() - started), stop);
  }
}

async function keepReject(path: string, reject: object): Promise<void> {
  try {
    await appendFile(path, `${JSON.stringify(reject)}\n`);
  } catch (error) {
    throw new ConfigError(`--rejects ${path}: ${error instanceof Error ? error.message : ""}`);
  }
}

function isUnreachable(verdict: Verdict): boolean {
  return verdict.outcome === "rejected" && verdict.status === undefined;
}

function conclude(
  { accepted, duplicate, rejected }: SendTally,
  total: number,
  { rejects }: SendOptions,
  { out, talk }: Terminal,
): void {
  talk("");
  out(`accepted ${accepted}, duplicate ${duplicate}, rejected ${rejected} of ${total}`);
  const left = total - accepted - duplicate - rejected;
  if (rejected > 0) talk(`the rejected ones and their reasons are in ${rejects}`);
  if (left > 0) talk(`interrupted: ${left} not sent; run it again to continue`);
  if (rejected > 0 || left > 0) process.exitCode = 1;
}

export type Verdict =
  | { readonly outcome: "accepted" | "duplicate"; readonly id: string }
  /** Without a status nobody answered: `unreachable`. */
  | { readonly outcome: "rejected"; readonly status?: number; readonly code: string };

export interface Target {
  readonly url: string;
  readonly source: string;
  readonly key: Buffer;
  readonly patienceMs?: number;
  /** Gives up at once, be it in the middle of a wait. */
  readonly stop?: AbortSignal;
}

/**
 * Signs and posts one report; waits and tries again where the server asks for
 * it or does not answer. The id is made from the content, so that a second run
 * is told duplicates.
 */
export async function postReport(
  report: FiledReport,
  target: Target,
): Promise<Verdict | { readonly outcome: "interrupted" }> {
  const { patienceMs = PATIENCE_MS, stop = new AbortController().signal } = target;
  const body = Buffer.from(
    JSON.stringify(Object.fromEntries(FIELDS.map((field) => [field, report[field]]))),
  );
  const deadline = performance.now() + patienceMs;
  while (!stop.aborted) {
    const answer = await post(body, target, stop);
    if (answer === undefined && stop.aborted) break;
    const verdict = verdictOn(answer);
    const waitMs = Math.max(1, answer?.retryAfter ?? 0) * 1000;
    const worthWaiting = !answer || answer.status === 429 || answer.status === 503;
    if (!worthWaiting || performance.now() + waitMs > deadline) return verdict;
    await pause(waitMs, stop);
  }
  return { outcome: "interrupted" };
}

interface Answer {
  readonly status: number;
  /** Seconds. */
  readonly retryAfter: number;
  readonly id: string;
  readonly code: string;
}

function verdictOn(answer: Answer | undefined): Verdict {
  if (answer === undefined) return { outcome: "rejected", code: "unreachable" };
  const { status, id, code } = answer;
  if (status === 202) return { outcome: "accepted", id };
  if (status === 200) return { outcome: "duplicate", id };
  return { outcome: "rejected", status, code };
}

/** Undefined where no answer came: refused, reset, or too late. */
async function post(
  body: Buffer<ArrayBuffer>,
  { url, source, key }: Target,
  stop: AbortSignal,
): Promise<Answer | undefined> {
  const id = `send-${createHash("sha256").update(body).digest("base64url").slice(0, 32)}`;
  const timestamp = String(Math.floor(Temporal.Now.instant().epochMilliseconds / 1000));
  const signature = `v1,${sign(body, { id, timestamp }, key).toString("base64")}`;
  try {
    const answer = await fetch(
      `${url.replace(/\/$/, "")}/v1/reports/${encodeURIComponent(source)}`,
      {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "webhook-id": id,
          "webhook-timestamp": timestamp,
          "webhook-signature": signature,
        },
        body,
        signal: AbortSignal.any([stop, AbortSignal.timeout(ANSWER_LIMIT_MS)]),
      },
    );
    const said = (await answer.json().catch(() => ({}))) as { id?: string; code?: string };
    return {
      status: answer.status,
      retryAfter: Number(answer.headers.get("retry-after") ?? 0) || 0,
      id: said.id ?? "",
      code: said.code ?? "",
    };
  } catch {
    return undefined;
  }
}

/** Ends early when told to stop. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await wait(Math.max(0, ms), undefined, { signal }).catch(() => {});
}

/** `WIRE_SECRET` for the source `wire`, or `TOCSIN_SEND_SECRET` for any. Never a flag: flags are public. */
function readKey(source: string, { env, readSecretFile }: Terminal): Buffer {
  const own = `${source.toUpperCase().replaceAll(/[^A-Z0-9]+/g, "_")}_SECRET`;
  const text =
    readVariable(env, readSecretFile, "TOCSIN_SEND_SECRET") ??
    readVariable(env, readSecretFile, own);
  const key = text === undefined ? undefined : parseSecret(text);
  if (!key)
    throw new ConfigError(`set TOCSIN_SEND_SECRET or ${own} to the source's whsec_... secret`);
  return key;
}

function progressLine({ talk, isTerminal }: Terminal, total: number): (tally: SendTally) => void {
  const started = performance.now();
  let shown = 0;
  return (tally) => {
    const now = performance.now();
    if (now - shown < (isTerminal ? 200 : PROGRESS_MS)) return;
    shown = now;
    const done = tally.accepted + tally.duplicate + tally.rejected;
    const rate = done / ((now - started) / 1000);
    const line = `${done}/${total} sent, ${rate.toFixed(1)}/s, ${Math.ceil((total - done) / rate)} s left`;
    if (isTerminal) process.stderr.write(`\r${line}   `);
    else talk(line);
  };
}
