import { count } from "../model/count.ts";
import type { DigestItem } from "../model/digest.ts";
import { arrangeItems, type NumberedItem } from "./arrange-items.ts";
import { capitalise, oneLine, shorten } from "./clean-text.ts";
import { countByCountry, countBySeverity, sayCounts } from "./count-items.ts";
import { sayWorstFigure } from "./describe-figures.ts";
import { sayFoldedElsewhere } from "./describe-folded.ts";
import { sayHolds, sumUp } from "./describe-holds.ts";
import { describeItem, MARKS, type ToldItem } from "./describe-item.ts";
import { sayPlace, type PlaceName } from "./describe-place.ts";
import { sayType } from "./describe-threat.ts";
import { sayClockOf, sayInstant, sayWindow } from "./describe-time.ts";
import { footerOf, type Footer } from "./footer.ts";
import type { MailFrame } from "./mail-frame.ts";
import { captionOf, planMap, sayMap, type MapPlan } from "./map/plan-map.ts";
import { sayMostSerious } from "./most-serious.ts";
import { ownRegion } from "./own-region.ts";
import { SEVERITY_SCALE, type SeverityLevel } from "./severity-scale.ts";
import { tlpLabel, type ReaderDigest } from "./tlp-ceiling.ts";

/** How much of a digest a mail tells: whole items, then one line each, then counts. */
export interface Room {
  readonly whole: number;
  readonly brief: number;
}

export interface Section {
  readonly title: string;
  readonly items: readonly ToldItem[];
}

/** A digest in words, before it is set as text or as HTML. */
export interface DigestView {
  readonly name: string;
  readonly tlp?: string | undefined;
  readonly counts: string;
  readonly period: string;
  readonly late?: string | undefined;
  /** What waited for this mail or was left out of it, and why. */
  readonly holds: readonly string[];
  /** A storm by region and type; empty where there is none. */
  readonly storm: readonly string[];
  readonly withheld?: string | undefined;
  /** Absent where the mail tells just one incident: its item says it all. */
  readonly mostSerious?: string | undefined;
  /** Undefined where the mail tells no item. */
  readonly worst?: SeverityLevel | undefined;
  /** Absent where nothing is drawn. */
  readonly map?: MapView | undefined;
  /** Items by the subscriber's own region; empty where the sections say as much at a glance. */
  readonly byRegion: readonly string[];
  readonly sections: readonly Section[];
  readonly brief: readonly string[];
  readonly rest: readonly string[];
  readonly footer: Footer;
}

/** A map in words; its picture is painted from the plan. */
export interface MapView {
  readonly plan: MapPlan;
  readonly contentId: string;
  readonly alt: string;
  readonly caption: string;
}

export const LATE = "Sent late: the service was down when this mail was due.";
const FEWEST_TO_COUNT = 8;
const MOST_REGIONS = 12;
const LONGEST_BRIEF = 160;

export function describeDigest(digest: ReaderDigest, frame: MailFrame, room: Room): DigestView {
  const { items, timezone, mail } = digest;
  const { placeName } = frame;
  const regions = arrangeItems(items, room.whole, placeName);
  const told = regions.flatMap((region) => region.items);
  const brief = items.slice(room.whole, room.whole + room.brief);
  const counted = items.slice(room.whole + room.brief);
  const [worst, second] = items;
  const { folded = [] } = digest;
  const reader = { ...frame, timezone, folded };
  const toldIds = new Set(told.map(({ item }) => item.incident.id));
  const view = ({ item, number }: NumberedItem) => describeItem(item, number, reader);
  return {
    name: oneLine(digest.subscriptionName),
    tlp: mail.tlp && tlpLabel(mail.tlp),
    counts: sayHeading(digest),
    period: sayPeriod(digest),
    late: digest.late ? LATE : undefined,
    holds: [...sayHolds(digest), ...sayFoldedElsewhere(folded, toldIds, placeName)],
    storm: digest.held?.limit === undefined ? [] : sumUp(items, placeName),
    withheld: sayWithheld(digest),
    mostSerious: worst && second && sayMostSerious(worst, placeName),
    worst: worst && levelOf(worst),
    map: digest.mail.map === true ? describeMap(digest.id, told, frame) : undefined,
    byRegion: digest.held?.limit === undefined ? countByRegion(items, placeName) : [],
    sections: regions.map(({ title, items: own }) => ({ title, items: own.map(view) })),
    brief: brief.map((item) => sayBriefly(item, placeName)),
    rest: countByCountry(counted, placeName),
    footer: footerOf(digest, frame, { told, hasMore: counted.length + brief.length > 0 }),
  };
}

function describeMap(
  digestId: string,
  told: readonly NumberedItem[],
  { placeName, listDomain }: MailFrame,
): MapView | undefined {
  const plan = planMap(told);
  return (
    plan && {
      plan,
      contentId: `map.${digestId}@${listDomain}`,
      alt: sayMap(plan, told, placeName),
      caption: captionOf(plan),
    }
  );
}

/** Facts that the subject leaves out, for the line an inbox shows below it. */
export function preheaderOf({ items }: ReaderDigest, placeName: PlaceName): string {
  const [worst, ...rest] = items;
  if (worst === undefined) return "";
  const { summary, headline } = worst.incident;
  const first = shorten(oneLine(summary === "" ? headline : summary), 140);
  return [first, ...rest.slice(0, 2).map((item) => sayBriefly(item, placeName))].join(" · ");
}

/** One incident's level is said here: no line above it says it. */
function sayHeading({ items, withheld }: ReaderDigest): string {
  const [worst, second] = items;
  if (worst === undefined) return `${count(withheld, "item")} withheld`;
  if (second !== undefined) return sayCounts(items);
  const { word, action } = levelOf(worst);
  return `${sayCounts(items)}, ${word} (${action})`;
}

function sayWithheld({ withheld, mail }: ReaderDigest): string | undefined {
  if (withheld === 0 || mail.ceiling === undefined) return undefined;
  return `Withheld: ${count(withheld, "item")} from sources above ${tlpLabel(mail.ceiling)}.`;
}

/** An immediate digest has no window a reader knows of: it says as of when. */
function sayPeriod({ delivery, window, timezone, sealedAt, followUp }: ReaderDigest): string {
  const when =
    delivery.schedule.kind === "immediately" || followUp
      ? `As of ${sayInstant(sealedAt, timezone)}`
      : sayWindow(window, timezone);
  return `${when} ${sayClockOf(timezone, sealedAt)}`;
}

function levelOf({ incident }: DigestItem): SeverityLevel {
  return SEVERITY_SCALE[incident.classification.severity];
}

function sayBriefly(item: DigestItem, placeName: PlaceName): string {
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

/** `Western Asia: 1 severe, 2 moderate`, in the order of their worst item. */
function countByRegion(items: readonly DigestItem[], placeName: PlaceName): string[] {
  if (items.length < FEWEST_TO_COUNT) return [];
  const byRegion = Map.groupBy(items, (item) => ownRegion(item, placeName));
  if (byRegion.size === 1) return [];
  const lines = [...byRegion].map(([region, own]) => `${region}: ${countBySeverity(own)}`);
  if (lines.length <= MOST_REGIONS) return lines;
  return [...lines.slice(0, MOST_REGIONS), `and ${lines.length - MOST_REGIONS} regions more`];
}
