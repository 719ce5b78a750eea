import type { Place } from "../../model/classification.ts";
import type { RegionCode } from "../../model/region.ts";
import type { TextDocument } from "../text/document.ts";
import { countriesByWords } from "./country-words.ts";
import { countriesInFocus } from "./find-in-focus.ts";
import type { FindingText } from "./find-mentions.ts";
import { foldName } from "./gazetteer-format.ts";
import type { Candidate, Gazetteer } from "./gazetteer.ts";
import { SPELT_BY_EAR } from "./loose-spelling.ts";
import type { Mention, Resolved } from "./mention.ts";
import { placeByText } from "./place-by-text.ts";
import { placeInContext } from "./place-in-context.ts";
import { placeOf } from "./place-of.ts";
import { resolveMentions } from "./resolve-mentions.ts";
import { DIRECTION_WORDS, DIVISION_WORDS, SETTLEMENT_WORDS } from "./word-lists.ts";
import { readWords, type Word } from "./words.ts";

/** Half-open, in UTF-16 units of the document. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface SpanInput {
  readonly document: TextDocument;
  readonly gazetteer: Gazetteer;
  readonly spans: readonly Span[];
  readonly sourceCountry?: RegionCode | undefined;
}

/**
 * Says which places the given words mean: one for each span, in the order of the spans. What neither
 * the gazetteer knows nor the text locates lies beside the text's other places; where there are none it has no point,
 * and a confidence of 0.
 */
export function resolveSpans({ document, gazetteer, spans, sourceCountry }: SpanInput): Place[] {
  const { text, upperCase } = document;
  const words = readWords(document);
  const countryWords = countriesByWords(words);
  const found: FindingText = { text, words, upperCase, people: new Set() };
  const asked = spans.map((span) => mentionAt(found, span, gazetteer));
  const resolve = (all: readonly Mention[]): Resolved[] =>
    resolveMentions({ text, words, mentions: all, sourceCountry, countryWords });
  const sorted = asked.toSorted((a, b) => a.start - b.start);
  const known = sorted.filter(({ candidates }) => candidates.length > 0);
  const focus = countriesInFocus(resolve(known));
  const heard = sorted.map((mention) => byEar(mention, focus, gazetteer));
  const listed = resolve(heard.filter(({ candidates }) => candidates.length > 0));
  const { places } = placeByText(found, gazetteer, listed);
  const located = [...listed, ...places];
  const at = new Map(located.map((one) => [spanKey(one.mention), one]));
  const rest = asked.filter((mention) => !at.has(spanKey(mention)));
  for (const one of placeInContext(rest, located)) at.set(spanKey(one.mention), one);
  return asked.map((mention) => {
    const one = at.get(spanKey(mention));
    return one === undefined ? unknownPlace(mention) : placeOf(one, false, gazetteer);
  });
}

function mentionAt(found: FindingText, { start, end }: Span, gazetteer: Gazetteer): Mention {
  const name = found.text.slice(start, end);
  const listed = findName(gazetteer, foldName(name)) ?? { key: foldName(name), candidates: [] };
  return { ...listed, start, end, name, ...wordsWithin(found.words, start, end) };
}

/** A name without an entry, as a country in focus may spell it. */
function byEar(mention: Mention, focus: readonly RegionCode[], gazetteer: Gazetteer): Mention {
  if (mention.candidates.length > 0) return mention;
  const heard = focus.filter((code) => SPELT_BY_EAR.has(code));
  return {
    ...mention,
    candidates: heard.flatMap((code) => gazetteer.findByEar(mention.key, code)),
  };
}

function spanKey({ start, end }: Span): string {
  return `${start}-${end}`;
}

function unknownPlace({ name, start, end }: Mention): Place {
  const nowhere = { country: null, subdivision: null, lat: null, lon: null, geonamesId: 0 };
  const reading = { canonical: name, kind: "place", ...nowhere } as const;
  return {
    name,
    start,
    end,
    role: "mentioned",
    ...reading,
    confidence: 0,
    alternatives: [],
    rule: "unknown",
  };
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
