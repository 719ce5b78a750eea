import type { FastifyInstance } from "fastify";

export interface Health {
  /** Each check and what is wrong with it; null: nothing. */
  ready(): Promise<Readonly<Record<string, string | null>>>;
  metrics(): Promise<{ readonly contentType: string; readonly text: string }>;
}

/** `/healthz` is the process alone: restarting it does not mend Redis. */
export function healthRoute(server: FastifyInstance, health: Health): void {
  server.get("/healthz", async () => ({ status: "ok" }));
  server.get("/readyz", async (_request, reply) => {
    const checks = await health.ready();
    const ready = Object.values(checks).every((fault) => fault === null);
    return reply.code(ready ? 200 : 503).send({ status: ready ? "ready" : "not-ready", checks });
  });
  server.get("/metrics", async (_request, reply) => {
    const { contentType, text } = await health.metrics();
    return reply.type(contentType).send(text);
  });
}
