import type { DigestItem } from "../model/digest.ts";
import { arrangeItems, type NumberedItem, type Region } from "./arrange-items.ts";
import { capitalise, oneLine, shorten } from "./clean-text.ts";
import { countByCountry, sayCounts } from "./count-items.ts";
import { sayWorstFigure } from "./describe-figures.ts";
import { describeForAll, MARKS, type SharedView, type Wording } from "./describe-item.ts";
import { sayPlace, type PlaceName } from "./describe-place.ts";
import { sayType } from "./describe-threat.ts";
import { captionOf, planMap, sayMap, type MapPlan } from "./map/plan-map.ts";
import { sayMostSerious } from "./most-serious.ts";
import { SEVERITY_SCALE, type SeverityLevel } from "./severity-scale.ts";
import { tellWorst } from "./subject.ts";

/** How much of a digest a mail tells: whole items, then one line each, then counts. */
export interface Room {
  readonly whole: number;
  readonly brief: number;
}

/** What a list of items says to all whose clock is the same. */
export interface ListView {
  /** What a subject may say of it, best first. */
  readonly forSubject: readonly string[];
  /** `3 new, 1 update`; one incident's level is said here, as no line above it says it. */
  readonly counts: string;
  /** Facts that the subject leaves out, for the line an inbox shows below it. */
  readonly preheader: string;
  /** Absent where there is just one item: it says it all. */
  readonly mostSerious?: string | undefined;
  /** Undefined where there is no item. */
  readonly worst?: SeverityLevel | undefined;
  /** A map in words; absent where nothing is to be drawn. */
  readonly map?: MapWords | undefined;
  /** Items by the subscriber's own region; empty where the sections say as much at a glance. */
  readonly byRegion: readonly string[];
  readonly sections: readonly ListSection[];
  readonly brief: readonly string[];
  readonly rest: readonly string[];
  /** Ids of the reports behind each item; absent where none is told. */
  readonly reports?: string | undefined;
}

/** What is told of one region. */
export interface ListSection {
  readonly title: string;
  /** What is written of them may be kept under the section. */
  readonly items: readonly ListItem[];
}

export interface ListItem {
  readonly number: number;
  readonly shared: SharedView;
  /** Where it stands in the list. */
  readonly at: number;
}

export interface MapWords {
  readonly plan: MapPlan;
  readonly alt: string;
  readonly caption: string;
}

/** What of a list is told, and whether a map shows it. */
export interface ListRoom extends Room {
  readonly map: boolean;
}

const FEWEST_TO_COUNT = 8;
const MOST_REGIONS = 12;
const LONGEST_BRIEF = 160;
const MOST_IDS = 3;
const LONGEST_ID = 64;

export function describeList(
  items: readonly DigestItem[],
  { whole, brief, map }: ListRoom,
  wording: Wording,
): ListView {
  const { placeName, keptWords } = wording;
  const view = (item: DigestItem) =>
    keptWords?.view(item, wording) ?? describeForAll(item, wording);
  const [worst, second] = items;
  const regions = arrangeItems(items, whole, placeName);
  const told = regions.flatMap((region) => region.items);
  return {
    forSubject: tellWorst(items, placeName),
    counts: sayHeading(items),
    preheader: preheaderOf(items, placeName),
    mostSerious: worst && second && sayMostSerious(worst, placeName),
    worst: worst && levelOf(worst),
    map: map ? describeMap(told, placeName) : undefined,
    byRegion: countByRegion(items, regions),
    sections: regions
      .filter((region) => region.items.length > 0)
      .map(({ title, items: own }) => ({
        title,
        items: own.map(({ number, item, at }) => ({ number, shared: view(item), at })),
      })),
    brief: items.slice(whole, whole + brief).map((item) => sayBriefly(item, placeName)),
    rest: countByCountry(items.slice(whole + brief), placeName),
    reports:
      told.length === 0 ? undefined : `Reports by item: ${told.map(sayReportIds).join("; ")}.`,
  };
}

function sayHeading(items: readonly DigestItem[]): string {
  const [worst, second] = items;
  if (worst === undefined || second !== undefined) return sayCounts(items);
  const { word, action } = levelOf(worst);
  return `${sayCounts(items)}, ${word} (${action})`;
}

function preheaderOf([worst, ...rest]: readonly DigestItem[], placeName: PlaceName): string {
  if (worst === undefined) return "";
  const { summary, headline } = worst.incident;
  const first = shorten(oneLine(summary === "" ? headline : summary), 140);
  return [first, ...rest.slice(0, 2).map((item) => sayBriefly(item, placeName))].join(" · ");
}

function describeMap(told: readonly NumberedItem[], placeName: PlaceName): MapWords | undefined {
  const plan = planMap(told);
  return plan && { plan, alt: sayMap(plan, told, placeName), caption: captionOf(plan) };
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
function countByRegion(items: readonly DigestItem[], regions: readonly Region[]): string[] {
  if (items.length < FEWEST_TO_COUNT || regions.length === 1) return [];
  const lines = regions.map(({ counts }) => counts);
  if (lines.length <= MOST_REGIONS) return lines;
  return [...lines.slice(0, MOST_REGIONS), `and ${lines.length - MOST_REGIONS} regions more`];
}

function sayReportIds({ number, item }: NumberedItem): string {
  const { toldBy } = item.incident;
  const ids = toldBy
    .slice(0, MOST_IDS)
    .map(({ reportId }) => shorten(oneLine(reportId), LONGEST_ID));
  const more = toldBy.length - ids.length;
  return `${number}: ${ids.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
