import type { DigestView, Section } from "./describe-digest.ts";
import type { ItemView } from "./describe-item.ts";
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

function item({ number, level, mark, type, place, when, headline, ...rest }: ItemView): string {
  const label = [`[${level.word}]`, mark, type].filter((part) => part !== undefined).join(" ");
  const category = rest.category === undefined ? "" : ` (${rest.category})`;
  const lines = [
    wrapText(`${label}${category} - ${place}`, `${number}`.padEnd(3), INDENT),
    wrapText(when, INDENT),
    wrapText(headline, INDENT),
  ];
  if (rest.summary !== undefined) lines.push(wrapText(rest.summary, INDENT));
  for (const { label: name, value } of rest.rows)
    lines.push(wrapText(`${name}: ${value}`, INDENT, `${INDENT}  `));
  for (const { url } of rest.links) lines.push(INDENT + url);
  return lines.join("\n");
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
