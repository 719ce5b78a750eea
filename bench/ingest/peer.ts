import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";

import { Queue } from "bullmq";
import { Redis } from "ioredis";

import { WIRE_KEY } from "../frame/signed-report.ts";
import type { PeerName } from "./contenders.ts";

type Keep = (body: Buffer, report: object) => unknown;

/** `node peer.ts NAME REDIS_URL`: a plain server of node:http that verifies, parses, keeps a report so, and answers. */
const [name, redisUrl = ""] = process.argv.slice(2);
const keep = keeperOf(name as PeerName);

const server = createServer((request, response) => {
  void receive(request)
    .catch(() => 503)
    .then((status) => {
      response.writeHead(status, { "content-type": "application/json" });
      return response.end('{"status":"accepted"}');
    });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  console.log(JSON.stringify({ msg: "listening", port }));
});

async function receive(request: IncomingMessage): Promise<number> {
  const body = await bodyOf(request);
  if (!isSigned(body, request)) return 401;
  const report = JSON.parse(body.toString("utf8")) as { readonly text?: unknown };
  if (typeof report.text !== "string") return 422;
  await keep(body, report);
  return 202;
}

/** Without `for await`, which costs more than all the rest. */
function bodyOf(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => void chunks.push(chunk));
    request.on("end", () => {
      const [only] = chunks;
      resolve(only && chunks.length === 1 ? only : Buffer.concat(chunks));
    });
    request.on("error", reject);
  });
}

function isSigned(body: Buffer, { headers }: IncomingMessage): boolean {
  const signed = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.`;
  const expected = createHmac("sha256", WIRE_KEY).update(signed).update(body).digest();
  const offered = Buffer.from(String(headers["webhook-signature"]).slice("v1,".length), "base64");
  return offered.length === expected.length && timingSafeEqual(offered, expected);
}

function keeperOf(peer: PeerName): Keep {
  switch (peer) {
    case "nothing":
      return () => undefined;
    case "xadd": {
      const redis = new Redis(redisUrl, { enableAutoPipelining: true });
      return (body) => redis.xadd("reports", "*", "report", body);
    }
    case "queue-add": {
      const queue = new Queue("peer", { connection: new Redis(redisUrl) });
      return (_body, report) => queue.add("report", report);
    }
  }
}
