import { inOnePiece } from "./clean-text.ts";
import type { DigestView, Section } from "./describe-digest.ts";
import type { Row, SharedView } from "./describe-item.ts";
import type { ListSection } from "./describe-list.ts";
import { type Around, cutAtGaps, fillGaps } from "./fill-gaps.ts";
import type { Footer } from "./footer.ts";
import { keptWith } from "./kept-with.ts";
import { wrapText } from "./wrap-text.ts";

const RULE = "-".repeat(72);
const INDENT = "   ";

/** The text part: everything the HTML says, in the same order, without markup. */
export function writeText(view: DigestView): string {
  const blocks = [
    head(view),
    view.storm.length === 0 ? "" : list("By region and type", view.storm),
    view.byRegion.length === 0 ? "" : list("By region", view.byRegion),
    ...view.sections.flatMap((section) => [
      view.mostSerious === undefined ? "" : heading(section),
      itemsOf(section),
    ]),
    view.brief.length === 0 ? "" : list("In brief", view.brief),
    view.rest.length === 0 ? "" : list("And besides", view.rest),
    foot(view.footer),
  ];
  const told = blocks.filter((block) => block !== "");
  return `${told.reduce((all, block) => `${all}\n\n${block}`)}\n`;
}

function head({ name, tlp, counts, period, mostSerious, ...rest }: DigestView): string {
  const lines = [tlp, wrapText(`${name}: ${counts}`), wrapText(period)];
  lines.push(mostSerious && wrapText(mostSerious), rest.late && wrapText(rest.late));
  lines.push(...rest.holds.map((hold) => wrapText(hold)), rest.withheld && wrapText(rest.withheld));
  return lines.filter((line) => line !== undefined).join("\n");
}

function heading({ title }: Section): string {
  return `${wrapText(title)}\n${RULE}`;
}

function itemsOf({ shared, items }: Section): string {
  const own = items.map((item) => item.own.map(writtenRow).join(""));
  return fillGaps(writtenSection(shared), own);
}

const writtenRow = keptWith(rowLine);

/** What readers share is written once, with gaps for what is a reader's own. */
const writtenSection = keptWith(({ items }: ListSection): readonly string[] => {
  const parts = items.map(({ number, shared }) => {
    const { start, end } = writtenItem(shared);
    return { start: `${number}`.padEnd(INDENT.length) + start, end };
  });
  return cutAtGaps(parts, "\n\n");
});

const writtenItem = keptWith(writeItem);

/** From behind its number to its facts, and what stands below a reader's own. */
function writeItem({ level, mark, type, category, place, ...rest }: SharedView): Around {
  const label = [`[${level.word}]`, mark, type].filter((part) => part !== undefined).join(" ");
  const kind = category === undefined ? "" : ` (${category})`;
  const lines = [
    wrapText(`${label}${kind} - ${place}`, INDENT).slice(INDENT.length),
    wrapText(rest.when, INDENT),
    wrapText(rest.headline, INDENT),
  ];
  if (rest.summary !== undefined) lines.push(wrapText(rest.summary, INDENT));
  return {
    start: inOnePiece(lines.join("\n") + rest.facts.map(rowLine).join("")),
    end: rest.links.map(({ url }) => `\n${INDENT}${url}`).join(""),
  };
}

function rowLine({ label, value }: Row): string {
  return `\n${wrapText(`${label}: ${value}`, INDENT, `${INDENT}  `)}`;
}

function list(title: string, lines: readonly string[]): string {
  return [title, RULE, ...lines.map((line) => wrapText(line, "- "))].join("\n");
}

function foot(footer: Footer): string {
  const lines = [
    footer.more &&
      (footer.moreLink ? say(footer.more, footer.moreLink.url) : wrapText(footer.more)),
    "-- ",
    wrapText(footer.origin),
    wrapText(footer.scale),
    wrapText(footer.made),
    footer.reports && wrapText(footer.reports),
    wrapText(footer.credit),
    say(footer.change, footer.changeLink?.url),
    footer.muteLink && say("Mute this story", footer.muteLink.url),
  ];
  return lines.filter((line) => line !== undefined).join("\n");
}

function say(words: string, url: string | undefined): string {
  return url === undefined ? wrapText(words) : `${words}:\n${url}`;
}
