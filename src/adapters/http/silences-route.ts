import type { FastifyInstance } from "fastify";

import type { AdmitToken, FieldFault } from "../../pipeline/operator-ports.ts";
import { guarded } from "./guard.ts";
import { type Problem, sendProblem } from "./problem.ts";
import { parseJson } from "./subscriptions-route.ts";

export interface SilenceDesk {
  list(): Promise<readonly object[]>;
  /** Undefined where `faults` has an error. */
  add(
    document: unknown,
    author: string,
  ): Promise<{ readonly id?: string | undefined; readonly faults: readonly FieldFault[] }>;
  end(id: string): Promise<boolean>;
}

/** Every refusal of a silence: its status and its words. */
export const SILENCE_PROBLEMS = {
  "malformed-json": [400, "The body is not JSON"],
  "invalid-silence": [422, "The silence has faults"],
  "unknown-silence": [404, "No such silence in force"],
} as const satisfies Readonly<Record<string, readonly [number, string]>>;

export const SILENCING = ["silences:write"] as const;

/** What is not told for a while: listed with how much each has hidden, added, ended. */
export function silencesRoute(server: FastifyInstance, desk: SilenceDesk, admit: AdmitToken): void {
  server.get(
    "/v1/silences",
    guarded(admit, SILENCING, async (_request, reply) =>
      reply.send({ silences: await desk.list() }),
    ),
  );
  server.post(
    "/v1/silences",
    guarded(admit, SILENCING, async (request, reply, { tokenId }) => {
      const document = parseJson(request.body);
      if (document === undefined) return sendProblem(reply, problem("malformed-json"));
      const { id, faults } = await desk.add(document, tokenId);
      if (id === undefined) return sendProblem(reply, problem("invalid-silence", faults));
      return reply.code(201).send({ id });
    }),
  );
  server.delete(
    "/v1/silences/:id",
    guarded(admit, SILENCING, async (request, reply) => {
      const { id } = request.params as { readonly id: string };
      if (await desk.end(id)) return reply.code(204).send();
      return sendProblem(reply, problem("unknown-silence"));
    }),
  );
}

function problem(code: keyof typeof SILENCE_PROBLEMS, errors?: readonly FieldFault[]): Problem {
  const [status, title] = SILENCE_PROBLEMS[code];
  return { status, code, title, errors };
}
