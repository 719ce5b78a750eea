import { isFamilyName, isGivenName } from "./names-of-people.ts";
import { FIRST_OF_TWO, OWN_WORDS } from "./own-words.ts";
import {
  ARABIC_SETTLEMENT_WORDS,
  DIVISION_WORDS,
  INSIDE_PREPOSITIONS,
  NUMBER_WORDS,
  SETTLEMENT_WORDS,
} from "./word-lists.ts";

/** What is asked of words again and again, and of nearly all in vain: a bit each. */
export const MARKS = {
  /** One of a country's own words. */
  ownWord: 1,
  /** The first of two that are. */
  beginsOwnWords: 2,
  /** May begin how a text says where something lies. */
  saysWhere: 4,
  givenName: 8,
  familyName: 16,
  /** Two to five capitals. */
  acronym: 32,
  /** "5th". */
  ordinal: 64,
} as const;

const ACRONYM = /^\p{Lu}{2,5}$/u;
const ORDINAL = /^\d+(?:st|nd|rd|th)$/i;

/** Of a word as it is written, and its key. */
export function marksOf(text: string, key: string): number {
  return (
    (ACRONYM.test(text) ? MARKS.acronym : 0) |
    (ORDINAL.test(text) ? MARKS.ordinal : 0) |
    (OWN_WORDS.has(key) ? MARKS.ownWord : 0) |
    (FIRST_OF_TWO.has(key) ? MARKS.beginsOwnWords : 0) |
    (saysWhere(key) ? MARKS.saysWhere : 0) |
    (isGivenName(key) ? MARKS.givenName : 0) |
    (isFamilyName(key) ? MARKS.familyName : 0)
  );
}

const DIGIT_FIRST = /^[0-9]/;
const PLACING = [
  SETTLEMENT_WORDS,
  DIVISION_WORDS,
  INSIDE_PREPOSITIONS,
  ARABIC_SETTLEMENT_WORDS,
  NUMBER_WORDS,
] as const;

function saysWhere(key: string): boolean {
  return DIGIT_FIRST.test(key) || PLACING.some((list) => list.has(key));
}
