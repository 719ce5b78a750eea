import type { FastifyInstance, FastifyRequest } from "fastify";

import { type Problem, sendProblem } from "./problem.ts";

/** What was posted, raw. */
export interface Posted {
  readonly source: string | undefined;
  readonly webhookId: string | undefined;
  readonly timestamp: string | undefined;
  readonly signature: string | undefined;
  readonly contentType: string | undefined;
  readonly body: Uint8Array;
}

export type LineAnswer = Exclude<Answer, { readonly outcome: "batch" }>;

export type Answer =
  /** A verdict for each line, in their order. */
  | { readonly outcome: "batch"; readonly lines: readonly LineAnswer[] }
  | { readonly outcome: "accepted" | "duplicate"; readonly id: string }
  | {
      readonly outcome: "refused";
      readonly code: keyof typeof PROBLEMS;
      readonly retryAfterSeconds?: number;
      readonly errors?: readonly { readonly path: string; readonly message: string }[];
    };

/** Every refusal of a posted report: its status and its words. */
export const PROBLEMS = {
  unauthorized: [401, "The signature, its time or the source is not acceptable"],
  "webhook-id-invalid": [400, "webhook-id must be 1 to 256 characters without spaces or dots"],
  "malformed-json": [400, "The body is not JSON"],
  "malformed-xml": [400, "The body is not XML, or has a document type"],
  "invalid-utf8": [400, "The body is not UTF-8"],
  "batch-too-long": [413, "A batch has at most 1,000 reports"],
  "invalid-report": [422, "The report has faults"],
  conflict: [409, "This webhook-id or externalId was accepted before with another body"],
  "rate-limited": [429, "This source has sent more than its rate"],
  "inbox-full": [503, "Too many reports are waiting to be filed"],
  overloaded: [503, "More requests are under way than this process takes"],
  "storage-unavailable": [503, "The report could not be written; send it again"],
} as const satisfies Readonly<Record<string, readonly [number, string]>>;

export function reportsRoute(
  server: FastifyInstance,
  receive: (posted: Posted) => Promise<Answer>,
): void {
  const handle = async (request: FastifyRequest): Promise<Answer> => {
    const { source } = request.params as { source?: string };
    return receive({
      source,
      webhookId: header(request, "webhook-id"),
      timestamp: header(request, "webhook-timestamp"),
      signature: header(request, "webhook-signature"),
      contentType: header(request, "content-type"),
      body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    });
  };
  for (const path of ["/v1/reports", "/v1/reports/:source"]) {
    server.post(path, async (request, reply) => {
      const answer = await handle(request);
      if (answer.outcome === "batch") {
        const verdicts = answer.lines.map((line, i) => JSON.stringify(verdictOn(line, i + 1)));
        return reply
          .type("application/x-ndjson")
          .send(verdicts.map((line) => `${line}\n`).join(""));
      }
      if (answer.outcome === "refused") return sendProblem(reply, problemOf(answer));
      const status = answer.outcome === "accepted" ? 202 : 200;
      return reply.code(status).send({ id: answer.id, status: answer.outcome });
    });
  }
}

function verdictOn(line: LineAnswer, number: number): object {
  if (line.outcome !== "refused") return { line: number, status: line.outcome, id: line.id };
  const { code, errors, retryAfterSeconds } = line;
  const [status, title] = PROBLEMS[code];
  return {
    line: number,
    status: "refused",
    code,
    httpStatus: status,
    title,
    errors,
    retryAfterSeconds,
  };
}

function problemOf(answer: Extract<Answer, { outcome: "refused" }>): Problem {
  const [status, title] = PROBLEMS[answer.code];
  const { code, retryAfterSeconds, errors } = answer;
  return { status, title, code, retryAfterSeconds, errors };
}

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === "string" ? value : undefined;
}
