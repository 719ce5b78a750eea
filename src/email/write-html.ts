import type { DigestView } from "./describe-digest.ts";
import { STYLE } from "./mail-style.ts";
import { Markup, SHIPPED_TEMPLATES, type MailTemplates } from "./mail-templates.ts";

export interface Heading {
  readonly subject: string;
  readonly preheader: string;
}

/** One HTML document that fetches nothing and runs nothing. */
export function writeHtml(
  view: DigestView,
  { subject, preheader }: Heading,
  templates: MailTemplates = SHIPPED_TEMPLATES,
): string {
  const hasSections = view.mostSerious !== undefined;
  const heading = hasSections ? 3 : 2;
  const sections = view.sections.map((section) => ({
    ...section,
    html: new Markup(section.items.map((each) => templates.item({ ...each, heading })).join("")),
  }));
  return templates.frame({
    ...view,
    sections,
    hasSections,
    subject,
    preheader,
    tlpClass: view.tlp?.toLowerCase().replace(":", "-").replace("+strict", ""),
    style: new Markup(STYLE),
  });
}
