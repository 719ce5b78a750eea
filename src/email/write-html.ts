import { inOnePiece } from "./clean-text.ts";
import type { DigestView, Section } from "./describe-digest.ts";
import { type Row, type SharedView, viewItem } from "./describe-item.ts";
import type { ListSection } from "./describe-list.ts";
import { cutAtGaps, fillGaps } from "./fill-gaps.ts";
import { keptWith } from "./kept-with.ts";
import { STYLE } from "./mail-style.ts";
import { Markup, type MailTemplates, SHIPPED_PIECES, SHIPPED_TEMPLATES } from "./mail-templates.ts";

/** One HTML document that fetches nothing and runs nothing. */
export function writeHtml(view: DigestView, templates: MailTemplates = SHIPPED_TEMPLATES): string {
  const hasSections = view.mostSerious !== undefined;
  const heading = hasSections ? 3 : 2;
  const write =
    templates.item === SHIPPED_TEMPLATES.item
      ? (section: Section) => writeShipped(section, heading)
      : ({ items }: Section) =>
          items.map((told) => templates.item({ ...viewItem(told), heading })).join("");
  const sections = view.sections.map((section) => ({
    title: section.title,
    html: new Markup(write(section)),
  }));
  return templates.frame({
    ...view,
    sections,
    hasSections,
    tlpClass: view.tlp?.toLowerCase().replace(":", "-").replace("+strict", ""),
    style: new Markup(STYLE),
  });
}

/** Of an item's heading: below a section's, or below the mail's. */
type Level = 3 | 2;

/** As the shipped template writes it. */
function writeShipped({ shared, items }: Section, heading: Level): string {
  const own = items.map((item) => item.own.map(writtenRow).join(""));
  return fillGaps(writtenSection[heading](shared), own);
}

const writtenRow = keptWith((row: Row) => inOnePiece(SHIPPED_PIECES.rows({ rows: [row] })));

/** By heading: what readers share is written once, with gaps for what is a reader's own. */
const writtenSection = { 2: keptSection(2), 3: keptSection(3) } as const;

function keptSection(heading: Level): (section: ListSection) => readonly string[] {
  const writtenItem = keptWith((view: SharedView) => writeItem(view, heading));
  return keptWith(({ items }) => {
    const parts = items.map(({ number, shared }) => {
      const { top, body, end } = writtenItem(shared);
      return { start: `${top}${number}${body}`, end };
    });
    return cutAtGaps(parts);
  });
}

interface Item {
  readonly top: string;
  readonly body: string;
  readonly end: string;
}

function writeItem(view: SharedView, heading: Level): Item {
  const headed = { ...view, heading };
  return {
    top: inOnePiece(SHIPPED_PIECES.top(headed)),
    body: inOnePiece(SHIPPED_PIECES.body(headed) + SHIPPED_PIECES.rows({ rows: view.facts })),
    end: inOnePiece(SHIPPED_PIECES.end(headed)),
  };
}
