import type { FastifyInstance, FastifyReply } from "fastify";

export interface ReaderView {
  readonly name: string;
  readonly address: string;
  readonly subscribed: boolean;
}

export interface ReaderPages {
  view(token: string): Promise<ReaderView | undefined>;
  act(token: string, action: "unsubscribe" | "resubscribe"): Promise<ReaderView | undefined>;
  /** The page as HTML; undefined: the link is not one of ours. */
  render(view: ReaderView | undefined): string;
}

/**
 * GET shows, POST acts. A POST without an action is the one-click unsubscribe
 * that a mail program sends (RFC 8058): no cookie, no redirect, any body.
 */
export function readerRoute(server: FastifyInstance, pages: ReaderPages): void {
  const show = (reply: FastifyReply, view: ReaderView | undefined) =>
    reply
      .code(view ? 200 : 404)
      .header(
        "content-security-policy",
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
      )
      .header("referrer-policy", "no-referrer")
      .type("text/html; charset=utf-8")
      .send(pages.render(view));

  server.get("/m/:token", async (request, reply) => {
    const { token } = request.params as { token: string };
    return show(reply, await pages.view(token));
  });
  server.post("/m/:token", async (request, reply) => {
    const { token } = request.params as { token: string };
    const form = new URLSearchParams(
      Buffer.isBuffer(request.body) ? request.body.toString("utf8") : "",
    );
    const action = form.get("action") === "resubscribe" ? "resubscribe" : "unsubscribe";
    return show(reply, await pages.act(token, action));
  });
}
