import { inOnePiece } from "./clean-text.ts";
import type { DigestView, Section } from "./describe-digest.ts";
import type { Row, SharedView, ToldItem } from "./describe-item.ts";
import type { Footer } from "./footer.ts";
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
      ...section.items.map(item),
    ]),
    view.brief.length === 0 ? "" : list("In brief", view.brief),
    view.rest.length === 0 ? "" : list("And besides", view.rest),
    foot(view.footer),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
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

interface WrittenItem {
  /** From behind its number to its facts. */
  readonly told: string;
  readonly links: string;
}

const written = new WeakMap<SharedView, WrittenItem>();

/** What readers share is written once. */
function item({ shared, number, own }: ToldItem): string {
  const { told, links } = written.getOrInsertComputed(shared, writeShared);
  return `${`${number}`.padEnd(INDENT.length)}${told}${own.map(rowLine).join("")}${links}`;
}

function writeShared({ level, mark, type, category, place, ...rest }: SharedView): WrittenItem {
  const label = [`[${level.word}]`, mark, type].filter((part) => part !== undefined).join(" ");
  const kind = category === undefined ? "" : ` (${category})`;
  const lines = [
    wrapText(`${label}${kind} - ${place}`, INDENT).slice(INDENT.length),
    wrapText(rest.when, INDENT),
    wrapText(rest.headline, INDENT),
  ];
  if (rest.summary !== undefined) lines.push(wrapText(rest.summary, INDENT));
  return {
    told: inOnePiece(lines.join("\n") + rest.facts.map(rowLine).join("")),
    links: rest.links.map(({ url }) => `\n${INDENT}${url}`).join(""),
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
