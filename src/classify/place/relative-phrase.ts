import { NUMBER_WORDS } from "./word-lists.ts";
import { followsDirectly, type Word } from "./words.ts";

/** "about 25km north of": how far, which way, and where the anchor's name begins. */
export interface RelativePhrase {
  /** The word the phrase begins at, "about" and the like left out. */
  readonly first: number;
  /** The word after "of". */
  readonly end: number;
  readonly km: number;
  /** Degrees clockwise from north. */
  readonly bearing: number;
}

const KM_PER_UNIT: ReadonlyMap<string, number> = new Map(
  Object.entries({
    km: 1,
    kms: 1,
    kilometre: 1,
    kilometres: 1,
    kilometer: 1,
    kilometers: 1,
    mile: 1.609,
    miles: 1.609,
    mi: 1.609,
    kilometros: 1,
    kilometro: 1,
    км: 1,
  }),
);

const BEARINGS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    north: 0,
    northeast: 45,
    east: 90,
    southeast: 135,
    south: 180,
    southwest: 225,
    west: 270,
    northwest: 315,
    norte: 0,
    noreste: 45,
    este: 90,
    sureste: 135,
    sur: 180,
    suroeste: 225,
    oeste: 270,
    noroeste: 315,
    nord: 0,
    est: 90,
    sud: 180,
    ouest: 270,
  }),
);

const NUMBER_WITH_UNIT = /^(\d{1,4}(?:[.,]\d{1,2})?)(km|kms|mi)$/;
const PLAIN_NUMBER = /^\d{1,4}(?:[.,]\d{1,2})?$/;
/** Farther than this, a bearing of one word in eight says too little. */
const FARTHEST_KM = 1_000;

/** Reads a phrase that begins at this word; a hostile text costs no more than its length. */
export function relativePhraseAt(
  words: readonly Word[],
  first: number,
): RelativePhrase | undefined {
  const distance = distanceAt(words, first);
  if (distance === undefined) return undefined;
  let at = distance.end;
  while (SKIPPED.has(words[at]?.key ?? "") && at < distance.end + 3) at += 1;
  const direction = directionAt(words, at);
  if (direction === undefined) return undefined;
  const of = words[direction.end];
  if (of === undefined || !OF.has(of.key) || of.sentence !== words[first]?.sentence)
    return undefined;
  return { first, end: direction.end + 1, km: distance.km, bearing: direction.bearing };
}

const SKIPPED = new Set(["to", "the", "away", "al", "au", "a", "à", "l"]);
const OF = new Set(["of", "from", "de", "du", "del"]);

function distanceAt(words: readonly Word[], at: number): { km: number; end: number } | undefined {
  const word = words[at];
  if (word === undefined) return undefined;
  const joined = isDigit(word.text.charCodeAt(0))
    ? NUMBER_WITH_UNIT.exec(word.text.toLowerCase())
    : null;
  const amount = joined === null ? amountOf(word) : toNumber(joined[1] ?? "");
  if (amount === undefined) return undefined;
  const scale = KM_PER_UNIT.get(joined?.[2] ?? words[at + 1]?.key ?? "");
  if (scale === undefined || amount * scale > FARTHEST_KM) return undefined;
  return { km: amount * scale, end: at + (joined === null ? 2 : 1) };
}

function amountOf({ text, key }: Word): number | undefined {
  const isNumber = isDigit(text.charCodeAt(0)) && PLAIN_NUMBER.test(text);
  return isNumber ? toNumber(text) : NUMBER_WORDS.get(key);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function toNumber(text: string): number {
  return Number(text.replace(",", "."));
}

/** "north", "northeast", "north-east", "north east". */
export function directionAt(
  words: readonly Word[],
  at: number,
): { bearing: number; end: number } | undefined {
  const first = BEARINGS.get(words[at]?.key ?? "");
  if (first === undefined) return undefined;
  const next = words[at + 1];
  const joined = `${words[at]?.key ?? ""}${next?.key ?? ""}`;
  const both =
    next !== undefined && (next.gap === "-" || followsDirectly(next))
      ? BEARINGS.get(joined)
      : undefined;
  return both === undefined ? { bearing: first, end: at + 1 } : { bearing: both, end: at + 2 };
}
