import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";

import * as fc from "fast-check";

import { reportsRoute } from "#src/adapters/http/reports-route.ts";
import { type HttpServer, startHttpServer } from "#src/adapters/http/server.ts";
import { receiveReport } from "#src/pipeline/receive-report.ts";
import { sign } from "#src/receive/verify-signature.ts";

import { fuzzTarget } from "./frame/fuzz-target.ts";
import { mutated, strangeText } from "./frame/mutations.ts";
import { varyText } from "./frame/variations.ts";

const KEY = Buffer.alloc(32, 7);
const SOURCE = { id: "wire", name: "Wire", secrets: [KEY], trust: 0.5 };
const QUIET = { debug() {}, info() {}, warn() {}, error() {} };
/** What the server may say to anything: nothing of it is our fault, and only the signed is taken. */
const ANSWERS = new Set([200, 202, 400, 401, 404, 405, 408, 413, 414, 415, 417, 422, 431, 501]);

let taken = 0;
const receive = receiveReport({
  inbox: {
    accept: (arrivals) => {
      taken += arrivals.length;
      return Promise.resolve(
        arrivals.map(({ report }) => ({ outcome: "accepted", id: report.id })),
      );
    },
  },
  pulse: { reports: () => Promise.resolve() },
  clock: { now: () => Temporal.Now.instant() },
  meter: { count() {} },
  logger: QUIET,
  passSeam: () => {},
  sources: () => [SOURCE],
});

let started: Promise<HttpServer> | undefined;
/** One server for all inputs of a run; it ends with the worker. */
const server = () =>
  (started ??= startHttpServer({ host: "127.0.0.1", port: 0 }, QUIET, (http) =>
    reportsRoute(http, receive),
  ));

function posted(body: string, isSigned: boolean): string {
  const headers = { id: "msg-1", timestamp: String(Math.floor(Date.now() / 1000)) };
  const signature = sign(Buffer.from(body), headers, isSigned ? KEY : Buffer.alloc(32, 8));
  return [
    "POST /v1/reports/wire HTTP/1.1",
    "host: tocsin.example.org",
    "content-type: application/json",
    `content-length: ${Buffer.byteLength(body)}`,
    `webhook-id: ${headers.id}`,
    `webhook-timestamp: ${headers.timestamp}`,
    `webhook-signature: v1,${signature.toString("base64")}`,
    "",
    body,
  ].join("\r\n");
}

const body = mutated(
  fc.constant('{"text":"Gunmen kidnapped two aid workers near Gao on Friday."}'),
);

/** Everything that the server says before it closes. */
async function exchange(bytes: string): Promise<string> {
  const { port } = await server();
  const socket = connect({ port, host: "127.0.0.1" });
  const said: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => said.push(chunk));
  // A server may close while it is written to: that is an answer too.
  socket.on("error", () => {});
  socket.end(bytes);
  await once(socket, "close");
  return Buffer.concat(said).toString("latin1");
}

const statusesOf = (said: string) =>
  [...said.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status));

/** Bytes on a socket, from a whole post to none at all. */
export const HTTP_REQUESTS = [
  fuzzTarget({
    name: "http",
    weight: 1,
    inputs: fc.oneof(
      fc
        .tuple(body, fc.constant(false))
        .chain(([text]) => mutated(fc.constant(posted(text, false)))),
      strangeText(20),
    ),
    vary: varyText(),
    check: async (bytes) => {
      const before = taken;
      for (const status of statusesOf(await exchange(bytes)))
        assert.ok(ANSWERS.has(status), `answered ${status}`);
      assert.equal(taken, before, "took what nobody had signed");
    },
  }),
  fuzzTarget({
    name: "signed-http",
    weight: 1,
    inputs: body,
    vary: varyText(),
    check: async (text) => {
      const [status = 0] = statusesOf(await exchange(posted(text, true)));
      assert.ok([202, 400, 422].includes(status), `answered ${status}`);
    },
  }),
];
