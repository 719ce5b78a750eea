import { fold, POSSESSIVE } from "./fold.ts";
import { stemForm, stemForms } from "./stem-forms.ts";
import { isWholeUnspaced, UNSPACED } from "./unspaced.ts";

/** A watch word or phrase, ready to be looked for. */
export interface Phrase {
  readonly asked: string;
  readonly words: readonly PhraseWord[];
}

interface PhraseWord {
  /** Folded forms of the text's word that count. */
  readonly forms: readonly string[];
  /** `WHO` is not `who`: a short acronym is found only in capitals. */
  readonly capitalsOnly: boolean;
}

/** A word of a text, or one character of a script that writes no spaces. */
export interface Token {
  /** Folded; one without an article written onto it, as in `l’ONU`; one of its stem. */
  readonly forms: readonly string[];
  readonly start: number;
  readonly end: number;
}

const LETTER = String.raw`[[\p{L}\p{M}\p{N}]--[${UNSPACED}]]`;
const TOKEN = new RegExp(
  String.raw`(?:\p{Lu}\.){2,}|${LETTER}+(?:['’ʼ‘ʿʾ]${LETTER}+)*|[${UNSPACED}]`,
  "gv",
);
/** What may stand between the words of one phrase: `al-Hol`, `al Hol`, `al / Hol`; not a full stop. */
const GAP = /^[\s\p{Pd}\p{Cf}/,&"'“”‘’«»]*$/u;

/** Most words need no more than small letters: this is what keeps a long text cheap. */
const PLAIN = /^[A-Za-z0-9]+$/;
/** Articles and prepositions of French and Italian that lose their vowel: `l’ONU`, `dell’ONU`. */
const ELISION = /^(?:[cdjlmnst]|qu|un|(?:d|n|s|)[aeu]ll)['’ʼ]/iu;
/** Conjunctions, prepositions and the article that Arabic and Hebrew write onto a word. */
const PROCLITICS = [
  {
    script: /^\p{sc=Arab}/u,
    prefixes: ["و", "ف", "ب", "ل", "ك", "ال", "وال", "فال", "بال", "كال", "لل", "ولل"],
  },
  { script: /^\p{sc=Hebr}/u, prefixes: ["ו", "ה", "ב", "ל", "מ", "ש", "כ", "וה", "שה", "מה"] },
] as const;

const SHORT_ACRONYM_LETTERS = 3;
const SHORT_NAME_LETTERS = 4;

/** Undefined when there is no letter or digit in `asked`: nothing could ever be found. */
export function parsePhrase(asked: string): Phrase | undefined {
  const words = tokenize(asked, null).map(({ forms, start, end }) =>
    phraseWord(asked.slice(start, end), forms),
  );
  return words.length === 0 ? undefined : { asked, words };
}

/** `language`: the text's, ISO 639-1; null: unknown, and its words have no stems. */
export function tokenize(text: string, language: string | null): Token[] {
  return Array.from(text.matchAll(TOKEN), ({ 0: raw, index }) => tokenOf(raw, index, language));
}

/** The token that begins at `start` or after it. */
export function nextToken(text: string, start: number, language: string | null): Token | undefined {
  NEXT.lastIndex = start;
  const found = NEXT.exec(text);
  return found ? tokenOf(found[0], found.index, language) : undefined;
}

const NEXT = new RegExp(TOKEN);

function tokenOf(raw: string, start: number, language: string | null): Token {
  const forms = formsOf(raw);
  const stem = stemForm(raw, language);
  return {
    forms: stem === undefined ? forms : [...forms, stem],
    start,
    end: start + raw.length,
  };
}

/** Where a phrase ends that stands whole from this token on; undefined where it does not. */
export function endOfPhrase(
  { words }: Phrase,
  first: Token,
  { text, after }: { readonly text: string; readonly after: (token: Token) => Token | undefined },
): number | undefined {
  let token: Token | undefined = first;
  let last: Token | undefined;
  for (const word of words) {
    if (token === undefined || !isForm(word, token, text)) return undefined;
    if (last && !GAP.test(text.slice(last.end, token.start))) return undefined;
    last = token;
    token = word === words.at(-1) ? undefined : after(token);
  }
  if (last && !isWholeUnspaced(text, first.start, last.end)) return undefined;
  return last?.end;
}

function formsOf(raw: string): readonly string[] {
  if (PLAIN.test(raw)) return [raw.toLowerCase()];
  const bare = raw.replace(ELISION, "");
  return bare === raw ? [fold(raw)] : [fold(raw), fold(bare)];
}

function phraseWord(written: string, folded: readonly string[]): PhraseWord {
  const isAcronym = /^\p{Lu}{2,}$/u.test(written);
  const forms = folded.flatMap((form) => [
    ...plurals(written, form),
    ...[form, ...arabicPlurals(form)].flatMap((one) => [one, ...withProclitics(one)]),
  ]);
  if (isInflected(written)) forms.push(...stemForms(written));
  return { forms, capitalsOnly: isAcronym && written.length <= SHORT_ACRONYM_LETTERS };
}

/**
 * A word that is no name comes in other forms too: `kidnapped` where `kidnapping` was
 * asked for. Names of the Latin script keep theirs, those of others are declined.
 */
function isInflected(written: string): boolean {
  return !/^\p{Lu}/u.test(written) || !/\p{sc=Latin}/u.test(written);
}

/**
 * English plurals of a word. A short name has none: `Hama` (the city) is not
 * found in `Hamas`, while `Houthi` is in `Houthis` and `bomb` in `bombs`.
 */
function plurals(written: string, folded: string): string[] {
  if (!/^[a-z]{3,}$/u.test(folded)) return [];
  const isShortName = /^\p{Lu}/u.test(written) && folded.length <= SHORT_NAME_LETTERS;
  if (isShortName) return [];
  if (/[^aeiou]y$/u.test(folded)) return [`${folded.slice(0, -1)}ies`];
  return /(?:[sxzo]|ch|sh)$/u.test(folded) ? [`${folded}es`] : [`${folded}s`];
}

/** The regular plurals of Arabic. */
function arabicPlurals(folded: string): string[] {
  if (!/^\p{sc=Arab}{3,}$/u.test(folded)) return [];
  if (folded.endsWith("ة")) return [`${folded.slice(0, -1)}ات`];
  return ["ات", "ون", "ين"].map((ending) => folded + ending);
}

function withProclitics(folded: string): string[] {
  const entry = PROCLITICS.find(({ script }) => script.test(folded));
  return entry?.prefixes.map((prefix) => prefix + folded) ?? [];
}

function isForm(word: PhraseWord, token: Token, text: string): boolean {
  if (!isAnyOf(token.forms, word.forms)) return false;
  return !word.capitalsOnly || isCapitals(text.slice(token.start, token.end));
}

/** Both lists are short, and this runs for every word that begins a phrase. */
function isAnyOf(forms: readonly string[], wanted: readonly string[]): boolean {
  for (const form of forms) if (wanted.includes(form)) return true;
  return false;
}

function isCapitals(written: string): boolean {
  return /^[\p{Lu}.]+$/u.test(written.replace(ELISION, "").replace(POSSESSIVE, ""));
}
