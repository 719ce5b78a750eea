import type { FastifyInstance } from "fastify";
import { z } from "zod";

import { atLeast } from "../../model/severity.ts";
import type { IncidentLog } from "../../pipeline/log-ports.ts";
import type { AdmitToken } from "../../pipeline/operator-ports.ts";
import { guarded } from "./guard.ts";
import { type Problem, sendProblem } from "./problem.ts";

export const IncidentsQuery = z.strictObject({
  region: z
    .string()
    .regex(/^(?:[A-Z]{2}(?:-[A-Z0-9]{1,3})?|unplaced)$/, "must be an ISO 3166 code")
    .optional(),
  threat: z
    .string()
    .regex(/^[a-z-]+(?:\/[a-z-]+)?$/, "must be category or category/sub-type")
    .optional(),
  severity: z.enum(["unknown", "minor", "moderate", "severe", "extreme"]).optional(),
  since: z.iso.datetime({ offset: true, error: "must be an RFC 3339 date-time" }).optional(),
  cursor: z
    .string()
    .regex(/^\d{1,16}(?:\.\d{1,8})?$/, "must come from the page before")
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** Every refusal of a question about incidents: its status and its words. */
export const INCIDENT_PROBLEMS = {
  "invalid-query": [400, "The query has faults"],
  "unknown-incident": [404, "No such incident"],
} as const satisfies Readonly<Record<string, readonly [number, string]>>;

/** Reading the log: by region and by threat type, newest first. */
export function incidentsRoute(server: FastifyInstance, log: IncidentLog, admit: AdmitToken): void {
  const read = guarded.bind(undefined, admit, ["incidents:read"]);
  server.get(
    "/v1/incidents",
    read(async (request, reply) => {
      const query = IncidentsQuery.safeParse(request.query);
      if (!query.success) return sendProblem(reply, invalidQuery(query.error));
      const { severity, ...asked } = query.data;
      const page = await log.query(asked);
      const incidents = page.incidents.filter(
        ({ classification }) =>
          severity === undefined || atLeast(classification.severity, severity),
      );
      return reply.send({ incidents, cursor: page.cursor ?? null });
    }),
  );
  server.get(
    "/v1/incidents/:id",
    read(async (request, reply) => {
      const { id } = request.params as { id: string };
      const incident = await log.find(id);
      if (incident) return reply.send(incident);
      const [status, title] = INCIDENT_PROBLEMS["unknown-incident"];
      return sendProblem(reply, { status, code: "unknown-incident", title });
    }),
  );
}

export function invalidQuery(error: z.ZodError): Problem {
  const [status, title] = INCIDENT_PROBLEMS["invalid-query"];
  return {
    status,
    title,
    code: "invalid-query",
    errors: error.issues.map((issue) => ({
      path: issue.path.map(String).join("."),
      message: issue.message,
    })),
  };
}
