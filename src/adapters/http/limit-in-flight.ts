import type { FastifyInstance, FastifyRequest } from "fastify";

import { sendProblem } from "./problem.ts";
import { PROBLEMS } from "./reports-route.ts";

/** A body may be a mebibyte: this many at once are what a small machine holds. */
const MOST_IN_FLIGHT = 256;
const RETRY_AFTER_SECONDS = 2;

const COUNTED = Symbol("counted as in flight");

type Counted = FastifyRequest & { [COUNTED]?: boolean };

/**
 * Refuses requests to the routes of `server` before their body is read where too many are under way:
 * a process that falls behind answers at once instead of filling its memory with what waits.
 */
export function limitInFlight(
  server: FastifyInstance,
  noteRefusal: () => void,
  most = MOST_IN_FLIGHT,
): void {
  let inFlight = 0;
  // Marked rather than listed: a Set that so many pass through is laid out anew all the time, and each layout that V8
  // has yet to collect keeps the requests it held, with all that hangs on them.
  server.decorateRequest(COUNTED, false);
  // With callbacks: a promise for each of two hooks is a measurable part of what accepting costs.
  server.addHook("onRequest", (request: Counted, reply, done) => {
    if (inFlight < most) {
      inFlight += 1;
      request[COUNTED] = true;
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
  server.addHook("onResponse", (request: Counted, _reply, done) => {
    if (request[COUNTED]) inFlight -= 1;
    done();
  });
}
