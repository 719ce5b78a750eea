import type { FastifyReply } from "fastify";

export interface Problem {
  readonly status: number;
  /** Stable: also the metric's label and the log's `reason`. */
  readonly code: string;
  readonly title: string;
  readonly retryAfterSeconds?: number | undefined;
  readonly errors?: readonly { readonly path: string; readonly message: string }[] | undefined;
}

/** RFC 9457, with a stable `code` beside the human title. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const { status, code, title, retryAfterSeconds, errors } = problem;
  if (retryAfterSeconds !== undefined) void reply.header("retry-after", String(retryAfterSeconds));
  return reply
    .code(status)
    .type("application/problem+json; charset=utf-8")
    .send({ type: "about:blank", status, code, title, ...(errors && { errors }) });
}
