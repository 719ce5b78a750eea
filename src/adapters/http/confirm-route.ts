import type { FastifyInstance, FastifyReply } from "fastify";

import { PAGE_HEADERS } from "./reader-route.ts";

interface View {
  readonly subscriptionId: string;
  readonly address: string;
  readonly confirmed: boolean;
}

export interface ConfirmPages {
  view(token: string): Promise<View | undefined>;
  confirm(token: string): Promise<View | undefined>;
  /** The page as HTML. */
  render(view: View | undefined): string;
}

/** GET shows the question, POST is the yes. */
export function confirmRoute(server: FastifyInstance, pages: ConfirmPages): void {
  const show = (reply: FastifyReply, view: View | undefined) =>
    reply
      .code(view ? 200 : 404)
      .headers(PAGE_HEADERS)
      .type("text/html; charset=utf-8")
      .send(pages.render(view));
  server.get("/confirm/:token", async (request, reply) => {
    const { token } = request.params as { readonly token: string };
    return show(reply, await pages.view(token));
  });
  server.post("/confirm/:token", async (request, reply) => {
    const { token } = request.params as { readonly token: string };
    const isForeign = request.headers["sec-fetch-site"] === "cross-site";
    return show(reply, isForeign ? undefined : await pages.confirm(token));
  });
}
