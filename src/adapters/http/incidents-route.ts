import { createHash, timingSafeEqual } from "node:crypto";

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";

import { atLeast } from "../../model/severity.ts";
import type { IncidentLog } from "../../pipeline/ports.ts";
import { sendProblem } from "./problem.ts";

const IncidentsQuery = z.strictObject({
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

/** Reading the log: by region and by threat type, newest first; bearer token. */
export function incidentsRoute(
  server: FastifyInstance,
  log: IncidentLog,
  apiToken: string | undefined,
): void {
  server.get("/v1/incidents", async (request, reply) => {
    if (!mayRead(request, apiToken)) return unauthorized(reply);
    const query = IncidentsQuery.safeParse(request.query);
    if (!query.success) return sendProblem(reply, invalidQuery(query.error));
    const { severity, ...asked } = query.data;
    const page = await log.query(asked);
    const incidents = page.incidents.filter(
      ({ classification }) => severity === undefined || atLeast(classification.severity, severity),
    );
    return reply.send({ incidents, cursor: page.cursor ?? null });
  });
  server.get("/v1/incidents/:id", async (request, reply) => {
    if (!mayRead(request, apiToken)) return unauthorized(reply);
    const { id } = request.params as { id: string };
    const incident = await log.find(id);
    if (incident) return reply.send(incident);
    return sendProblem(reply, { status: 404, code: "unknown-incident", title: "No such incident" });
  });
}

/** Without a configured token nobody reads: an open log would tell the world what is watched. */
function mayRead(request: FastifyRequest, apiToken: string | undefined): boolean {
  const given = /^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1];
  if (apiToken === undefined || given === undefined) return false;
  return timingSafeEqual(digest(given), digest(apiToken));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function unauthorized(reply: FastifyReply): FastifyReply {
  void reply.header("www-authenticate", "Bearer");
  return sendProblem(reply, {
    status: 401,
    code: "unauthorized",
    title: "A bearer token is needed; TOCSIN_API_TOKEN sets it",
  });
}

function invalidQuery(error: z.ZodError) {
  return {
    status: 400,
    code: "invalid-query",
    title: "The query has faults",
    errors: error.issues.map((issue) => ({
      path: issue.path.map(String).join("."),
      message: issue.message,
    })),
  };
}
