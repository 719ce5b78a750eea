import type { RegionCode } from "../../model/region.ts";
import { OWN_WORDS } from "./own-words.ts";
import { MARKS } from "./word-marks.ts";
import type { Word } from "./words.ts";

/** Distinct cues at which a country is as good as named. */
const ENOUGH = 6;

/** 0..1 for each country whose own words the text uses: how much of such talk it holds. */
export function countriesByWords(words: readonly Word[]): ReadonlyMap<RegionCode, number> {
  const found = new Set<string>();
  let before: Word | undefined;
  for (const word of words) {
    if ((word.marks & MARKS.ownWord) !== 0) found.add(word.key);
    if (before !== undefined && (before.marks & MARKS.beginsOwnWords) !== 0) {
      const pair = `${before.key} ${word.key}`;
      if (!word.startsSentence && OWN_WORDS.has(pair)) found.add(pair);
    }
    before = word;
  }
  const shares = new Map<RegionCode, number>();
  for (const cue of found) {
    const codes = OWN_WORDS.get(cue) ?? [];
    for (const code of codes) shares.set(code, (shares.get(code) ?? 0) + 1 / codes.length / ENOUGH);
  }
  for (const [code, share] of shares) shares.set(code, Math.min(1, share));
  return shares;
}
