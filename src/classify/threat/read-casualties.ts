import {
  CASUALTY_KINDS,
  type Casualties,
  type CasualtyFigure,
  type CasualtyKind,
} from "../../model/classification.ts";
import { evidenceOf } from "./evidence.ts";
import { type WrittenNumber, readNumbers } from "./read-numbers.ts";
import type { Reading, SignHit } from "./read-signs.ts";
import type { Standing } from "./standing.ts";

/** A word of harm: "killed", "wounded", "death toll". */
interface HarmWord extends SignHit {
  readonly kind: CasualtyKind;
  readonly toll: boolean;
  readonly passive: boolean;
  /** Not denied, feared or long past; what is denied counts only as none. */
  readonly isFact: boolean;
}

interface Link {
  readonly word: HarmWord;
  readonly number: WrittenNumber;
  readonly cost: number;
}

const REACH = 9;
const TOLL_REACH = 12;
const COMMA_COST = 3;
const LEAST_FACT = 0.3;
const MOST_FIGURES = 12;
/** A sentence with more is a table: reading on would cost time and say nothing. */
const MOST_IN_SENTENCE = 16;

/**
 * How many were killed, hurt, missing, detained or driven out, in the event the
 * report leads with: each count belongs to the nearest word of harm, once.
 */
export function readCasualties(
  reading: Reading,
  standing: Standing,
): { readonly casualties: Casualties; readonly detail: readonly CasualtyFigure[] } {
  const told: ToldFigure[] = [];
  for (const { index } of reading.document.sentences) {
    if (standing.background.has(index)) continue;
    for (const figure of figuresIn(reading, standing, index)) told.push(figure);
  }
  const best = (kind: CasualtyKind) => bestFigure(told.filter((one) => one.figure.kind === kind));
  return {
    casualties: { killed: best("killed"), injured: best("injured") },
    detail: told.map(({ figure }) => figure).slice(0, MOST_FIGURES),
  };
}

interface ToldFigure {
  readonly figure: CasualtyFigure;
  readonly lead: boolean;
  readonly vague: boolean;
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
  const words = harmWords(reading, sentence).map((word) => ({
    ...word,
    isFact: standing.fact(word.from) > LEAST_FACT,
  }));
  if (words.length === 0) return [];
  const span = reading.document.sentences[sentence];
  if (span === undefined) return [];
  const range = { from: span.firstToken, to: span.endToken };
  const numbers = readNumbers(reading, range).slice(0, MOST_IN_SENTENCE);
  const links = assign(linksOf(reading, words, [...numbers, ...singles(reading, range, numbers)]));
  const lead = standing.lead.has(sentence);
  return links.map(({ word, number }) => {
    const { min, max, from, to } = withNeighbours(reading, number, numbers, links);
    const evidence = evidenceOf(
      reading.document,
      { from: Math.min(word.from, from), to: Math.max(word.to, to) },
      `casualties: ${word.kind}`,
    );
    return { figure: { kind: word.kind, min, max, evidence }, lead, vague: number.vague };
  });
}

function harmWords(reading: Reading, sentence: number): Omit<HarmWord, "isFact">[] {
  const passives = new Set(reading.hitsIn("passive", sentence).map((hit) => hit.to));
  const of = (sign: string, kind: CasualtyKind): Omit<HarmWord, "isFact">[] =>
    reading
      .hitsIn(sign, sentence)
      .slice(0, MOST_IN_SENTENCE)
      .map((hit) => {
        const passive = passives.has(hit.from) || passives.has(hit.from - 1);
        return { ...hit, kind, toll: sign === "toll", passive };
      });
  const words = [...CASUALTY_KINDS.flatMap((kind) => of(kind, kind)), ...of("toll", "killed")];
  // "shot dead": the longer phrase stands for both its words.
  return words.filter(
    (word) =>
      !words.some(
        (other) =>
          other !== word &&
          other.from <= word.from &&
          other.to >= word.to &&
          other.to - other.from > word.to - word.from,
      ),
  );
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
      if (!article.includes(reading.keys[at] ?? "")) continue;
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
      if (cost !== undefined) links.push({ word, number, cost });
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
  const before = number.to <= word.from;
  const after = number.from >= word.to;
  if (!word.isFact && number.max !== 0) return undefined;
  if (!before && !after) return 0;
  const [from, to] = before ? [number.to, word.from] : [word.to, number.from];
  const gap = to - from;
  if (gap > (word.toll ? TOLL_REACH : REACH)) return undefined;
  if (words.some((other) => other !== word && other.from >= from && other.to <= to))
    return undefined;
  const sentence = word.sentence;
  const subset = reading
    .hitsIn("including", sentence)
    .some((hit) => hit.to <= number.from && number.from - hit.to <= 3);
  const commas =
    (reading.clauseOf[Math.max(number.from, word.from)] ?? 0) -
    (reading.clauseOf[Math.min(number.from, word.from)] ?? 0);
  const unlikely = after && (word.passive || word.to - word.from === 0) ? 4 : 0;
  return gap + commas * COMMA_COST + (subset ? 8 : 0) + (word.toll && after ? -2 : 0) + unlikely;
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

/** "five soldiers and ten rebels were killed" is fifteen. */
function withNeighbours(
  reading: Reading,
  number: WrittenNumber,
  numbers: readonly WrittenNumber[],
  links: readonly Link[],
): WrittenNumber {
  const free = numbers.filter((other) => !links.some((link) => link.number === other));
  const joined = free.find((other) => isCoordinated(reading, number, other));
  if (joined === undefined) return number;
  const max = number.max === null || joined.max === null ? null : number.max + joined.max;
  return {
    from: Math.min(number.from, joined.from),
    to: Math.max(number.to, joined.to),
    min: number.min + joined.min,
    max,
    vague: number.vague || joined.vague,
  };
}

function isCoordinated(reading: Reading, one: WrittenNumber, other: WrittenNumber): boolean {
  const [first, second] = one.from < other.from ? [one, other] : [other, one];
  const gap = second.from - first.to;
  if (gap < 2 || gap > 4) return false;
  const sentence = reading.document.tokens[first.from]?.sentence ?? 0;
  const within = (sign: string) =>
    reading.hitsIn(sign, sentence).some((hit) => hit.from >= first.to && hit.to <= second.from);
  return within("and") && within("people") && !within("including");
}
