import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { beforeEach, describe, expect, onTestFinished, test } from "vitest";

import { postReport, send } from "#src/cli/send.ts";
import type { Terminal } from "#src/cli/terminal.ts";
import { ConfigError } from "#src/model/failure.ts";

type Say = (answer: ServerResponse, nth: number) => void;

/** A server that answers each request as it is told. */
async function startServer(say: Say): Promise<{ url: string; asked: () => number }> {
  let asked = 0;
  const server = createServer((_, answer) => say(answer, (asked += 1))).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, asked: () => asked };
}

const accept: Say = (answer) => answer.writeHead(202).end(JSON.stringify({ id: "r-1" }));
const reset: Say = (answer) => answer.socket?.resetAndDestroy();
const busy: Say = (answer) => answer.writeHead(503).end(JSON.stringify({ code: "inbox-full" }));

const NOWHERE = "http://127.0.0.1:1";
const key = Buffer.alloc(32);
const report = { text: "Gunmen attacked a convoy." } as Parameters<typeof postReport>[0];

describe("a report", () => {
  test.for([
    ["cuts the connection", reset],
    ["is busy", busy],
  ] as const)("is posted again to a server that %s at first", async ([, atFirst]) => {
    const server = await startServer((answer, nth) => (nth === 1 ? atFirst : accept)(answer, nth));
    const verdict = await postReport(report, { url: server.url, source: "wire", key });
    expect(verdict).toEqual({ outcome: "accepted", id: "r-1" });
    expect(server.asked()).toBe(2);
  });

  test.for([
    ["refuses connections", undefined, { code: "unreachable" }],
    ["keeps cutting the connection", reset, { code: "unreachable" }],
    ["stays busy", busy, { status: 503, code: "inbox-full" }],
  ] as const)("is given up where the server %s", async ([, say, expected]) => {
    const url = say === undefined ? NOWHERE : (await startServer(say)).url;
    const verdict = await postReport(report, { url, source: "wire", key, patienceMs: 0 });
    expect(verdict).toEqual({ outcome: "rejected", ...expected });
  });

  test.for([
    ["an answer", () => {}],
    ["the next attempt", (answer: ServerResponse) => busy(answer, 1)],
  ] as const)("waiting for %s is left when told to stop", async ([, say]) => {
    const stop = new AbortController();
    const server = await startServer((answer) => {
      say(answer);
      stop.abort();
    });
    const target = { url: server.url, source: "wire", key, stop: stop.signal };
    expect(await postReport(report, target)).toEqual({ outcome: "interrupted" });
  });
});

describe("a run", () => {
  let dir: string;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), "tocsin-send-"));
    const exitCode = process.exitCode;
    onTestFinished(async () => {
      process.exitCode = exitCode;
      await rm(dir, { recursive: true, force: true });
    });
  });

  async function run(url: string, more: { rate?: number; rejects?: string; stop?: AbortSignal }) {
    const said: string[] = [];
    const out: string[] = [];
    const terminal: Terminal = {
      env: { TOCSIN_SEND_SECRET: `whsec_${key.toString("base64")}` },
      stop: more.stop ?? new AbortController().signal,
      readSecretFile: () => "",
      out: (line) => void out.push(line),
      talk: (line) => void said.push(line),
      isTerminal: false,
    };
    const file = join(dir, "reports.jsonl");
    await writeFile(file, [1, 2, 3].map((n) => JSON.stringify({ text: `t ${n}` })).join("\n"));
    const rejects = more.rejects ?? join(dir, "rejects.jsonl");
    const options = { url, source: "wire", rejects, patienceMs: 0, ...more };
    const fault: unknown = await send([file], options, terminal).catch((error: unknown) => error);
    return { out: out.join("\n"), said: said.join("\n"), fault, rejects, code: process.exitCode };
  }

  test("against a server that is away ends with its tally and keeps every report", async () => {
    const { out, code, rejects } = await run(NOWHERE, {});
    expect(out).toBe("accepted 0, duplicate 0, rejected 3 of 3");
    expect(code).toBe(1);
    const kept = (await readFile(rejects, "utf8")).trim().split("\n");
    expect(kept.map((line) => (JSON.parse(line) as { code: string }).code)).toEqual(
      Array.from({ length: 3 }, () => "unreachable"),
    );
  });

  test("that is interrupted says so with its tally, and fails", async () => {
    const stop = new AbortController();
    const server = await startServer((answer, nth) => {
      if (nth === 2) stop.abort();
      else accept(answer, nth);
    });
    const { out, said, code } = await run(server.url, { stop: stop.signal });
    expect(out).toBe("accepted 1, duplicate 0, rejected 0 of 3");
    expect(said).toContain("interrupted: 2 not sent; run it again to continue");
    expect(code).toBe(1);
  });

  test("that cannot keep a refused report still tells its tally", async () => {
    const { out, fault } = await run(NOWHERE, { rejects: join(dir, "no", "such", "folder") });
    expect(out).toBe("accepted 0, duplicate 0, rejected 1 of 3");
    expect(fault).toBeInstanceOf(ConfigError);
    expect(String(fault)).toContain("--rejects");
  });

  test.for([
    ["nonsense", undefined, "--url nonsense"],
    ["ftp://example.org", undefined, "--url ftp://example.org"],
    [NOWHERE, Number.NaN, "--rate"],
    [NOWHERE, 0, "--rate"],
    [NOWHERE, -1, "--rate"],
  ] as const)("to %s at the rate %s is a usage fault", async ([url, rate, says]) => {
    const { fault, out } = await run(url, rate === undefined ? {} : { rate });
    expect(fault).toBeInstanceOf(ConfigError);
    expect(String(fault)).toContain(says);
    expect(out).toBe("");
  });
});
