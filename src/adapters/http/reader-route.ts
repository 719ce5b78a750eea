import type { FastifyInstance, FastifyReply } from "fastify";

import type { ReaderAnswer, ReaderRefusal } from "../../model/reader.ts";

export interface ReaderPages {
  view(token: string): Promise<ReaderAnswer>;
  act(token: string, form: ReadonlyMap<string, string>): Promise<ReaderAnswer>;
  /** The page as HTML. */
  render(answer: ReaderAnswer): string;
}

const STATUS: Readonly<Record<ReaderRefusal, number>> = {
  "unknown-link": 404,
  "expired-link": 410,
  "withdrawn-link": 410,
  "not-allowed": 403,
  "invalid-action": 422,
  "invalid-pause": 422,
  "unknown-story": 422,
};

/** Nothing of it is kept, indexed, framed, or told to the next site; it runs no script and fetches nothing. */
export const PAGE_HEADERS = {
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  "referrer-policy": "no-referrer",
  "x-robots-tag": "noindex, nofollow",
};

/**
 * GET shows, POST acts. The one-click unsubscribe that a mail program sends (RFC 8058)
 * is a POST as well: no cookie, no redirect, any body.
 */
export function readerRoute(server: FastifyInstance, pages: ReaderPages): void {
  const show = (reply: FastifyReply, answer: ReaderAnswer) =>
    reply
      .code(answer.ok ? 200 : STATUS[answer.reason])
      .headers(PAGE_HEADERS)
      .type("text/html; charset=utf-8")
      .send(pages.render(answer));

  server.get("/m/:token", async (request, reply) => {
    const { token } = request.params as { token: string };
    return show(reply, await pages.view(token));
  });
  server.post("/m/:token", async (request, reply) => {
    const { token } = request.params as { token: string };
    // Who sends a form from another site has the link; the reader's browser says that it is not the reader.
    const isForeign = request.headers["sec-fetch-site"] === "cross-site";
    if (isForeign) return show(reply, { ok: false, reason: "not-allowed" });
    const body = Buffer.isBuffer(request.body) ? request.body.toString("utf8") : "";
    return show(reply, await pages.act(token, new Map(new URLSearchParams(body))));
  });
}
