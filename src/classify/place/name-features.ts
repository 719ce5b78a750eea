import type { FindingText } from "./find-mentions.ts";
import type { Candidate } from "./gazetteer.ts";
import { fame, isShort, isStrong } from "./mention.ts";
import { type NameHome, noteHome } from "./name-home.ts";
import { kindAfter, kindBefore, noteWordsAround, wholeRun } from "./name-neighbours.ts";
import type { NameRun } from "./name-run.ts";
import { FEATURE_NOUNS } from "./name-spans.ts";
import type { NameUsage } from "./name-usage.ts";
import { SURNAMES } from "./person-names.ts";
import { INSTITUTION_WORDS, STREET_WORDS, TITLE_WORDS } from "./word-lists.ts";
import { MARKS } from "./word-marks.ts";
import type { Word } from "./words.ts";

/** What the gazetteer knows of a run of words, if anything, and how that fits the text. */
export interface Listing {
  readonly candidates: readonly Candidate[];
  readonly commonness: number;
  readonly home: NameHome;
}

export interface NameText extends FindingText {
  readonly usage: NameUsage;
}

/** Takes a feature: its kind, its value where the kind does not say it all, and another that it is joined with. */
export type NoteFeature = (kind: string, value?: string, joined?: string) => void;

/** What weights are learned and kept by: `before:inside&town`. */
export function featureName(kind: string, value = "", joined = ""): string {
  return `${kind}${value === "" ? "" : `:${value}`}${joined === "" ? "" : `&${joined}`}`;
}

/**
 * What speaks for or against a run of words being a place's name here; the features' weights are learned
 * (`scripts/train-place-names.ts`).
 */
export function noteFeatures(
  text: NameText,
  run: NameRun,
  listing: Listing | undefined,
  note: NoteFeature,
): void {
  const { words } = text;
  const kind = kindOf(listing);
  const [before, after] = [kindBefore(words, run), kindAfter(words, run)];
  note("kind", kind);
  note("before", before);
  note("after", after);
  note("around", before, after);
  const size = SIZES[kind] ?? kind;
  note("before", before, size);
  note("after", after, size);
  note("words", COUNTS[Math.min(3, run.end - run.first)], size);
  const noteSized = (name: string, value?: string): void => note(name, value, size);
  if (listing !== undefined) noteListing(listing, words, run, noteSized);
  noteOwnWords(words, run, noteSized);
  noteUses(text, run, noteSized);
  noteWhole(words, run, noteSized);
  noteWordsAround(words, run, note);
  noteWordsWithin(words, run, note);
}

const COUNTS = ["0", "1", "2", "3", "4"] as const;

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
  if (isShort(listing)) return "abbreviation";
  const { candidates } = listing;
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

function noteListing(
  { candidates, commonness, home }: Listing,
  words: readonly Word[],
  run: NameRun,
  note: NoteFeature,
): void {
  note("common", COMMON.find(([least]) => commonness >= least)?.[1] ?? "never");
  note("readings", COUNTS[Math.min(4, candidates.length)]);
  noteHome(home, words, { ...run, candidates }, note);
  if (candidates.every(({ form }) => form === "alternate")) note("alternate");
}

/** By how often newspapers write the name in lower case, as log2. */
const COMMON: readonly (readonly [least: number, name: string])[] = [
  [7, "everyday"],
  [4, "word"],
  [1, "rare"],
];

function noteOwnWords(words: readonly Word[], { first, end }: NameRun, note: NoteFeature): void {
  const [start, last] = [words[first], words[end - 1]];
  if (start === undefined || last === undefined) return;
  const length = end - first > 1 ? "long" : "one";
  if ((start.marks & MARKS.givenName) !== 0) note("given", length);
  if ((last.marks & MARKS.familyName) !== 0) note("family", length);
  if (length === "long") {
    note("last", nounKind(last.key));
    return;
  }
  if ((start.marks & MARKS.acronym) !== 0) note("acronym");
  if (start.key.length <= 3) note("short");
  if (SURNAMES.has(start.key)) note("surname");
}

function nounKind(key: string): string {
  if (STREET_WORDS.has(key)) return "street";
  if (INSTITUTION_WORDS.has(key)) return "institution";
  return FEATURE_NOUNS.has(key) ? "feature" : "other";
}

function noteWordsWithin(words: readonly Word[], { first, end }: NameRun, note: NoteFeature): void {
  if (end - first < 2) return;
  note("first", words[first]?.key);
  note("last", words[end - 1]?.key);
  const inner = words.slice(first + 1, end - 1);
  const isOffice = inner.some(({ key }) => INSTITUTION_WORDS.has(key) || TITLE_WORDS.has(key));
  if (isOffice) note("inside", "institution");
}

function noteWhole(words: readonly Word[], run: NameRun, note: NoteFeature): void {
  const whole = wholeRun(words, run);
  const [left, right] = [run.first - whole.first, whole.end - run.end];
  if (left === 0 && right === 0) {
    note("whole");
    return;
  }
  note("left", COUNTS[Math.min(3, left)]);
  note("right", COUNTS[Math.min(3, right)]);
  if (right > 0) note("whole", nounKind(words[whole.end - 1]?.key ?? ""));
}

function noteUses(
  { words, people, usage }: NameText,
  { first, end }: NameRun,
  note: NoteFeature,
): void {
  const [start, last] = [words[first], words[end - 1]];
  if (start === undefined || last === undefined) return;
  if (people.has(last.key)) note("person");
  if (start.sentence === 0) note("opening");
  if (end - first === 1) for (const use of usage.of(start.key)) note("used", use);
  else if (people.has(start.key)) note("person-first");
}
