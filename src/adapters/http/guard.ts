import type { FastifyReply, FastifyRequest } from "fastify";

import type { Scope } from "../../model/api-token.ts";
import type { Admission, Admitted, AdmitToken } from "../../pipeline/operator-ports.ts";
import { type Problem, sendProblem } from "./problem.ts";

/** Every refusal of a bearer token: its status and its words. */
export const TOKEN_PROBLEMS = {
  unauthorized: [401, "A bearer token is needed: of `tocsin token create`, or TOCSIN_API_TOKEN"],
  "missing-scope": [403, "This token may not do this"],
  "token-rate-limited": [429, "This token has asked more than its rate"],
} as const satisfies Readonly<Record<string, readonly [number, string]>>;

type Handler = (
  request: FastifyRequest,
  reply: FastifyReply,
  admitted: Admitted,
) => Promise<FastifyReply>;

/** Lets a handler run for a token that has one of `scopes`, and answers everyone else. */
export function guarded(admit: AdmitToken, scopes: readonly Scope[], handler: Handler) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const admission = await admit(request.headers.authorization, scopes);
    if (admission.admitted) return handler(request, reply, admission);
    if (admission.reason === "unauthorized") void reply.header("www-authenticate", "Bearer");
    return sendProblem(reply, tokenProblem(admission));
  };
}

function tokenProblem(admission: Extract<Admission, { admitted: false }>): Problem {
  const { reason } = admission;
  const [status, title] = TOKEN_PROBLEMS[reason];
  const wait = "retryAfterSeconds" in admission ? admission.retryAfterSeconds : undefined;
  return { status, code: reason, title, retryAfterSeconds: wait };
}
