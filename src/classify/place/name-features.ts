import type { FindingText } from "./find-mentions.ts";
import type { Candidate } from "./gazetteer.ts";
import { fame, isStrong } from "./mention.ts";
import { kindAfter, kindBefore, wholeRun, wordsAround } from "./name-neighbours.ts";
import type { NameRun } from "./name-run.ts";
import { FEATURE_NOUNS } from "./name-spans.ts";
import type { NameUsage } from "./name-usage.ts";
import { isFamilyName, isGivenName } from "./names-of-people.ts";
import { SURNAMES } from "./person-names.ts";
import { INSTITUTION_WORDS, STREET_WORDS, TITLE_WORDS } from "./word-lists.ts";
import type { Word } from "./words.ts";

/** What the gazetteer knows of a run of words, if anything, and how that fits the text. */
export interface Listing {
  readonly candidates: readonly Candidate[];
  readonly commonness: number;
  readonly home: readonly string[];
}

export interface NameText extends FindingText {
  readonly usage: NameUsage;
}

/**
 * What speaks for or against a run of words being a place's name here, as named features; their weights are learned
 * (`scripts/train-place-names.ts`). A name such as `before:inside&town` joins two.
 */
export function featuresOf(text: NameText, run: NameRun, listing: Listing | undefined): string[] {
  const { words } = text;
  const kind = kindOf(listing);
  const [before, after] = [kindBefore(words, run), kindAfter(words, run)];
  const sized = [
    `before:${before}`,
    `after:${after}`,
    `words:${Math.min(3, run.end - run.first)}`,
    ...listedAs(listing),
    ...ownWords(words, run),
    ...usedElsewhere(text, run),
    ...inWhole(words, run),
  ];
  const size = SIZES[kind] ?? kind;
  return [
    `kind:${kind}`,
    `before:${before}`,
    `after:${after}`,
    `around:${before}&${after}`,
    ...sized.map((name) => `${name}&${size}`),
    ...wordsAround(words, run),
    ...wordsWithin(words, run),
  ];
}

/** Kinds alike enough to share the weights of what is around them. */
const SIZES: Readonly<Record<string, string>> = {
  abbreviation: "strong",
  country: "strong",
  division: "strong",
  region: "strong",
  million: "city",
  village: "small",
};

function kindOf(listing: Listing | undefined): string {
  if (listing === undefined) return "unlisted";
  const { candidates } = listing;
  if (candidates[0]?.form === "abbreviation") return "abbreviation";
  const strong = candidates.find(isStrong)?.entity.kind;
  if (strong !== undefined) return strong === "subdivision" ? "division" : strong;
  const people = fame(candidates);
  return PEOPLE.find(([least]) => people >= least)?.[1] ?? "village";
}

const PEOPLE: readonly (readonly [least: number, kind: string])[] = [
  [1_000_000, "million"],
  [100_000, "city"],
  [10_000, "town"],
  [1_000, "small"],
];

function listedAs(listing: Listing | undefined): string[] {
  if (listing === undefined) return [];
  const { candidates, commonness, home } = listing;
  const isLesser = candidates.every(({ form }) => form === "alternate");
  return [
    `common:${COMMON.find(([least]) => commonness >= least)?.[1] ?? "never"}`,
    `readings:${Math.min(4, candidates.length)}`,
    ...home,
    ...(isLesser ? ["alternate"] : []),
  ];
}

/** By how often newspapers write the name in lower case, as log2. */
const COMMON: readonly (readonly [least: number, name: string])[] = [
  [7, "everyday"],
  [4, "word"],
  [1, "rare"],
];

const ACRONYM = /^\p{Lu}{2,5}$/u;

function ownWords(words: readonly Word[], { first, end }: NameRun): string[] {
  const [start, last] = [words[first], words[end - 1]];
  if (start === undefined || last === undefined) return [];
  const length = end - first > 1 ? "long" : "one";
  const features: string[] = [];
  if (isGivenName(start.key)) features.push(`given:${length}`);
  if (isFamilyName(last.key)) features.push(`family:${length}`);
  if (length === "long") return [...features, `last:${nounKind(last.key)}`];
  if (ACRONYM.test(start.text)) features.push("acronym");
  if (start.key.length <= 3) features.push("short");
  if (SURNAMES.has(start.key)) features.push("surname");
  return features;
}

function nounKind(key: string): string {
  if (STREET_WORDS.has(key)) return "street";
  if (INSTITUTION_WORDS.has(key)) return "institution";
  return FEATURE_NOUNS.has(key) ? "feature" : "other";
}

function wordsWithin(words: readonly Word[], { first, end }: NameRun): string[] {
  if (end - first < 2) return [];
  const inner = words.slice(first + 1, end - 1);
  const isOffice = inner.some(({ key }) => INSTITUTION_WORDS.has(key) || TITLE_WORDS.has(key));
  const ends = [`first:${words[first]?.key ?? ""}`, `last:${words[end - 1]?.key ?? ""}`];
  return isOffice ? [...ends, "inside:institution"] : ends;
}

function inWhole(words: readonly Word[], run: NameRun): string[] {
  const whole = wholeRun(words, run);
  const [left, right] = [run.first - whole.first, whole.end - run.end];
  if (left === 0 && right === 0) return ["whole"];
  const last = words[whole.end - 1]?.key ?? "";
  return [
    `left:${Math.min(3, left)}`,
    `right:${Math.min(3, right)}`,
    ...(right > 0 ? [`whole:${nounKind(last)}`] : []),
  ];
}

function usedElsewhere({ words, people, usage }: NameText, { first, end }: NameRun): string[] {
  const [start, last] = [words[first], words[end - 1]];
  if (start === undefined || last === undefined) return [];
  const features: string[] = [];
  if (people.has(last.key)) features.push("person");
  if (start.sentence === 0) features.push("opening");
  if (end - first > 1) return people.has(start.key) ? [...features, "person-first"] : features;
  return [...features, ...usage.of(start.key)];
}
