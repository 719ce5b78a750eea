import type { Casualties, CasualtyFigure } from "../../model/classification.ts";
import { evidenceOf } from "./evidence.ts";
import {
  type HarmKind,
  type HarmWord,
  MOST_IN_SENTENCE,
  harmSentences,
  harmWords,
} from "./harm-words.ts";
import { impliedOne } from "./implied-casualties.ts";
import { withNeighbour } from "./join-counts.ts";
import { type WrittenNumber, readNumbers } from "./read-numbers.ts";
import type { Reading } from "./read-signs.ts";
import type { Standing } from "./standing.ts";

interface Link {
  readonly word: HarmWord;
  readonly number: WrittenNumber;
  readonly cost: number;
  /** "including four children", "two of them": a part of another count. */
  readonly part: boolean;
}

const REACH = 9;
const TOLL_REACH = 12;
const COMMA_COST = 3;
const SUBSET_COST = 8;
const SUBSET_WORDS = 3;
const TOLL_COST = -2;
const PASSIVE_COST = 4;
/** "no one was hurt" stands close; "no figures for dead" is no count. */
const ZERO_REACH = 3;
/** A part of those told already. */
const PART_OF = new Set([
  "of the",
  "of those",
  "de los",
  "de las",
  "des",
  "dos",
  "das",
  "من",
  "из",
]);
/** Words of the longest of these. */
const LONGEST_PART_OF = 2;
const MOST_FIGURES = 12;
const HIT_RULE = "casualties: hit, and not said to be killed";

/**
 * How many were killed, hurt, missing, detained or driven out, in the event the
 * report leads with: each count belongs to the nearest word of harm, once.
 */
export function readCasualties(
  reading: Reading,
  standing: Standing,
): { readonly casualties: Casualties; readonly detail: readonly CasualtyFigure[] } {
  const told: ToldFigure[] = [];
  for (const index of harmSentences(reading)) {
    if (standing.background.has(index)) continue;
    for (const figure of figuresIn(reading, standing, index)) told.push(figure);
  }
  const wholes = told.filter(
    ({ part, harm }) => !part || !told.some((other) => !other.part && other.harm === harm),
  );
  const of = (harm: HarmKind) => wholes.filter((one) => one.harm === harm);
  const killed = orImplied(of("killed"), () => impliedOne(reading, standing, "killed"));
  const hit = of("hit");
  const deaths = bestFigure(killed) ?? 0;
  const injured = orImplied(of("injured"), () =>
    hit.length === 0 && deaths === 0 ? impliedOne(reading, standing, "injured") : undefined,
  );
  const survived = injured.length === 0 ? survivors(hit, deaths) : [];
  const others = wholes.filter(({ harm }) => !["killed", "injured", "hit"].includes(harm));
  const counted = [...killed, ...injured, ...survived, ...others];
  return {
    casualties: {
      killed: bestFigure(killed),
      injured: bestFigure([...injured, ...survived]),
    },
    detail: counted.map(({ figure }) => figure).slice(0, MOST_FIGURES),
  };
}

interface ToldFigure {
  readonly harm: HarmKind;
  readonly figure: CasualtyFigure;
  readonly lead: boolean;
  readonly vague: boolean;
  readonly part: boolean;
}

/** "Smith was pronounced dead": where nobody is counted, the one who is told of. */
function orImplied(
  told: readonly ToldFigure[],
  implied: () => CasualtyFigure | undefined,
): readonly ToldFigure[] {
  if (told.some(({ figure }) => figure.min > 0)) return told;
  const figure = implied();
  if (figure === undefined) return told;
  return [...told, { harm: figure.kind, figure, lead: true, vague: false, part: false }];
}

/** "Three men were shot; one died": those shot who are not said to be dead are injured. */
function survivors(hit: readonly ToldFigure[], deaths: number): readonly ToldFigure[] {
  const most = bestFigure(hit);
  const told = hit.find(({ figure }) => figure.min === most);
  if (most === null || told === undefined || most <= deaths) return [];
  const { figure } = told;
  const max = figure.max === null ? null : figure.max - deaths;
  return [{ ...told, harm: "injured", figure: { ...figure, min: most - deaths, max } }];
}

/** The opening's highest figure, exact before vague; failing that the rest of the text's. */
function bestFigure(told: readonly ToldFigure[]): number | null {
  const preferred = [
    told.filter(({ lead, vague }) => lead && !vague),
    told.filter(({ vague }) => !vague),
    told,
  ].find((figures) => figures.length > 0);
  if (preferred === undefined) return null;
  return Math.max(...preferred.map(({ figure }) => figure.min));
}

function figuresIn(reading: Reading, standing: Standing, sentence: number): ToldFigure[] {
  const words = harmWords(reading, standing, sentence);
  if (words.length === 0) return [];
  const span = reading.document.sentences[sentence];
  if (span === undefined) return [];
  const range = { from: span.firstToken, to: span.endToken };
  const numbers = readNumbers(reading, range).slice(0, MOST_IN_SENTENCE);
  const links = assign(linksOf(reading, words, [...numbers, ...singles(reading, range, numbers)]));
  const lead = standing.lead.has(sentence);
  const free = numbers.filter((number) => !links.some((link) => link.number === number));
  return links.map(({ word, number, part }) => {
    const { min, max, from, to } = withNeighbour(reading, number, free);
    const kind = word.kind === "hit" ? "injured" : word.kind;
    const evidence = evidenceOf(
      reading.document,
      { from: Math.min(word.from, from), to: Math.max(word.to, to) },
      word.kind === "hit" ? HIT_RULE : `casualties: ${kind}`,
    );
    const figure = { kind, min, max, evidence };
    return { harm: word.kind, figure, lead, vague: number.vague, part };
  });
}

/** "a soldier", and a person named before "was killed", count one. */
function singles(
  reading: Reading,
  { from, to }: { readonly from: number; readonly to: number },
  numbers: readonly WrittenNumber[],
): WrittenNumber[] {
  const { article } = reading.lexicon.numbers;
  const found: WrittenNumber[] = [];
  const sentence = reading.document.tokens[from]?.sentence ?? 0;
  for (const person of reading.hitsIn("person", sentence).slice(0, MOST_IN_SENTENCE)) {
    for (let at = person.from - 1; at >= Math.max(from, person.from - 4); at -= 1) {
      if (numbers.some((number) => at >= number.from && at < number.to)) break;
      if (!article.includes(reading.keyAt(at))) continue;
      found.push({ from: at, to: Math.min(to, person.to), min: 1, max: 1, vague: false });
      break;
    }
  }
  return found;
}

function linksOf(
  reading: Reading,
  words: readonly HarmWord[],
  numbers: readonly WrittenNumber[],
): Link[] {
  const links: Link[] = [];
  for (const word of words) {
    for (const number of numbers) {
      const cost = linkCost(reading, word, number, words);
      if (cost === undefined) continue;
      const part = isPart(reading, word, number);
      const apart = part && !isPartOf(reading, word, number);
      links.push({ word, number, cost: apart ? cost + SUBSET_COST : cost, part });
    }
  }
  return links.toSorted((one, other) => one.cost - other.cost);
}

/** Words between, and more for a comma, a subset, or the unlikely side; undefined: out of reach. */
function linkCost(
  reading: Reading,
  word: HarmWord,
  number: WrittenNumber,
  words: readonly HarmWord[],
): number | undefined {
  if (!canCount(reading, word, number)) return undefined;
  const between = betweenThem(word, number);
  if (between === undefined) return 0;
  const { from, to } = between;
  if (to - from > reachOf(word, number)) return undefined;
  if (number.max === 0 && !countsNoOne(reading, word, number)) return undefined;
  if (words.some((other) => other !== word && other.from >= from && other.to <= to))
    return undefined;
  const commas = (reading.clauseOf[to] ?? 0) - (reading.clauseOf[from - 1] ?? 0);
  return to - from + commas * COMMA_COST + sideCost(word, number);
}

/** What did not happen counts only as none; a toll is exact; bullets and shots are not people. */
function canCount(reading: Reading, word: HarmWord, number: WrittenNumber): boolean {
  if (!word.isFact && number.max !== 0) return false;
  if (word.toll && number.vague) return false;
  return word.kind !== "hit" || isOfPeople(reading, number);
}

function reachOf(word: HarmWord, number: WrittenNumber): number {
  if (number.max === 0) return ZERO_REACH;
  return word.toll ? TOLL_REACH : REACH;
}

/** "three men were shot", "two were shot", "a man was shot", but not "three bullets". */
function isOfPeople(reading: Reading, { to }: WrittenNumber): boolean {
  return [to - 1, to, to + 1, to + 2].some((at) =>
    ["people", "person", "passive"].some((sign) => reading.startsAt(sign, at)),
  );
}

/** "no one was hurt", "no other soldiers died", "no deaths": what is none is said right after. */
function countsNoOne(reading: Reading, word: HarmWord, { to }: WrittenNumber): boolean {
  // "No one else was hurt" counts none of those who were.
  if ([to, to + 1].some((at) => reading.startsAt("someone-else", at))) return false;
  const isPerson = (at: number) =>
    ["people", "person", "passive"].some((sign) => reading.startsAt(sign, at));
  return word.from - to <= 1 || isPerson(to) || isPerson(to + 1);
}

/** The words that stand between the two; undefined where one is part of the other. */
function betweenThem(
  word: HarmWord,
  number: WrittenNumber,
): { readonly from: number; readonly to: number } | undefined {
  if (number.to <= word.from) return { from: number.to, to: word.from };
  if (number.from >= word.to) return { from: word.to, to: number.from };
  return undefined;
}

/** "were killed 12" is unlikely; a toll says its number after it. */
function sideCost(word: HarmWord, number: WrittenNumber): number {
  if (number.from < word.to) return 0;
  if (word.toll) return TOLL_COST;
  return word.passive ? PASSIVE_COST : 0;
}

/** "including four children", "four of the dead", "two of them". */
function isPart(reading: Reading, word: HarmWord, number: WrittenNumber): boolean {
  const near = reading.hitsIn("including", word.sentence);
  return (
    near.some((hit) => hit.to <= number.from && number.from - hit.to <= SUBSET_WORDS) ||
    reading.startsAt("including", number.to) ||
    isPartOf(reading, word, number)
  );
}

/** "four of the dead", "tres de los muertos". */
function isPartOf(reading: Reading, word: HarmWord, number: WrittenNumber): boolean {
  const length = word.from - number.to;
  if (number.vague || length < 1 || length > LONGEST_PART_OF) return false;
  const first = reading.keyAt(number.to);
  return PART_OF.has(length === 1 ? first : `${first} ${reading.keyAt(number.to + 1)}`);
}

/** Cheapest first; each count and each word of harm is used once. */
function assign(links: readonly Link[]): Link[] {
  const words = new Set<HarmWord>();
  const taken: WrittenNumber[] = [];
  const chosen: Link[] = [];
  for (const link of links) {
    const { word, number } = link;
    const overlaps = taken.some((other) => other.from < number.to && number.from < other.to);
    if (words.has(word) || overlaps) continue;
    words.add(word);
    taken.push(number);
    chosen.push(link);
  }
  return chosen;
}
