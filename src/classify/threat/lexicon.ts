import { byForm, type WordForm } from "../text/word-form.ts";
import {
  type Calendar,
  type Lexicon,
  type NumberWords,
  STRENGTHS,
  type Strength,
} from "./knowledge.ts";
import { type FeatureWord, type NumberOf, featureWord, UNKNOWN } from "./learned/feature-word.ts";
import { type BookWord, type Phrase, bookWord, compilePhrases, parsePhrase } from "./phrase.ts";
import { keyOfForm, wordKey } from "./word-key.ts";

/** What a phrase of the lexicon says: a named sign, or a sub-type and how surely. */
export type Meaning =
  | { readonly sign: string }
  | { readonly slug: string; readonly strength: number; readonly phrase: string };

export interface TogetherRule {
  /** Its place among the rules of its lexicon. */
  readonly order: number;
  readonly slug: string;
  readonly signs: readonly string[];
  readonly without: readonly string[];
  readonly strength: number;
  readonly rule: string;
}

/** A word of a document as its language's lexicon sees it. */
export interface LexiconWord extends BookWord<Meaning>, FeatureWord {}

/** A lexicon ready to read documents with. */
export interface CompiledLexicon {
  readonly language: string;
  readonly wordOf: (form: WordForm) => LexiconWord;
  /** By the first of their signs, which all have to be in a sentence. */
  readonly togetherBySign: ReadonlyMap<string, readonly TogetherRule[]>;
  readonly calendar: Calendar;
  /** Words that name a day or a month, or begin such a name. */
  readonly dateWords: ReadonlySet<string>;
  readonly numbers: NumberWords;
}

/**
 * Throws on a phrase that `parsePhrase` refuses: configuration is checked before it comes here. `numberOf` is that of
 * the learned weights, where there are any.
 */
export function compileLexicon(
  lexicon: Lexicon,
  numberOf: NumberOf = () => UNKNOWN,
): CompiledLexicon {
  const keyOf = wordKey(lexicon.language);
  const syntax = { keyOf, signWords: signWords(lexicon.signs) };
  const phrase = (text: string, means: Meaning): Phrase<Meaning> => {
    const parsed = parsePhrase(text, syntax);
    if (!parsed.ok) throw new Error(`${lexicon.language} phrase "${text}": ${parsed.reason}`);
    return { steps: parsed.steps, means };
  };
  const phrases: Phrase<Meaning>[] = [];
  for (const [sign, texts] of Object.entries(lexicon.signs)) {
    const means = { sign };
    for (const text of texts) phrases.push(phrase(text, means));
  }
  const together: TogetherRule[] = [];
  for (const [slug, cues] of Object.entries(lexicon.types)) {
    for (const [strength, texts] of Object.entries(cues.phrases)) {
      const weight = STRENGTHS[strength as Strength];
      for (const text of texts)
        phrases.push(phrase(text, { slug, strength: weight, phrase: text }));
    }
    for (const { signs, without, strength } of cues.together) {
      const rule = `${slug}: ${signs.join(" + ")}`;
      const order = together.length;
      together.push({ order, slug, signs, without, strength: STRENGTHS[strength], rule });
    }
  }
  const calendar = {
    weekdays: keyed(lexicon.calendar.weekdays, keyOf),
    months: keyed(lexicon.calendar.months, keyOf),
    daysAgo: keyed(lexicon.calendar.daysAgo, keyOf),
  };
  const formKey = keyOfForm(lexicon.language);
  const book = compilePhrases(phrases);
  return {
    language: lexicon.language,
    wordOf: byForm((form) => {
      const key = formKey(form);
      return { ...bookWord(book, key), ...featureWord(key, numberOf) };
    }),
    togetherBySign: Map.groupBy(together, ({ signs }) => signs[0] ?? ""),
    calendar,
    dateWords: firstWords(calendar),
    numbers: {
      exact: keyed(lexicon.numbers.exact, keyOf),
      times: keyed(lexicon.numbers.times, keyOf),
      vague: keyed(lexicon.numbers.vague, keyOf),
      article: lexicon.numbers.article.map(keyOf),
    },
  };
}

function firstWords(calendar: Calendar): ReadonlySet<string> {
  const names = Object.values(calendar).flatMap((table: Record<string, number>) =>
    Object.keys(table),
  );
  return new Set(names.map((name) => name.split(" ")[0] ?? name));
}

function keyed(
  table: Readonly<Record<string, number>>,
  keyOf: (word: string) => string,
): Record<string, number> {
  return Object.fromEntries(Object.entries(table).map(([word, value]) => [keyOf(word), value]));
}

/** Single words of a sign, for `<sign>` in phrases; longer phrases of the sign stay out. */
export function signWords(
  signs: Readonly<Record<string, readonly string[]>>,
): (sign: string) => readonly string[] | undefined {
  return (sign) => signs[sign]?.flatMap((text) => (/[\s<]/.test(text) ? [] : text.split("|")));
}
