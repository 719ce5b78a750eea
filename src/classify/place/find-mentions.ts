import { acceptsName } from "./accept-name.ts";
import type { Candidate, Gazetteer, NameEntry } from "./gazetteer.ts";
import { isShort, type Mention, NO_CANDIDATES } from "./mention.ts";
import { ARABIC_ARTICLES, spellingsOf } from "./spellings.ts";
import { INNER_WORDS } from "./word-lists.ts";
import type { Word } from "./words.ts";

export interface FindingText {
  readonly text: string;
  readonly words: readonly Word[];
  /** Capitals say nothing about names. */
  readonly upperCase: boolean;
  /** Surnames of people the text names in full. */
  readonly people: ReadonlySet<string>;
}

const LONGEST_NAME_WORDS = 6;
const NAME_GAP = /^(?:\s{1,2}|[-–‑]|\. |[’'] ?)$/;
const HYPHEN = /^[-–‑]$/;

/** Finds every name the gazetteer knows that reads like a place here; longest first, none overlapping. */
export function findMentions(found: FindingText, gazetteer: Gazetteer): Mention[] {
  const mentions: Mention[] = [];
  let at = 0;
  while (at < found.words.length) {
    const mention = mentionAt(found, gazetteer, at);
    if (mention !== undefined) mentions.push(mention);
    at = mention?.endWord ?? at + 1;
  }
  return mentions;
}

function mentionAt(found: FindingText, gazetteer: Gazetteer, first: number): Mention | undefined {
  const word = found.words[first];
  if (word === undefined || !mayBeginName(word, found.words[first - 1])) return undefined;
  for (const spelling of spellingsOf(word)) {
    const match = longestMatch(found, gazetteer, first, spelling);
    if (match !== undefined) return withoutArticle(found, gazetteer, first, match);
  }
  return undefined;
}

function mayBeginName(word: Word, before: Word | undefined): boolean {
  if (word.script === "arabic") return true;
  if (!word.capitalised || word.script === "other") return false;
  // "Indo-Pakistani", "non-US": the second half of a compound is no name of its own, unless both are capitals.
  return !(before?.capitalised === false && HYPHEN.test(word.gap));
}

interface Match {
  readonly endWord: number;
  readonly key: string;
  readonly entry: NameEntry;
}

function longestMatch(
  found: FindingText,
  gazetteer: Gazetteer,
  first: number,
  spelling: string,
): Mention | undefined {
  const matches = matchesFrom(found.words, gazetteer, first, spelling);
  for (const { endWord, key, entry } of matches.toReversed()) {
    const mention = aMention(found, first, endWord, key);
    const candidates = writtenForms(found, mention, entry.candidates);
    if (candidates.length === 0) continue;
    const whole = { ...mention, candidates };
    if (acceptsName(found, whole, entry.commonness)) return withFullStop(found, whole);
  }
  return undefined;
}

/** A name the gazetteer has, whatever it means here. */
export interface ListedName {
  readonly mention: Mention;
  readonly commonness: number;
}

/** Every listed name that begins at this word, in the first spelling that leads to any; shortest first. */
export function listedFrom(
  found: FindingText,
  gazetteer: Gazetteer,
  first: number,
): readonly ListedName[] {
  const word = found.words[first];
  if (word === undefined || !mayBeginName(word, found.words[first - 1])) return NO_NAMES;
  for (const spelling of spellingsOf(word)) {
    const listed: ListedName[] = [];
    for (const { endWord, key, entry } of matchesFrom(found.words, gazetteer, first, spelling)) {
      const mention = aMention(found, first, endWord, key);
      const candidates = writtenForms(found, mention, entry.candidates);
      if (candidates.length === 0) continue;
      listed.push({ mention: { ...mention, candidates }, commonness: entry.commonness });
    }
    if (listed.length > 0) return listed;
  }
  return NO_NAMES;
}

const NO_NAMES: readonly ListedName[] = [];

/** Every listed name that begins at this word, shortest first. */
function matchesFrom(
  words: readonly Word[],
  gazetteer: Gazetteer,
  first: number,
  spelling: string,
): readonly Match[] {
  let matches: Match[] | undefined;
  let key = spelling;
  const own = words[first]?.key ?? "";
  // "Cox's Bazar": with its possessive the word is part of a longer name, and no name by itself; nor is an article.
  let mayEnd = spelling !== `${own}s` && !ARABIC_ARTICLES.has(own);
  let mayGoOn = !mayEnd;
  for (let end = first + 1; end <= first + LONGEST_NAME_WORDS; end += 1) {
    const last = words[end - 1];
    const next = words[end];
    if (last === undefined) break;
    const entry = mayEnd ? entryEnding(gazetteer, key, last) : undefined;
    if (entry !== undefined) (matches ??= []).push({ endWord: end, key, entry });
    mayGoOn ||= !last.possessive;
    if (next === undefined || !mayGoOn || !goesOn(gazetteer, key, next)) break;
    key = `${key} ${next.key}`;
    mayEnd = true;
    mayGoOn = false;
  }
  return matches ?? NO_MATCHES;
}

const NO_MATCHES: readonly Match[] = [];

function entryEnding(gazetteer: Gazetteer, key: string, last: Word): NameEntry | undefined {
  return mayEndName(last, key.includes(" ")) ? gazetteer.find(key) : undefined;
}

function goesOn(gazetteer: Gazetteer, key: string, next: Word): boolean {
  return mayContinueName(next) && gazetteer.hasNameBeginning(key);
}

function mayEndName(word: Word, isLong: boolean): boolean {
  return word.capitalised || word.script === "arabic" || (isLong && HYPHEN.test(word.gap));
}

function mayContinueName(next: Word): boolean {
  if (next.startsSentence || !NAME_GAP.test(next.gap)) return false;
  return (
    next.capitalised ||
    next.script === "arabic" ||
    HYPHEN.test(next.gap) ||
    INNER_WORDS.has(next.key)
  );
}

function aMention(found: FindingText, firstWord: number, endWord: number, key: string): Mention {
  const word = found.words[firstWord];
  const start = (word?.start ?? 0) + joinedLetters(word, key);
  const end = found.words[endWord - 1]?.end ?? start;
  const sentence = word?.sentence ?? 0;
  const name = found.text.slice(start, end);
  return { start, end, name, key, sentence, firstWord, endWord, candidates: NO_CANDIDATES };
}

/** Letters of the Arabic "and", "in", "to" written onto the name. */
function joinedLetters(word: Word | undefined, key: string): number {
  if (word?.script !== "arabic") return 0;
  const [first = ""] = key.split(" ");
  return word.key.endsWith(first) ? word.key.length - first.length : 0;
}

const ALL_CAPITALS = /^\p{Lu}[\p{Lu}.]+$/u;
const DOTTED = /^(?:\p{Lu}\.){2,}$|^\p{Lu}\.\p{Lu}\p{Ll}+$|^\p{Lu}\.\p{Lu}$/u;

const INITIALS = /^(?:\p{Lu}\.){2}$/u;
/** "P.A. system", "L.A.": initials that no newspaper writes for the state. */
const AMBIGUOUS_INITIALS = new Set([
  "pa",
  "la",
  "va",
  "ga",
  "ma",
  "md",
  "mo",
  "ca",
  "co",
  "al",
  "id",
  "or",
  "in",
  "me",
]);

/** An abbreviation counts as written: "US" in capitals, "Calif." with its stop, "PA" after "Erie,". */
function writtenForms(
  { text, words, upperCase }: FindingText,
  { name, key, end, firstWord }: Mention,
  candidates: readonly Candidate[],
): readonly Candidate[] {
  if (!candidates.some(({ form }) => form === "abbreviation")) return candidates;
  const short = candidates.filter(({ form }) => form === "abbreviation");
  const long = candidates.filter(({ form }) => form !== "abbreviation");
  const isDotted = DOTTED.test(name) || (text[end] === "." && !ALL_CAPITALS.test(name));
  const isWritten = isDotted || (ALL_CAPITALS.test(name) && !upperCase);
  const word = words[firstWord];
  const afterPlace = word?.gap === ", " && words[firstWord - 1]?.capitalised === true;
  const initials = INITIALS.test(name) && !AMBIGUOUS_INITIALS.has(key);
  const fitting = short.filter(
    ({ entity }) => isWritten && (entity.kind !== "subdivision" || afterPlace || initials),
  );
  return fitting.length > 0 ? fitting : long;
}

export function withFullStop(found: FindingText, mention: Mention): Mention {
  if (!isShort(mention) || found.text[mention.end] !== "." || ALL_CAPITALS.test(mention.name))
    return mention;
  const end = mention.end + 1;
  return { ...mention, end, name: found.text.slice(mention.start, end) };
}

/** "The Hague" keeps its article; "the Netherlands" does without. */
function withoutArticle(
  found: FindingText,
  gazetteer: Gazetteer,
  first: number,
  match: Mention,
): Mention {
  if (found.words[first]?.key !== "the" || match.endWord < first + 2) return match;
  const rest = found.words[first + 1];
  return (rest && longestMatch(found, gazetteer, first + 1, rest.key)) ?? match;
}
