import type { FastifyInstance, FastifyRequest } from "fastify";

import { sendProblem } from "./problem.ts";

export interface PostedBounce {
  readonly contentType: string;
  readonly headers: {
    readonly id: string | undefined;
    readonly timestamp: string | undefined;
    readonly signature: string | undefined;
  };
  readonly body: Buffer;
}

export const BOUNCE_PROBLEMS = {
  unauthorized: [401, "The signature or its time is not acceptable"],
  "invalid-bounce": [422, "Post the message, or address, kind and detail as JSON"],
} as const;

/** Bounces and complaints, signed by Standard Webhooks. */
export function bouncesRoute(
  server: FastifyInstance,
  receive: (posted: PostedBounce) => Promise<"taken" | keyof typeof BOUNCE_PROBLEMS>,
): void {
  server.post("/v1/bounces", async (request, reply) => {
    const answer = await receive({
      contentType: request.headers["content-type"] ?? "",
      headers: {
        id: header(request, "webhook-id"),
        timestamp: header(request, "webhook-timestamp"),
        signature: header(request, "webhook-signature"),
      },
      body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    });
    if (answer === "taken") return reply.code(204).send();
    const [status, title] = BOUNCE_PROBLEMS[answer];
    return sendProblem(reply, { status, title, code: answer });
  });
}

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === "string" ? value : undefined;
}
