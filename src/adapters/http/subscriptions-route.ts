import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";

import type {
  Admitted,
  AdmitToken,
  Expected,
  FieldFault,
  SubscriptionRefusal,
  SubscriptionWritten,
} from "../../pipeline/operator-ports.ts";
import { guarded } from "./guard.ts";
import { invalidQuery } from "./incidents-route.ts";
import { sendProblem } from "./problem.ts";

/** A subscription as the API shows it. */
export interface ShownSubscription {
  readonly id: string;
  readonly managedBy: "file" | "api";
  /** Also the ETag; absent where a file manages it. */
  readonly revision?: string | undefined;
  readonly updatedAt?: string | undefined;
  /** As it was put; absent where a file manages it. */
  readonly document?: unknown;
  readonly name: string;
  /** Addresses that have not said yes yet. */
  readonly unconfirmed: readonly string[];
  /** What keeps it from being used, such as a region that is no longer configured. */
  readonly faults: readonly FieldFault[];
}

export interface SubscriptionDesk {
  page(
    cursor: string | undefined,
    limit: number,
  ): Promise<{
    readonly subscriptions: readonly ShownSubscription[];
    readonly cursor: string | undefined;
  }>;
  find(id: string): Promise<ShownSubscription | undefined>;
  put(writing: {
    readonly id: string | undefined;
    readonly document: unknown;
    readonly expected: Expected | undefined;
    readonly writer: Admitted;
  }): Promise<SubscriptionWritten>;
  remove(
    id: string,
    expected: Expected | undefined,
    writer: Admitted,
  ): Promise<SubscriptionRefusal | "removed">;
}

/** Every refusal of a subscription: its status and its words. */
export const SUBSCRIPTION_PROBLEMS = {
  "malformed-json": [400, "The body is not JSON"],
  "invalid-subscription": [422, "The subscription has faults"],
  "managed-by-file": [
    409,
    "This subscription stands in a file of the configuration: change it there",
  ],
  "revision-needed": [428, "Say which revision you have seen: If-Match with its ETag, or *"],
  "revision-mismatch": [412, "The subscription is not as you have seen it: read it again"],
  "unknown-subscription": [404, "No such subscription"],
  "not-yours": [403, "This subscription was made with another token"],
  "no-reader-page": [409, "Readers cannot confirm: TOCSIN_PUBLIC_URL is not set"],
} as const satisfies Readonly<Record<string, readonly [number, string]>>;

export const SubscriptionsQuery = z.strictObject({
  cursor: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/, "must come from the page before")
    .optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

export const READING = ["subscriptions:read", "subscriptions:write"] as const;
export const WRITING = ["subscriptions:write", "subscriptions:self"] as const;

/** Subscriptions beside those of the files. A writer says what it has seen, so that no change is lost. */
export function subscriptionsRoute(
  server: FastifyInstance,
  desk: SubscriptionDesk,
  admit: AdmitToken,
): void {
  server.get(
    "/v1/subscriptions",
    guarded(admit, READING, async (request, reply) => {
      const query = SubscriptionsQuery.safeParse(request.query);
      if (!query.success) return sendProblem(reply, invalidQuery(query.error));
      const { subscriptions, cursor } = await desk.page(query.data.cursor, query.data.limit);
      return reply.send({ subscriptions, cursor: cursor ?? null });
    }),
  );
  server.get(
    "/v1/subscriptions/:id",
    guarded(admit, READING, async (request, reply) => {
      const found = await desk.find(idOf(request));
      if (!found) return refuse(reply, { reason: "unknown-subscription" });
      return tagged(reply, found.revision).send(found);
    }),
  );
  server.put(
    "/v1/subscriptions/:id",
    guarded(admit, WRITING, async (request, reply, writer) => {
      const document = parseJson(request.body);
      if (document === undefined) return refuse(reply, { reason: "malformed-json" });
      const expected = expectedBy(request);
      const written = await desk.put({ id: idOf(request), document, expected, writer });
      if (written.outcome === "refused") return refuse(reply, written);
      const status = written.outcome === "created" ? 201 : 200;
      return tagged(reply.code(status), written.revision).send(written);
    }),
  );
  server.delete(
    "/v1/subscriptions/:id",
    guarded(admit, WRITING, async (request, reply, writer) => {
      const removed = await desk.remove(idOf(request), expectedBy(request), writer);
      return removed === "removed" ? reply.code(204).send() : refuse(reply, removed);
    }),
  );
}

function idOf(request: FastifyRequest): string {
  return (request.params as { readonly id: string }).id;
}

function tagged(reply: FastifyReply, revision: string | undefined): FastifyReply {
  return revision === undefined ? reply : reply.header("etag", `"${revision}"`);
}

interface Refusal {
  readonly reason: keyof typeof SUBSCRIPTION_PROBLEMS;
  readonly errors?: readonly FieldFault[] | undefined;
}

export function refuse(reply: FastifyReply, { reason, errors }: Refusal): FastifyReply {
  const [status, title] = SUBSCRIPTION_PROBLEMS[reason];
  return sendProblem(reply, { status, code: reason, title, errors });
}

/** RFC 9110: `If-Match` with an ETag or `*`, or `If-None-Match: *`. */
function expectedBy({ headers }: FastifyRequest): Expected | undefined {
  if (headers["if-none-match"] === "*") return { is: "nothing" };
  const match = headers["if-match"];
  if (match === undefined) return undefined;
  if (match === "*") return { is: "something" };
  return { is: "revision", revision: /^"(\d{1,16})"$/.exec(match)?.[1] ?? "none" };
}

export function parseJson(body: unknown): unknown {
  try {
    return Buffer.isBuffer(body) ? JSON.parse(body.toString("utf8")) : undefined;
  } catch {
    return undefined;
  }
}
