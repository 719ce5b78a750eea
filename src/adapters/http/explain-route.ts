import type { FastifyInstance } from "fastify";
import { z } from "zod";

import type { AdmitToken } from "../../pipeline/operator-ports.ts";
import { guarded } from "./guard.ts";
import { sendProblem } from "./problem.ts";
import { parseJson } from "./subscriptions-route.ts";

/** A report as a source would send it, or a stored incident; and whom to tell about. */
export const ExplainQuestion = z
  .strictObject({
    report: z
      .strictObject({
        title: z.string().max(500).optional(),
        text: z.string().min(1).max(200_000),
        publishedAt: z.string().max(40).optional(),
        language: z.string().max(35).optional(),
        source: z.string().max(64).optional(),
        externalId: z.string().max(256).optional(),
        url: z.string().max(2_000).optional(),
      })
      .optional(),
    incident: z.string().max(100).optional(),
    subscriptions: z.array(z.string().max(64)).min(1).max(100).optional(),
  })
  .refine(({ report, incident }) => (report === undefined) !== (incident === undefined), {
    error: "give a report, or the id of an incident",
  });

export type Question = z.output<typeof ExplainQuestion>;

export const EXPLAIN_PROBLEMS = {
  "malformed-json": [400, "The body is not JSON"],
  "invalid-question": [422, "The question has faults"],
  "unknown-incident": [404, "No such incident"],
} as const satisfies Readonly<Record<string, readonly [number, string]>>;

/** Who is told of it and by which rule, who is not and why: by the rules that send. */
export function explainRoute(
  server: FastifyInstance,
  explain: (question: Question) => Promise<object | undefined>,
  admit: AdmitToken,
): void {
  server.post(
    "/v1/explain",
    guarded(admit, ["explain"], async (request, reply) => {
      const refuse = (code: keyof typeof EXPLAIN_PROBLEMS, error?: z.ZodError) => {
        const [status, title] = EXPLAIN_PROBLEMS[code];
        return sendProblem(reply, { status, code, title, errors: error && fieldsOf(error) });
      };
      const body = parseJson(request.body);
      if (body === undefined) return refuse("malformed-json");
      const question = ExplainQuestion.safeParse(body);
      if (!question.success) return refuse("invalid-question", question.error);
      const answer = await explain(question.data);
      return answer ? reply.send(answer) : refuse("unknown-incident");
    }),
  );
}

function fieldsOf({ issues }: z.ZodError) {
  return issues.map(({ path, message }) => ({ path: path.map(String).join("."), message }));
}
