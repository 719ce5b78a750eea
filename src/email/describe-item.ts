import type { Actor } from "../model/classification.ts";
import { count } from "../model/count.ts";
import type { DigestItem, Folded } from "../model/digest.ts";
import {
  independentSources,
  isIndependent,
  type FieldChange,
  type ToldBy,
} from "../model/incident.ts";
import type { RuleMatch } from "../model/match.ts";
import { capitalise, oneLine, shorten } from "./clean-text.ts";
import { sayFigures } from "./describe-figures.ts";
import { sayFolded } from "./describe-folded.ts";
import { placeDoubt, sayPlace, type PlaceName } from "./describe-place.ts";
import { sayReason } from "./describe-reason.ts";
import { isTypeDoubted, sayCategory, sayThreat, sayType } from "./describe-threat.ts";
import { sayBothClocks, sayOccurred } from "./describe-time.ts";
import type { MailFrame } from "./mail-frame.ts";
import { zoneOfPlace } from "./place-zone.ts";
import { safeLink, type Link } from "./safe-link.ts";
import { SEVERITY_SCALE, type SeverityLevel } from "./severity-scale.ts";

export interface Row {
  readonly label: string;
  readonly value: string;
}

/** An incident version in words, as far as they are the same for all readers whose clock is the same. */
export interface SharedView {
  readonly level: SeverityLevel;
  /** Undefined for a new incident. */
  readonly mark?: string | undefined;
  readonly type: string;
  readonly category?: string | undefined;
  readonly place: string;
  /** When it happened, and when the first report of it came. */
  readonly when: string;
  readonly headline: string;
  /** Undefined where it would repeat the headline. */
  readonly summary?: string | undefined;
  /** ISO 639 of headline and summary. */
  readonly language?: string | undefined;
  readonly facts: readonly Row[];
  readonly links: readonly Link[];
}

/** An item of one mail: `own` is what is said to its reader alone. */
export interface ToldItem {
  readonly number: number;
  /** What is written of it may be kept under it. */
  readonly shared: SharedView;
  readonly own: readonly Row[];
}

/** An item in words; the text and the HTML part both print just this, in this order. */
export interface ItemView extends SharedView {
  readonly number: number;
  /** The facts, then the reader's own. */
  readonly rows: readonly Row[];
}

/** What the words of an item depend on besides the item. */
export interface Wording extends Pick<MailFrame, "placeName" | "source" | "keptWords"> {
  readonly timezone: string;
}

export interface Reader extends Wording {
  /** What is left out beside the items. */
  readonly folded?: readonly Folded[] | undefined;
}

const LONGEST_HEADLINE = 200;
const LONGEST_SUMMARY = 400;
const LONGEST_ROW = 600;
const MOST_LINKS = 3;
const MOST_NAMES = 4;
const WORD = /[\p{L}\p{N}]+/gu;

export const MARKS: Readonly<Record<DigestItem["kind"], string | undefined>> = {
  new: undefined,
  update: "UPDATE",
  correction: "CORRECTION",
  retraction: "WITHDRAWN",
};

/** What only its reader is told: what is hidden under it, and why they are told of it at all. */
export function describeOwn(item: DigestItem, reader: Reader): Row[] {
  const why = item.reasons.map(
    (reason) => reader.keptWords?.reason(reason, reader) ?? describeReason(reason, reader),
  );
  return [...foldedUnder(item, reader), ...why];
}

/** `said`: by its facts, where that is known. */
export function describeReason(
  reason: RuleMatch,
  reader: Pick<Wording, "placeName">,
  said?: string,
): Row {
  return inShort({ label: "Why you", value: sayReason(reason, reader, said) });
}

export function viewItem({ number, shared, own }: ToldItem): ItemView {
  return { ...shared, number, rows: [...shared.facts, ...own] };
}

/** Reads of the reader no more than the clock. */
export function describeForAll(item: DigestItem, reader: Wording): SharedView {
  const { headline, summary, classification } = item.incident;
  const title = shorten(oneLine(headline), LONGEST_HEADLINE);
  const sentence = shorten(oneLine(summary), LONGEST_SUMMARY);
  const { language } = classification;
  return {
    level: SEVERITY_SCALE[classification.severity],
    mark: MARKS[item.kind],
    type: capitalise(sayType(classification)),
    category: sayCategory(classification),
    place: sayPlace(classification, reader.placeName),
    when: sayWhen(item, reader.timezone),
    headline: title,
    summary: sentence === "" || repeats(sentence, title) ? undefined : sentence,
    language: language !== null && /^[a-z]{2,3}$/.test(language) ? language : undefined,
    facts: factsOf(item, reader).map(inShort),
    links: linksOf(item),
  };
}

function factsOf(item: DigestItem, reader: Pick<Reader, "placeName" | "source">): Row[] {
  const { classification } = item.incident;
  const rows: (Row | undefined)[] = [
    sayWhatBecame(item, reader.placeName),
    item.kind === "retraction" ? undefined : row("Reported", sayFigures(classification)),
    row("Place", placeDoubt(classification, reader.placeName)),
    row("Sources", saySources(item, reader)),
    item.kind === "retraction" ? undefined : row("Confidence", sayConfidence(item, reader)),
    row("Actors named", sayActors(classification.actors)),
  ];
  return rows.filter((each) => each !== undefined);
}

function inShort({ label, value }: Row): Row {
  return { label, value: shorten(value, LONGEST_ROW) };
}

function foldedUnder({ incident }: DigestItem, { folded = [], placeName }: Reader): Row[] {
  const own = folded.filter(({ under }) => under === incident.id);
  return own.map((one) => inShort({ label: "Also", value: sayFolded(one, placeName) }));
}

function row(label: string, value: string | undefined): Row | undefined {
  return value === undefined ? undefined : { label, value };
}

function sayWhatBecame({ kind, incident }: DigestItem, placeName: PlaceName): Row | undefined {
  const changes = incident.changes.map((change) => sayChange(change, placeName)).join("; ");
  switch (kind) {
    case "new":
      return undefined;
    case "update":
      return row("Changed", changes === "" ? "told anew since your earlier mail" : changes);
    case "correction":
      return row(
        "Corrected",
        changes === "" ? "a source replaced its report or took it back" : changes,
      );
    case "retraction":
      return row(
        "Withdrawn",
        "its source took it back; do not rely on what an earlier mail told you",
      );
  }
}

function sayChange({ field, from, to }: FieldChange, placeName: PlaceName): string {
  const say = (value: string) => {
    if (field === "threat") return sayThreat(value);
    return oneLine(field === "place" ? placeName(value) : value);
  };
  return `${field === "threat" ? "type" : field} ${say(from)} → ${say(to)}`;
}

/** Rarely more of the event's time is told than its date. */
function sayWhen({ incident }: DigestItem, timezone: string): string {
  const { classification, firstReceivedAt } = incident;
  const { occurredOn, occurredPrecision } = classification;
  const received = sayBothClocks(firstReceivedAt, timezone, zoneOfPlace(classification));
  return `Event: ${sayOccurred(occurredOn, occurredPrecision)}. First report: ${received}.`;
}

/** What was taken back counts for nothing while somebody still tells it; who took it back is named. */
function saySources({ incident }: DigestItem, { source }: Pick<Reader, "source">): string {
  const standing = standingTellers(incident);
  const names = (tellers: readonly ToldBy[]) => [
    ...new Set(tellers.map(({ source: id }) => oneLine(source(id)?.name ?? id))),
  ];
  const named = names(standing);
  const more = named.length > MOST_NAMES ? ` and ${named.length - MOST_NAMES} more` : "";
  const reports = count(standing.length, "report");
  const independent = independentSources(incident);
  const amount = standing.length === 1 ? reports : `${independent} independent of ${reports}`;
  const gone = names(incident.toldBy).filter((name) => !named.includes(name));
  const takenBack =
    gone.length > 0 ? `; taken back by ${gone.slice(0, MOST_NAMES).join(", ")}` : "";
  return `${amount}: ${named.slice(0, MOST_NAMES).join(", ")}${more}${takenBack}`;
}

/** All of a withdrawn incident: somebody is to be named. */
function standingTellers({ toldBy }: DigestItem["incident"]): readonly ToldBy[] {
  const standing = toldBy.filter(({ withdrawn }) => withdrawn !== true);
  return standing.length > 0 ? standing : toldBy;
}

function sayConfidence({ incident }: DigestItem, { source }: Pick<Reader, "source">): string {
  const isOfficial = incident.toldBy.some(
    (told) => isIndependent(told) && source(told.source)?.official === true,
  );
  const several = independentSources(incident) > 1;
  const sure = several ? "several independent sources" : "single source";
  const doubt = isTypeDoubted(incident.classification) ? "; type uncertain" : "";
  return `${isOfficial ? `official, ${sure}` : sure}${doubt}`;
}

function sayActors(actors: readonly Actor[]): string | undefined {
  const names = actors.map(({ name, lists }) =>
    oneLine(lists.length === 0 ? name : `${name} (listed: ${lists.join(", ")})`),
  );
  return names.length === 0 ? undefined : [...new Set(names)].slice(0, MOST_NAMES).join(", ");
}

/** Reports that stand, in words of their own first; a host that tells it twice is linked once. */
function linksOf({ incident }: DigestItem): Link[] {
  const byHost = new Map<string, Link>();
  const ownWordsFirst = standingTellers(incident).toSorted(
    (a, b) => Number(a.copy) - Number(b.copy),
  );
  for (const { url } of ownWordsFirst) {
    const link = safeLink(url);
    if (link !== undefined && !byHost.has(link.host)) byHost.set(link.host, link);
  }
  return [...byHost.values()].slice(0, MOST_LINKS);
}

/** Compared word by word, as most differ in the first. */
function repeats(sentence: string, title: string): boolean {
  const words = sentence.toLowerCase().matchAll(WORD);
  for (const [word] of title.toLowerCase().matchAll(WORD))
    if (words.next().value?.[0] !== word) return false;
  return words.next().done === true;
}
