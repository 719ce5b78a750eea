import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

import { atLeast } from "../../model/severity.ts";
import type { IncidentLog } from "../../pipeline/log-ports.ts";
import type { AdmitToken } from "../../pipeline/operator-ports.ts";
import { guarded } from "./guard.ts";
import { IncidentsQuery, invalidQuery } from "./incidents-route.ts";
import { sendProblem } from "./problem.ts";
import { type FeedFrame, writeAtomFeed, writeCapFeed } from "./write-feed.ts";

/** The log as feeds, by the query of `/v1/incidents`. */
export function feedRoute(
  server: FastifyInstance,
  log: IncidentLog,
  { admit, publicUrl }: { readonly admit: AdmitToken; readonly publicUrl: string | undefined },
): void {
  const serve =
    (write: typeof writeAtomFeed) => async (request: FastifyRequest, reply: FastifyReply) => {
      const query = IncidentsQuery.safeParse(request.query);
      if (!query.success) return sendProblem(reply, invalidQuery(query.error));
      const { severity, ...asked } = query.data;
      const { incidents } = await log.query(asked);
      const told = incidents.filter(
        ({ classification }) =>
          severity === undefined || atLeast(classification.severity, severity),
      );
      const frame: FeedFrame = { self: `${publicUrl ?? ""}${request.url}` };
      return reply.type("application/atom+xml; charset=utf-8").send(write(told, frame));
    };
  const read = guarded.bind(undefined, admit, ["incidents:read"]);
  server.get("/v1/feed.atom", read(serve(writeAtomFeed)));
  server.get("/v1/feed.cap", read(serve(writeCapFeed)));
}
