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
  // With callbacks: a promise for each of two hooks is a measurable part of what accepting costs.
  server.addHook("onRequest", (request, reply, done) => {
    if (inFlight.size < most) {
      inFlight.add(request);
      done();
      return;
    }
    noteRefusal();
    const [status, title] = PROBLEMS.overloaded;
    void sendProblem(reply, {
      status,
      code: "overloaded",
      title,
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
  });
  // Also of one that its sender broke off.
  server.addHook("onResponse", (request, _reply, done) => {
    inFlight.delete(request);
    done();
  });
}
