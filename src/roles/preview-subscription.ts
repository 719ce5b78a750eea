import type { PreviewWindow, Previewed } from "../adapters/http/preview-route.ts";
import { renderMail } from "./compose-mail.ts";
import { composePreview } from "./compose-preview.ts";
import type { Service } from "./service.ts";

/** The answer of `GET /v1/subscriptions/:id/preview`: of the stored log, sent to nobody. */
export function previewSubscription(service: Service) {
  const { settings, stores, knowledge, roster, clock, world } = service;
  return async (id: string, asked: PreviewWindow): Promise<Previewed | undefined> => {
    const [enlisted] = roster().of(id);
    if (!enlisted) return undefined;
    const { taxonomy, inhibitions, sources, templates } = knowledge.current();
    const to = asked.to === undefined ? clock.now() : Temporal.Instant.from(asked.to);
    const from =
      asked.from === undefined ? to.subtract({ hours: 24 }) : Temporal.Instant.from(asked.from);
    const entries = await stores.log.read(from, to);
    const window = { from, to };
    const digest = await composePreview(enlisted, { taxonomy, inhibitions, window, entries });
    if (!digest) return { mail: null };
    const { subject, text, html } = await renderMail(digest, {
      mailFrom: settings.mailFrom ?? "Tocsin <tocsin@localhost.invalid>",
      publicUrl: settings.publicUrl,
      idempotencyHeader: undefined,
      // Links in a preview open nothing.
      tokenKey: Buffer.alloc(32),
      atlas: world.atlas,
      sources,
      templates,
      paintMap: async () => undefined,
    });
    return { mail: { items: digest.items.length, subject, text, html } };
  };
}
