import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

import type { Admitted, AdmitToken } from "../../pipeline/operator-ports.ts";
import { guarded } from "./guard.ts";
import { sendProblem } from "./problem.ts";

export interface DeadDesk {
  list(): Promise<readonly object[]>;
  find(id: string): Promise<object | undefined>;
  settle(id: string, verb: "replay" | "drop"): Promise<boolean>;
}

export const DEAD_PROBLEMS = {
  "unknown-dead-letter": [404, "No such dead letter"],
} as const satisfies Readonly<Record<string, readonly [number, string]>>;

export const BURYING = ["dead:write"] as const;

/** Reports set aside, digests rejected or in doubt: looked at, put back, ended. */
export function deadRoute(server: FastifyInstance, desk: DeadDesk, admit: AdmitToken): void {
  const settle =
    (verb: "replay" | "drop") =>
    async (request: FastifyRequest, reply: FastifyReply, _admitted: Admitted) =>
      (await desk.settle(idOf(request), verb)) ? reply.code(204).send() : unknown(reply);
  server.get(
    "/v1/dead",
    guarded(admit, BURYING, async (_request, reply) => reply.send({ letters: await desk.list() })),
  );
  server.get(
    "/v1/dead/:id",
    guarded(admit, BURYING, async (request, reply) => {
      const letter = await desk.find(idOf(request));
      return letter ? reply.send(letter) : unknown(reply);
    }),
  );
  server.post("/v1/dead/:id/replay", guarded(admit, BURYING, settle("replay")));
  server.delete("/v1/dead/:id", guarded(admit, BURYING, settle("drop")));
}

function idOf(request: FastifyRequest): string {
  return (request.params as { readonly id: string }).id;
}

function unknown(reply: FastifyReply): FastifyReply {
  const [status, title] = DEAD_PROBLEMS["unknown-dead-letter"];
  return sendProblem(reply, { status, code: "unknown-dead-letter", title });
}
