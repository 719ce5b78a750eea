import { inOnePiece } from "./clean-text.ts";
import type { DigestView } from "./describe-digest.ts";
import { type SharedView, type ToldItem, viewItem } from "./describe-item.ts";
import { STYLE } from "./mail-style.ts";
import { Markup, type MailTemplates, SHIPPED_PIECES, SHIPPED_TEMPLATES } from "./mail-templates.ts";

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
  const write = (told: ToldItem) =>
    templates.item === SHIPPED_TEMPLATES.item
      ? writeShipped(told, heading)
      : templates.item({ ...viewItem(told), heading });
  const sections = view.sections.map(({ title, items }) => ({
    title,
    html: new Markup(items.reduce((html, told) => html + write(told), "")),
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

interface Written {
  readonly top: string;
  readonly body: string;
  readonly end: string;
}

/** By heading. */
const written = { 2: new WeakMap<SharedView, Written>(), 3: new WeakMap<SharedView, Written>() };

/** As the shipped template writes it; what readers share is written once. */
function writeShipped({ shared, number, own }: ToldItem, heading: 2 | 3): string {
  const { top, body, end } = written[heading].getOrInsertComputed(shared, () => {
    const { facts: rows } = shared;
    const headed = { ...shared, heading };
    return {
      top: inOnePiece(SHIPPED_PIECES.top(headed)),
      body: inOnePiece(SHIPPED_PIECES.body(headed) + SHIPPED_PIECES.rows({ rows })),
      end: inOnePiece(SHIPPED_PIECES.end(headed)),
    };
  });
  return `${top}${number}${body}${SHIPPED_PIECES.rows({ rows: own })}${end}`;
}
