import { Eta } from "eta";

import type { DigestView } from "./describe-digest.ts";
import { STYLE } from "./mail-style.ts";
import { FRAME } from "./templates/frame.ts";
import { ITEM } from "./templates/item.ts";

/** Escapes whatever it fills in; only STYLE and rendered items go in as markup. */
const eta = new Eta({ autoEscape: true });
const frame = eta.compile(FRAME);
const item = eta.compile(ITEM);

export interface Heading {
  readonly subject: string;
  readonly preheader: string;
}

/** One HTML document that fetches nothing and runs nothing. */
export function writeHtml(view: DigestView, { subject, preheader }: Heading): string {
  const hasSections = view.mostSerious !== undefined;
  const heading = hasSections ? 3 : 2;
  const sections = view.sections.map((section) => ({
    ...section,
    html: section.items.map((each) => eta.render(item, { ...each, heading })).join(""),
  }));
  return eta.render(frame, {
    ...view,
    sections,
    hasSections,
    subject,
    preheader,
    tlpClass: view.tlp?.toLowerCase().replace(":", "-").replace("+strict", ""),
    style: STYLE,
  });
}
