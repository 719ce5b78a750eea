import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

import { readVariable } from "../config/settings.ts";
import { ConfigError } from "../model/failure.ts";
import type { Terminal } from "./terminal.ts";

interface Verdict {
  readonly line: number;
  readonly id?: string;
  readonly outcome: "created" | "updated" | "unchanged" | "refused";
  readonly code?: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

/** A request is sent well within the time that the server gives it. */
const LINES = 1_000;
const ANSWER_LIMIT_MS = 60_000;

/** Posts NDJSON in parts, tells each refusal by the file's line, and ends with a count. Repeating it is safe. */
export async function importSubscriptions(
  file: string,
  { url }: { readonly url: string },
  terminal: Terminal,
): Promise<void> {
  const token = readVariable(terminal.env, terminal.readSecretFile, "TOCSIN_API_TOKEN");
  if (token === undefined) throw new ConfigError("TOCSIN_API_TOKEN: a token that may write");
  const tally = { created: 0, updated: 0, unchanged: 0, refused: 0 };
  const began = performance.now();
  let done = 0;
  for await (const part of partsOf(file)) {
    terminal.stop.throwIfAborted();
    for (const verdict of await post(part.lines, { url, token })) {
      tally[verdict.outcome] += 1;
      if (verdict.outcome === "refused") terminal.out(describe(file, part.from, verdict));
    }
    done += part.lines.length;
    const perSecond = Math.round((done * 1000) / (performance.now() - began));
    terminal.talk(`${done} subscriptions, ${perSecond} a second, ${tally.refused} refused`);
  }
  const { created, updated, unchanged, refused } = tally;
  terminal.talk(
    `created ${created}, updated ${updated}, unchanged ${unchanged}, refused ${refused}`,
  );
  if (refused > 0) process.exitCode = 1;
}

async function* partsOf(file: string) {
  const input = file === "-" ? process.stdin : createReadStream(file);
  let lines: string[] = [];
  let from = 1;
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    lines.push(line);
    if (lines.length < LINES) continue;
    yield { from, lines };
    from += lines.length;
    lines = [];
  }
  if (lines.length > 0) yield { from, lines };
}

async function post(
  lines: readonly string[],
  { url, token }: { readonly url: string; readonly token: string },
): Promise<readonly Verdict[]> {
  const answer = await fetch(new URL("/v1/subscriptions", url), {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/x-ndjson" },
    body: lines.join("\n"),
    signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
  });
  const text = await answer.text();
  if (!answer.ok) throw new ConfigError(`${url} answers ${answer.status}: ${text}`);
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Verdict);
}

function describe(file: string, from: number, { line, code, errors = [] }: Verdict): string {
  const faults = errors.map(({ path, message }) => `${path}: ${message}`).join("; ");
  return `${file}:${from + line - 1}: ${code ?? ""}${faults === "" ? "" : `: ${faults}`}`;
}
