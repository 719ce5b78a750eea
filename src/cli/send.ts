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
}

export interface SendTally {
  accepted: number;
  duplicate: number;
  rejected: number;
}

const PATIENCE_MS = 60_000;
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
  const key = readKey(options.source, terminal);
  const reports = (await Promise.all(files.map(readReports))).flat();
  const progress = progressLine(terminal, reports.length);
  const tally: SendTally = { accepted: 0, duplicate: 0, rejected: 0 };
  for (const report of reports) {
    if (terminal.stop.aborted) break;
    const started = performance.now();
    const verdict = await postReport(report, { ...options, key });
    tally[verdict.outcome] += 1;
    if (verdict.outcome === "rejected") {
      await appendFile(options.rejects, `${JSON.stringify({ ...verdict, report })}\n`);
    }
    progress(tally);
    if (options.rate) await wait(Math.max(0, 1000 / options.rate - (performance.now() - started)));
  }
  terminal.talk("");
  terminal.out(
    `accepted ${tally.accepted}, duplicate ${tally.duplicate}, rejected ${tally.rejected} of ${reports.length}`,
  );
  if (tally.rejected > 0) {
    terminal.talk(`the rejected ones and their reasons are in ${options.rejects}`);
    process.exitCode = 1;
  }
}

export type Verdict =
  | { readonly outcome: "accepted" | "duplicate"; readonly id: string }
  | { readonly outcome: "rejected"; readonly status: number; readonly code: string };

export interface Target {
  readonly url: string;
  readonly source: string;
  readonly key: Buffer;
}

/**
 * Signs and posts one report; waits and tries again where the server asks for
 * it. The id is made from the content, so that a second run is told duplicates.
 */
export async function postReport(
  report: FiledReport,
  { url, source, key }: Target,
): Promise<Verdict> {
  const body = Buffer.from(
    JSON.stringify(Object.fromEntries(FIELDS.map((field) => [field, report[field]]))),
  );
  const id = `send-${createHash("sha256").update(body).digest("base64url").slice(0, 32)}`;
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const timestamp = String(Math.floor(Temporal.Now.instant().epochMilliseconds / 1000));
    const signature = `v1,${sign(body, { id, timestamp }, key).toString("base64")}`;
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
      },
    );
    const said = (await answer.json().catch(() => ({}))) as { id?: string; code?: string };
    if (answer.status === 202) return { outcome: "accepted", id: said.id ?? "" };
    if (answer.status === 200) return { outcome: "duplicate", id: said.id ?? "" };
    const retryAfter = Number(answer.headers.get("retry-after") ?? 0);
    const worthWaiting = answer.status === 429 || answer.status === 503;
    if (!worthWaiting || performance.now() + retryAfter * 1000 > deadline) {
      return { outcome: "rejected", status: answer.status, code: said.code ?? "" };
    }
    await wait(Math.max(1, retryAfter) * 1000);
  }
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
