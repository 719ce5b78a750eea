import type { Digest, DigestItem } from "../model/digest.ts";
import { independentSources } from "../model/incident.ts";
import { SEVERITIES, type Severity } from "../model/severity.ts";
import { capitalise, count, oneLine, shorten } from "./clean-text.ts";
import { sayWorstFigure } from "./describe-figures.ts";
import { describeItem, MARKS, type ItemView } from "./describe-item.ts";
import { sayPlace, type PlaceName } from "./describe-place.ts";
import { sayType } from "./describe-threat.ts";
import { sayInstant, sayOffset, sayWindow, sayZone } from "./describe-time.ts";
import { footerOf, type Footer } from "./footer.ts";
import type { MailFrame } from "./mail-frame.ts";
import { SEVERITY_SCALE, type SeverityLevel } from "./severity-scale.ts";
import { sayCounts, tlpLabel } from "./subject.ts";

/** How much of a digest a mail tells: whole items, then one line each, then counts. */
export interface Room {
  readonly whole: number;
  readonly brief: number;
}

export interface Section {
  readonly level: SeverityLevel;
  readonly items: readonly ItemView[];
}

/** A digest in words, before it is set as text or as HTML. */
export interface DigestView {
  readonly name: string;
  readonly tlp?: string | undefined;
  readonly counts: string;
  readonly period: string;
  readonly late?: string | undefined;
  /** Absent where the mail tells just one incident: its item says it all. */
  readonly mostSerious?: string | undefined;
  readonly worst: SeverityLevel;
  /** Items by the subscriber's own rule; empty where it would say nothing new. */
  readonly byRule: readonly string[];
  readonly sections: readonly Section[];
  readonly brief: readonly string[];
  readonly rest: readonly string[];
  readonly footer: Footer;
}

export const LATE = "Sent late: the service was down when this mail was due.";
const FEWEST_TO_COUNT = 4;
const MOST_RULES = 12;
const LONGEST_BRIEF = 160;

export function describeDigest(digest: Digest, frame: MailFrame, room: Room): DigestView {
  const whole = digest.items.slice(0, room.whole);
  const brief = digest.items.slice(room.whole, room.whole + room.brief);
  const counted = digest.items.slice(room.whole + room.brief);
  const { timezone, mail } = digest;
  return {
    name: oneLine(digest.subscriptionName),
    tlp: mail.tlp && tlpLabel(mail.tlp),
    counts: sayCounts(digest.items),
    period: sayPeriod(digest),
    late: digest.late ? LATE : undefined,
    mostSerious:
      digest.items.length === 1 ? undefined : sayMostSerious(digest.items[0], frame.placeName),
    worst: SEVERITY_SCALE[digest.items[0].incident.classification.severity],
    byRule: countByRule(digest.items),
    sections: sectionsOf(whole, { timezone, placeName: frame.placeName }),
    brief: brief.map((item) => sayBriefly(item, frame.placeName)),
    rest: counted.length === 0 ? [] : countRest(counted, frame.placeName),
    footer: footerOf(digest, frame, { whole, hasMore: counted.length + brief.length > 0 }),
  };
}

/** Facts that the subject leaves out, for the line an inbox shows below it. */
export function preheaderOf({ items }: Digest, placeName: PlaceName): string {
  const [worst, ...rest] = items;
  const { summary, headline } = worst.incident;
  const first = shorten(oneLine(summary === "" ? headline : summary), 140);
  return [first, ...rest.slice(0, 2).map((item) => sayBriefly(item, placeName))].join(" · ");
}

/** An immediate digest has no window a reader knows of: it says as of when. */
function sayPeriod({ delivery, window, timezone, sealedAt }: Digest): string {
  const when =
    delivery.schedule.kind === "immediately"
      ? `As of ${sayInstant(sealedAt, timezone)}`
      : sayWindow(window, timezone);
  const zone = sayZone(timezone);
  const offset = sayOffset(sealedAt, timezone);
  return `${when} ${zone === offset ? zone : `${zone} (${offset})`}`;
}

function sayMostSerious(item: DigestItem, placeName: PlaceName): string {
  const { classification } = item.incident;
  const { word, action } = SEVERITY_SCALE[classification.severity];
  const figure = item.kind === "retraction" ? undefined : sayWorstFigure(classification);
  const sources = count(independentSources(item.incident), "independent source");
  const facts = [
    `${capitalise(sayType(classification))}, ${sayPlace(classification, placeName)}`,
    figure && `${figure} reported`,
    item.kind === "retraction" ? "withdrawn by its source" : sources,
  ].filter((fact) => fact !== undefined);
  return `Most serious: ${word} (${action}). ${facts.join("; ")}.`;
}

function sectionsOf(
  items: readonly DigestItem[],
  reader: { readonly timezone: string; readonly placeName: PlaceName },
): Section[] {
  const sections: { level: SeverityLevel; items: ItemView[] }[] = [];
  for (const [index, item] of items.entries()) {
    const view = describeItem(item, index + 1, reader);
    const open = sections.at(-1);
    if (open?.level === view.level) open.items.push(view);
    else sections.push({ level: view.level, items: [view] });
  }
  return sections;
}

export function sayBriefly(item: DigestItem, placeName: PlaceName): string {
  const { classification } = item.incident;
  const mark = MARKS[item.kind];
  const figure = sayWorstFigure(classification);
  const said = [
    SEVERITY_SCALE[classification.severity].word,
    mark,
    `${capitalise(sayType(classification))}, ${sayPlace(classification, placeName)}`,
  ].filter((part) => part !== undefined);
  return shorten(`${said.join(" ")}${figure === undefined ? "" : `; ${figure}`}`, LONGEST_BRIEF);
}

/** `Syria and neighbours: 1 severe, 2 moderate`, in the order of their worst item. */
function countByRule(items: readonly DigestItem[]): string[] {
  const byRule = Map.groupBy(items, ({ reasons }) => oneLine(reasons[0].rule));
  if (items.length < FEWEST_TO_COUNT || byRule.size === 1) return [];
  const lines = [...byRule].map(([rule, own]) => `${rule}: ${countBySeverity(own)}`);
  if (lines.length <= MOST_RULES) return lines;
  return [...lines.slice(0, MOST_RULES), `and ${lines.length - MOST_RULES} rules more`];
}

/** `12 moderate: Syria 8, Lebanon 4` */
function countRest(items: readonly DigestItem[], placeName: PlaceName): string[] {
  return [...bySeverity(items)].map(([severity, own]) => {
    const byCountry = Map.groupBy(own, ({ incident }) => {
      const { country } = incident.classification;
      return country === null ? "place not known" : oneLine(placeName(country));
    });
    const countries = [...byCountry].map(([country, those]) => `${country} ${those.length}`);
    return `${own.length} ${severity}: ${countries.join(", ")}`;
  });
}

function countBySeverity(items: readonly DigestItem[]): string {
  return [...bySeverity(items)].map(([severity, own]) => `${own.length} ${severity}`).join(", ");
}

function bySeverity(items: readonly DigestItem[]): Map<Severity, readonly DigestItem[]> {
  const worstFirst = SEVERITIES.toReversed();
  const groups = Map.groupBy(items, ({ incident }) => incident.classification.severity);
  return new Map(
    worstFirst.flatMap((severity) => {
      const own = groups.get(severity);
      return own === undefined ? [] : [[severity, own] as const];
    }),
  );
}
