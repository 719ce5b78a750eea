import { Readable } from "node:stream";

import type { FastifyInstance } from "fastify";

import type { Admitted, AdmitToken, SubscriptionWritten } from "../../pipeline/operator-ports.ts";
import { guarded } from "./guard.ts";
import { type SubscriptionDesk, WRITING } from "./subscriptions-route.ts";

/** Of one line; a subscription with its tests is far below. */
const LONGEST_LINE_BYTES = 256 * 1024;
/** Lines in hand at once: Redis sees them as one stretch. */
const BATCH = 100;

interface Line {
  readonly number: number;
  /** Undefined: too long to be read. */
  readonly text: string | undefined;
}

/**
 * Many subscriptions at once, one a line, each written or refused by itself; the
 * verdicts come line by line while the body is still read. What stands there is
 * written over: an import repeats safely.
 */
export function importRoute(
  server: FastifyInstance,
  desk: SubscriptionDesk,
  admit: AdmitToken,
): void {
  void server.register(async (scoped) => {
    scoped.removeAllContentTypeParsers();
    scoped.addContentTypeParser("application/x-ndjson", (_request, body, done) => done(null, body));
    scoped.post(
      "/v1/subscriptions",
      guarded(admit, WRITING, async (request, reply, writer) => {
        const body = request.body instanceof Readable ? request.body : Readable.from([]);
        const verdicts = Readable.from(verdictsOf(body, desk, writer));
        return reply.type("application/x-ndjson; charset=utf-8").send(verdicts);
      }),
    );
  });
}

async function* verdictsOf(body: Readable, desk: SubscriptionDesk, writer: Admitted) {
  let batch: Line[] = [];
  const settle = async () => {
    const verdicts = await Promise.all(batch.map((line) => verdictOf(line, desk, writer)));
    batch = [];
    return verdicts.map((verdict) => `${JSON.stringify(verdict)}\n`).join("");
  };
  for await (const line of linesOf(body)) {
    if (line.text?.trim() === "") continue;
    batch.push(line);
    if (batch.length >= BATCH) yield await settle();
  }
  if (batch.length > 0) yield await settle();
}

async function verdictOf({ number, text }: Line, desk: SubscriptionDesk, writer: Admitted) {
  if (text === undefined) return { line: number, outcome: "refused", code: "line-too-long" };
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return { line: number, outcome: "refused", code: "malformed-json" };
  }
  const written = await desk
    .put({ id: undefined, document, expected: { is: "anything" }, writer })
    .catch((): "unavailable" => "unavailable");
  if (written === "unavailable") return { line: number, outcome: "refused", code: "unavailable" };
  return { line: number, ...told(written) };
}

function told(written: SubscriptionWritten) {
  if (written.outcome !== "refused") {
    const { outcome, id, revision } = written;
    return { id, outcome, revision };
  }
  const { outcome, reason: code, errors } = written;
  return { outcome, code, errors };
}

async function* linesOf(body: Readable): AsyncGenerator<Line> {
  let number = 1;
  let held: Buffer[] = [];
  let size = 0;
  const take = (): Line => {
    const text = size > LONGEST_LINE_BYTES ? undefined : Buffer.concat(held).toString("utf8");
    const line = { number, text };
    number += 1;
    held = [];
    size = 0;
    return line;
  };
  const hold = (part: Buffer): void => {
    size += part.length;
    if (size <= LONGEST_LINE_BYTES) held.push(part);
  };
  for await (const chunk of body as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, from)) {
      hold(chunk.subarray(from, end));
      yield take();
      from = end + 1;
    }
    hold(chunk.subarray(from));
  }
  if (size > 0) yield take();
}
