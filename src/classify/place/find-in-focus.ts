import type { RegionCode } from "../../model/region.ts";
import type { FindingText } from "./find-mentions.ts";
import type { Candidate, Gazetteer } from "./gazetteer.ts";
import { SPELT_BY_EAR } from "./loose-spelling.ts";
import { isStrong, type Mention, type Resolved } from "./mention.ts";
import { keyOf, mentionOf, type NameRun, runStartingAt } from "./name-run.ts";
import { GIVEN_NAMES, SURNAMES } from "./person-names.ts";
import {
  INSIDE_PREPOSITIONS,
  INSTITUTION_WORDS,
  SETTLEMENT_WORDS,
  STREET_WORDS,
} from "./word-lists.ts";
import { followsDirectly, type Word } from "./words.ts";

/** Share of a document's places that a country needs for names to be sought in it. */
const FOCUS_SHARE = 0.25;

/** The countries a document is about, as far as its places say. */
export function countriesInFocus(resolved: readonly Resolved[]): RegionCode[] {
  const counts = new Map<RegionCode, number>();
  for (const { entity } of resolved)
    if (entity.country !== null) counts.set(entity.country, (counts.get(entity.country) ?? 0) + 1);
  return [...counts].filter(([, n]) => n >= resolved.length * FOCUS_SHARE).map(([code]) => code);
}

/**
 * Names that stand where a place's does and that only a country in focus knows: under a lesser
 * spelling, or by ear where no list has the spelling itself.
 */
export function findInFocus(
  found: FindingText,
  gazetteer: Gazetteer,
  resolved: readonly Resolved[],
): Mention[] {
  const focus = countriesInFocus(resolved).filter((code) => SPELT_BY_EAR.has(code));
  if (focus.length === 0 || found.upperCase) return [];
  const runs = freeRuns(found, resolved);
  const known = new Map<string, readonly Candidate[]>();
  for (const run of runs) {
    const key = keyOf(found.words, run);
    if (known.has(key) || !isIntroduced(found.words, run, resolved) || isOther(found, run))
      continue;
    const candidates = candidatesIn(gazetteer, key, focus);
    if (candidates.length > 0) known.set(key, candidates);
  }
  return runs.flatMap((run) => {
    const key = keyOf(found.words, run);
    const candidates = known.get(key);
    return candidates === undefined ? [] : [{ ...mentionOf(found, run), candidates }];
  });
}

/** Every name that no mention touches. */
function freeRuns({ words, upperCase }: FindingText, resolved: readonly Resolved[]): NameRun[] {
  const taken = new Uint8Array(words.length);
  for (const { mention } of resolved) taken.fill(1, mention.firstWord, mention.endWord);
  const runs: NameRun[] = [];
  let at = 0;
  while (at < words.length) {
    const run = runStartingAt(words, at, upperCase);
    at = Math.max(run?.end ?? 0, at + 1);
    if (run !== undefined && isFree(run, taken)) runs.push(run);
  }
  return runs;
}

function isFree({ first, end }: NameRun, taken: Uint8Array): boolean {
  for (let at = first; at < end; at += 1) if (taken[at] === 1) return false;
  return true;
}

/** "in X", "the town of X", and "X, Syria". */
function isIntroduced(
  words: readonly Word[],
  { first, end }: NameRun,
  resolved: readonly Resolved[],
): boolean {
  if (followsDirectly(words[first]) && isPreposition(words, first - 1)) return true;
  if (words[end]?.gap !== ", ") return false;
  const holder = resolved.find(({ mention }) => mention.firstWord === end)?.entity.kind;
  return holder === "country" || holder === "subdivision";
}

function isPreposition(words: readonly Word[], at: number): boolean {
  const key = words[at]?.key ?? "";
  if (INSIDE_PREPOSITIONS.has(key)) return true;
  return OF.has(key) && SETTLEMENT_WORDS.has(words[at - 1]?.key ?? "");
}

const OF = new Set(["of", "de"]);
const ACRONYM = /^\p{Lu}{2,4}$/u;

/** A person, a street, a house of some kind. */
function isOther({ words, people }: FindingText, { first, end }: NameRun): boolean {
  const name = words.slice(first, end);
  const [word] = name;
  if (word === undefined || GIVEN_NAMES.has(word.key) || SURNAMES.has(word.key)) return true;
  if (name.length === 1 && (people.has(word.key) || isAcronym(word, words[end]))) return true;
  return name.some(({ key }) => STREET_WORDS.has(key) || INSTITUTION_WORDS.has(key));
}

/** A dateline, too, has capitals: "AZAZ, Syria". */
function isAcronym(word: Word, next: Word | undefined): boolean {
  return ACRONYM.test(word.text) && next?.gap !== ", ";
}

/** Lower-case uses in news, as log2, at which a name is a word of the language. */
const WORD_OF_LANGUAGE = 4;

function candidatesIn(
  gazetteer: Gazetteer,
  key: string,
  focus: readonly RegionCode[],
): readonly Candidate[] {
  const entry = gazetteer.find(key);
  if (entry === undefined) return focus.flatMap((code) => gazetteer.findByEar(key, code));
  if (entry.commonness >= WORD_OF_LANGUAGE || entry.candidates.some(isStrong)) return [];
  return entry.candidates.filter(
    ({ entity }) => entity.country !== null && focus.includes(entity.country),
  );
}
