import type { FastifyInstance } from "fastify";
import { z } from "zod";

import type { AdmitToken } from "../../pipeline/operator-ports.ts";
import { guarded } from "./guard.ts";
import { invalidQuery } from "./incidents-route.ts";
import { sendProblem } from "./problem.ts";
import { READING, refuse } from "./subscriptions-route.ts";

const MOST_DAYS = 31;
const instant = z.iso.datetime({ offset: true, error: "must be an RFC 3339 date-time" }).optional();

export const PreviewQuery = z.strictObject({ from: instant, to: instant });

const PreviewWindow = PreviewQuery.refine(
  ({ from, to }) => from === undefined || to === undefined || isShort(from, to),
  { error: `must lie before to, and ${MOST_DAYS} days at most`, path: ["from"] },
);

export type PreviewWindow = z.output<typeof PreviewWindow>;

export interface Previewed {
  /** Null: nothing in this window would be told. */
  readonly mail: {
    readonly items: number;
    readonly subject: string;
    readonly text: string;
    readonly html?: string | undefined;
  } | null;
}

/** The mail that a subscription in force would bring over a window, sent to nobody. */
export function previewRoute(
  server: FastifyInstance,
  preview: (id: string, window: PreviewWindow) => Promise<Previewed | undefined>,
  admit: AdmitToken,
): void {
  server.get(
    "/v1/subscriptions/:id/preview",
    guarded(admit, READING, async (request, reply) => {
      const window = PreviewWindow.safeParse(request.query);
      if (!window.success) return sendProblem(reply, invalidQuery(window.error));
      const { id } = request.params as { readonly id: string };
      const previewed = await preview(id, window.data);
      if (previewed) return reply.send(previewed);
      return refuse(reply, { reason: "unknown-subscription" });
    }),
  );
}

function isShort(from: string, to: string): boolean {
  const hours = (Date.parse(to) - Date.parse(from)) / 3_600_000;
  return hours > 0 && hours <= MOST_DAYS * 24;
}
