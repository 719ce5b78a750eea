import type { Place } from "../../model/classification.ts";
import type { RegionCode } from "../../model/region.ts";
import type { TextDocument } from "../text/document.ts";
import { foldName } from "./gazetteer-format.ts";
import type { Candidate, Gazetteer } from "./gazetteer.ts";
import type { Mention } from "./mention.ts";
import { placeOf } from "./place-of.ts";
import { resolveMentions } from "./resolve-mentions.ts";
import { DIRECTION_WORDS, DIVISION_WORDS, SETTLEMENT_WORDS } from "./word-lists.ts";
import { readWords, type Word } from "./words.ts";

export interface SpanInput {
  readonly document: TextDocument;
  readonly gazetteer: Gazetteer;
  /** Half-open, in UTF-16 units of the document. */
  readonly spans: readonly { readonly start: number; readonly end: number }[];
  readonly sourceCountry?: RegionCode | undefined;
}

/** Says which places the given words mean, in the order of the text; words no gazetteer knows are left out. */
export function resolveSpans({ document, gazetteer, spans, sourceCountry }: SpanInput): Place[] {
  const words = readWords(document);
  const mentions: Mention[] = [];
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    const name = document.text.slice(start, end);
    const known = findName(gazetteer, foldName(name));
    if (known !== undefined)
      mentions.push({ ...known, start, end, name, ...wordsWithin(words, start, end) });
  }
  const resolved = resolveMentions({ text: document.text, words, mentions, sourceCountry });
  return resolved.map((one) => placeOf(one, false, gazetteer));
}

function findName(
  gazetteer: Gazetteer,
  name: string,
): { key: string; candidates: readonly Candidate[] } | undefined {
  for (const key of [name, bareName(name)]) {
    const candidates = gazetteer.find(key)?.candidates;
    if (candidates !== undefined) return { key, candidates };
  }
  return undefined;
}

/** "the northern Idlib province" is listed as "Idlib". */
function bareName(name: string): string {
  return name
    .split(" ")
    .filter((word) => word !== "of" && !DIRECTION_WORDS.has(word))
    .filter((word) => !DIVISION_WORDS.has(word) && !SETTLEMENT_WORDS.has(word))
    .join(" ");
}

function wordsWithin(
  words: readonly Word[],
  start: number,
  end: number,
): Pick<Mention, "firstWord" | "endWord" | "sentence"> {
  const first = words.findIndex((word) => word.end > start);
  const firstWord = first === -1 ? words.length : first;
  let endWord = firstWord;
  while ((words[endWord]?.start ?? Infinity) < end) endWord += 1;
  return { firstWord, endWord, sentence: words[firstWord]?.sentence ?? 0 };
}
