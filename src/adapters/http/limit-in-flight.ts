import type { FastifyInstance, FastifyRequest } from "fastify";

import { sendProblem } from "./problem.ts";
import { PROBLEMS } from "./reports-route.ts";

/** A body may be a mebibyte: this many at once are what a small machine holds. */
const MOST_IN_FLIGHT = 256;
const RETRY_AFTER_SECONDS = 2;

/**
 * Refuses requests to the routes of `server` before their body is read where too many are under way:
 * a process that falls behind answers at once instead of filling its memory with what waits.
 */
export function limitInFlight(
  server: FastifyInstance,
  noteRefusal: () => void,
  most = MOST_IN_FLIGHT,
): void {
  const inFlight = new Set<FastifyRequest>();
  server.addHook("onRequest", async (request, reply) => {
    if (inFlight.size < most) {
      inFlight.add(request);
      return;
    }
    noteRefusal();
    const [status, title] = PROBLEMS.overloaded;
    return sendProblem(reply, {
      status,
      code: "overloaded",
      title,
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
  });
  // Also of one that its sender broke off.
  server.addHook("onResponse", async (request) => {
    inFlight.delete(request);
  });
}
