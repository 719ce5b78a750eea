import { distanceKm, pointAt } from "../../model/great-circle.ts";
import type { RegionCode } from "../../model/region.ts";
import { skipAdjectives, skipBack } from "./apposition.ts";
import type { FindingText } from "./find-mentions.ts";
import type { Entity, Gazetteer } from "./gazetteer.ts";
import type { Mention, Resolved } from "./mention.ts";
import { arabicRun, mentionOf, type NameRun, runEndingBefore, runStartingAt } from "./name-run.ts";
import { NearbyPlaces } from "./nearby-places.ts";
import { type RelativePhrase, relativePhraseAt } from "./relative-phrase.ts";
import {
  ARABIC_SETTLEMENT_WORDS,
  DIVISION_WORDS,
  INSIDE_PREPOSITIONS,
  PLACE_PREPOSITIONS,
  SETTLEMENT_WORDS,
} from "./word-lists.ts";
import { MARKS } from "./word-marks.ts";
import { followsDirectly, type Word } from "./words.ts";

/** What the text's own words add to the gazetteer's answers. */
export interface PlacedByText {
  /** Where something lies that the text gives no name: "30 km north of Kathmandu". */
  readonly unnamed: readonly UnnamedPoint[];
  readonly places: readonly Resolved[];
  /** Words at which a name begins that only says where another place lies ("25km north of Damascus"). */
  readonly anchors: ReadonlySet<number>;
}

interface Area {
  readonly country: RegionCode | null;
  readonly subdivision: RegionCode | null;
}

export interface UnnamedPoint extends Area {
  readonly sentence: number;
}

/** How far from the middle of its container a place may lie, in kilometres. */
const CONTAINER_REACH_KM: Readonly<Record<Entity["kind"], number>> = {
  place: 20,
  district: 30,
  subdivision: 100,
  country: 300,
  region: 500,
};

/** One word of the compass covers an eighth of the circle: this share of the distance, sideways. */
const SIDEWAYS = 0.38;
const LEAST_UNCERTAINTY_KM = 5;

/**
 * Places that no gazetteer has, or has in the wrong land, located by what the text says of them:
 * "X, about 25km north of Y", "the village of X in Y province", "X, a town in Y", "in X, Y".
 */
export function placeByText(
  found: FindingText,
  gazetteer: Gazetteer,
  resolved: readonly Resolved[],
): PlacedByText {
  const reader = new TextPlacer(found, gazetteer, resolved);
  let at = 0;
  for (const { marks } of found.words) {
    if ((marks & MARKS.saysWhere) !== 0) reader.readWord(at);
    at += 1;
  }
  return { places: reader.everyMention(), anchors: reader.anchors, unnamed: reader.unnamed };
}

class TextPlacer {
  readonly anchors = new Set<number>();
  readonly unnamed: UnnamedPoint[] = [];
  readonly #found: FindingText;
  readonly #gazetteer: Gazetteer;
  readonly #nearby: NearbyPlaces;
  readonly #placed = new Map<string, Resolved>();

  constructor(found: FindingText, gazetteer: Gazetteer, resolved: readonly Resolved[]) {
    this.#found = found;
    this.#gazetteer = gazetteer;
    this.#nearby = new NearbyPlaces(found.words, resolved);
  }

  readWord(at: number): void {
    const { words } = this.#found;
    const phrase = relativePhraseAt(words, at);
    if (phrase !== undefined) this.#readRelative(phrase);
    const key = words[at]?.key ?? "";
    if (SETTLEMENT_WORDS.has(key)) {
      this.#readSettlement(at);
      this.#readNamedSettlement(at);
    }
    if (SETTLEMENT_WORDS.has(key) || DIVISION_WORDS.has(key)) this.#readDivision(at);
    if (words[at]?.script === "arabic") this.#readArabicSettlement(at);
    if (!INSIDE_PREPOSITIONS.has(key)) return;
    this.#readComma(at);
    this.#readCommaInside(at);
  }

  /** "X, about 25km north of Y". */
  #readRelative(phrase: RelativePhrase): void {
    const anchor = this.#nearby.mentionNear(phrase.end, 5);
    if (anchor === undefined || anchor.entity.kind === "country") return;
    this.anchors.add(anchor.mention.firstWord);
    const point = pointAt(anchor.entity, phrase.bearing, phrase.km);
    const run = this.#runEndingBefore(this.#subjectEnd(phrase.first));
    const where = this.#areaAt(point, anchor.entity);
    if (run === undefined) {
      this.unnamed.push({ sentence: anchor.mention.sentence, ...where });
      return;
    }
    const uncertaintyKm = Math.round(Math.max(LEAST_UNCERTAINTY_KM, phrase.km * SIDEWAYS));
    const mention = this.#mentionOf(run);
    const known = this.#knownNear(mention, point, uncertaintyKm * 2 + 10);
    if (known !== undefined) {
      this.#keep({ mention, entity: known, rule: "gazetteer", confidence: 0.95 });
      return;
    }
    const entity = anUnlisted({ ...point, ...where });
    this.#keep({ mention, entity, uncertaintyKm, rule: "relative", confidence: 0.85 });
  }

  #areaAt({ lat, lon }: { lat: number; lon: number }, { country, subdivision }: Entity): Area {
    const nearest = this.#gazetteer.nearest(lat, lon, country);
    return { country, subdivision: nearest?.subdivision ?? subdivision };
  }

  /** "San Miguel, El Salvador, 138 km east of": the town is meant, not what contains it. */
  #subjectEnd(from: number): number {
    const end = skipBack(this.#found.words, from);
    const known = this.#nearby.endingAt.get(end);
    const isContainer =
      known !== undefined && known.entity.kind !== "place" && known.entity.kind !== "district";
    return isContainer ? known.mention.firstWord : end;
  }

  /** "the village of X, ... in Y province". */
  #readSettlement(at: number): void {
    const { words, upperCase } = this.#found;
    if (!OF.has(words[at + 1]?.key ?? "") || !followsDirectly(words[at + 1])) return;
    if (words[at + 2]?.startsSentence !== false) return;
    const run = runStartingAt(words, at + 2, upperCase);
    if (run === undefined || run.first !== at + 2) return;
    this.#contain(run, this.#nearby.containerAfter(run.end) ?? this.#nearby.containerBefore(at));
  }

  /** "in X town", where the sentence names what holds it. */
  #readNamedSettlement(at: number): void {
    const { words } = this.#found;
    if (!followsDirectly(words[at]) || words[at]?.capitalised === true) return;
    const run = this.#runEndingBefore(at);
    if (run === undefined || !INSIDE_PREPOSITIONS.has(words[run.first - 1]?.key ?? "")) return;
    this.#contain(
      run,
      this.#nearby.containerAfter(at + 1) ?? this.#nearby.containerBefore(run.first),
    );
  }

  /** "X, a town in Y"; "X district of Y". */
  #readDivision(at: number): void {
    const { words } = this.#found;
    const link = words[at + 1];
    if (link === undefined || !LINKS.has(link.key) || !followsDirectly(link)) return;
    const container = this.#nearby.mentionNear(at + 2, 4);
    const end = skipAdjectives(words, at);
    const isApposition = end !== at;
    if (isApposition ? words[end]?.gap !== ", " : !followsDirectly(words[at])) return;
    const run = this.#runEndingBefore(end);
    if (run !== undefined) this.#contain(run, container);
  }

  /** "in X, Y"; "in X (V, Y)". */
  #readComma(at: number): void {
    const { words, upperCase } = this.#found;
    if (!followsDirectly(words[at + 1])) return;
    const run = runStartingAt(words, at + 1, upperCase);
    if (run === undefined || run.first !== at + 1) return;
    const gap = words[run.end]?.gap;
    if (gap !== ", " && gap !== " (") return;
    const container =
      gap === ", " ? this.#nearby.startingAt.get(run.end) : this.#nearby.mentionNear(run.end, 5);
    if (container?.isDemonym === false) this.#contain(run, container);
  }

  /** "in X, in Y province". */
  #readCommaInside(at: number): void {
    const { words } = this.#found;
    if (words[at]?.gap !== ", ") return;
    const run = this.#runEndingBefore(at);
    if (run === undefined || !leadsToName(words[run.first - 1])) return;
    const container = this.#nearby.mentionNear(at + 1, 5);
    if (container !== undefined && DIVISIONS.has(container.entity.kind))
      this.#contain(run, container);
  }

  /** "في بلدة X في Y": Arabic has no capitals, but the noun before and the word behind bound the name. */
  #readArabicSettlement(at: number): void {
    const { words } = this.#found;
    if (!ARABIC_SETTLEMENT_WORDS.has(words[at]?.key ?? "")) return;
    const run = arabicRun(words, at + 1);
    if (run === undefined || words[run.end]?.startsSentence !== false) return;
    this.#contain(run, this.#nearby.mentionNear(run.end, 4));
  }

  #contain(run: NameRun, container: Resolved | undefined): void {
    const mention = this.#mentionOf(run);
    if (container === undefined || overlaps(container.mention, mention)) return;
    const { country, subdivision, lat, lon, kind } = container.entity;
    const before = this.#placed.get(mention.key)?.entity;
    const narrows = before?.subdivision === null && before.country === country;
    if ((before !== undefined && !(narrows && subdivision !== null)) || this.#holdsKnown(run))
      return;
    const uncertaintyKm = container.uncertaintyKm ?? CONTAINER_REACH_KM[kind];
    const entity = anUnlisted({ lat, lon, country, subdivision });
    this.#keep({ mention, entity, uncertaintyKm, rule: "containment", confidence: 0.7 });
  }

  #holdsKnown({ first, end }: NameRun): boolean {
    for (let at = first; at < end; at += 1)
      if (this.#nearby.startingAt.has(at) || this.#nearby.endingAt.has(at + 1)) return true;
    return false;
  }

  #runEndingBefore(end: number): NameRun | undefined {
    const { words, upperCase } = this.#found;
    const known = this.#nearby.endingAt.get(end);
    const run = runEndingBefore(words, end, upperCase);
    if (known !== undefined && upperCase) return { first: known.mention.firstWord, end };
    return run !== undefined && words[run.first]?.sentence === words[end]?.sentence
      ? run
      : undefined;
  }

  #mentionOf(run: NameRun): Mention {
    const known = this.#nearby.startingAt.get(run.first)?.mention;
    return known?.endWord === run.end ? known : mentionOf(this.#found, run);
  }

  #knownNear(
    { key }: Mention,
    point: { lat: number; lon: number },
    km: number,
  ): Entity | undefined {
    return this.#gazetteer
      .find(key)
      ?.candidates.map(({ entity }) => entity)
      .filter(({ kind }) => kind === "place" || kind === "district")
      .find((entity) => distanceKm(entity, point) <= km);
  }

  #keep(placed: Omit<Resolved, "isDemonym" | "alternatives">): void {
    this.#placed.set(placed.mention.key, { ...placed, isDemonym: false, alternatives: [] });
  }

  /** What was placed once is the same place wherever the text names it again. */
  everyMention(): Resolved[] {
    if (this.#placed.size === 0) return [];
    const { words } = this.#found;
    const longest = Math.max(0, ...[...this.#placed.keys()].map((key) => key.split(" ").length));
    const places: Resolved[] = [];
    for (let first = 0; first < words.length; first += 1) {
      const placed = this.#placedAt(first, longest);
      if (placed === undefined) continue;
      places.push(placed);
      first = placed.mention.endWord - 1;
    }
    return places;
  }

  #placedAt(first: number, longest: number): Resolved | undefined {
    const { words, upperCase } = this.#found;
    const word = words[first];
    const mayBegin = upperCase || word?.capitalised === true || word?.script === "arabic";
    if (!mayBegin) return undefined;
    for (let end = Math.min(words.length, first + longest); end > first; end -= 1) {
      const mention = this.#mentionOf({ first, end });
      const placed = this.#placed.get(mention.key);
      if (placed !== undefined && words[end - 1]?.sentence === words[first]?.sentence)
        return { ...placed, mention };
    }
    return undefined;
  }
}

const OF = new Set(["of", "de"]);
const DIVISIONS: ReadonlySet<Entity["kind"]> = new Set(["subdivision", "district"]);

function leadsToName(word: Word | undefined): boolean {
  return word !== undefined && (PLACE_PREPOSITIONS.has(word.key) || OF.has(word.key));
}
const LINKS = new Set(["in", "of", "near", "outside"]);

function overlaps(one: Mention, other: Mention): boolean {
  return one.start < other.end && other.start < one.end;
}

function anUnlisted(where: Pick<Entity, "lat" | "lon" | "country" | "subdivision">): Entity {
  return { ...where, id: -1, kind: "place", population: 0, feature: "", geonamesId: 0 };
}
