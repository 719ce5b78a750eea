import { TOLD_BEFORE, type Digest, type DigestItem } from "../model/digest.ts";
import { independentSources } from "../model/incident.ts";
import { SEVERITIES, type Severity } from "../model/severity.ts";
import { capitalise, count, oneLine, shorten } from "./clean-text.ts";
import { sayWorstFigure } from "./describe-figures.ts";
import { sayHolds, sumUp } from "./describe-holds.ts";
import { describeItem, MARKS, type ItemView, type Reader } from "./describe-item.ts";
import { sayPlace, type PlaceName } from "./describe-place.ts";
import { sayType } from "./describe-threat.ts";
import { sayClockOf, sayInstant, sayWindow } from "./describe-time.ts";
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
  /** `SEVERE: prepare (24 of 32)` */
  readonly title: string;
  readonly items: readonly ItemView[];
}

/** A digest in words, before it is set as text or as HTML. */
export interface DigestView {
  readonly name: string;
  readonly tlp?: string | undefined;
  readonly counts: string;
  readonly period: string;
  readonly late?: string | undefined;
  /** What waited for this mail, and why. */
  readonly holds: readonly string[];
  /** A storm by region and type; empty where there is none. */
  readonly storm: readonly string[];
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
    counts: sayHeading(digest),
    period: sayPeriod(digest),
    late: digest.late ? LATE : undefined,
    holds: sayHolds(digest),
    storm: digest.held?.limit === undefined ? [] : sumUp(digest.items, frame.placeName),
    mostSerious:
      digest.items.length === 1 ? undefined : sayMostSerious(digest.items[0], frame.placeName),
    worst: levelOf(digest.items[0]),
    byRule: countByRule(digest.items),
    sections: sectionsOf(digest, whole, { timezone, placeName: frame.placeName }),
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

/** One incident's level is said here: no section above it says it. */
function sayHeading({ items }: Digest): string {
  const { word, action } = levelOf(items[0]);
  return items.length === 1 ? `${sayCounts(items)}, ${word} (${action})` : sayCounts(items);
}

/** An immediate digest has no window a reader knows of: it says as of when. */
function sayPeriod({ delivery, window, timezone, sealedAt, followUp }: Digest): string {
  const when =
    delivery.schedule.kind === "immediately" || followUp
      ? `As of ${sayInstant(sealedAt, timezone)}`
      : sayWindow(window, timezone);
  return `${when} ${sayClockOf(timezone, sealedAt)}`;
}

function sayMostSerious(item: DigestItem, placeName: PlaceName): string {
  const { classification } = item.incident;
  const { word, action } = levelOf(item);
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
  { items: all }: Digest,
  whole: readonly DigestItem[],
  reader: Reader,
): Section[] {
  const views = whole.map((item, index) => describeItem(item, index + 1, reader));
  return [...Map.groupBy(views, ({ level }) => level)].map(([level, items]) => {
    const total = all.filter((item) => levelOf(item) === level).length;
    const amount = total === items.length ? `${total}` : `${items.length} of ${total}`;
    return { level, title: `${level.word}: ${level.action} (${amount})`, items };
  });
}

function levelOf({ incident }: DigestItem): SeverityLevel {
  return SEVERITY_SCALE[incident.classification.severity];
}

export function sayBriefly(item: DigestItem, placeName: PlaceName): string {
  const { classification } = item.incident;
  const mark = MARKS[item.kind];
  const figure = sayWorstFigure(classification);
  const said = [
    levelOf(item).word,
    mark,
    `${capitalise(sayType(classification))}, ${sayPlace(classification, placeName)}`,
  ].filter((part) => part !== undefined);
  return shorten(`${said.join(" ")}${figure === undefined ? "" : `; ${figure}`}`, LONGEST_BRIEF);
}

/** `Syria and neighbours: 1 severe, 2 moderate`, in the order of their worst item. */
function countByRule(items: readonly DigestItem[]): string[] {
  const byRule = Map.groupBy(items, ({ reasons: [{ rule }] }) =>
    rule === TOLD_BEFORE.rule ? "Told to you before" : oneLine(rule),
  );
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
