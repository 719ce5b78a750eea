import { type Phrase, PhraseBook } from "../text/phrase-book.ts";
import { byForm, type WordForm } from "../text/word-form.ts";
import {
  type Calendar,
  type Lexicon,
  type NumberWords,
  STRENGTHS,
  type Strength,
} from "./knowledge.ts";
import { type FeatureWord, type NumberOf, featureWord } from "./learned/feature-word.ts";
import { NameNumbers, UNKNOWN } from "./name-numbers.ts";
import { parsePhrase } from "./phrase.ts";
import { keyOfForm, wordKey } from "./word-key.ts";

/** What tells a sub-type, and how surely. */
export interface Cue {
  readonly slug: string;
  readonly strength: number;
  /** The phrase or rule, for the evidence. */
  readonly rule: string;
}

/** What a phrase of the lexicon says: the number of a sign, or the cue of a sub-type. */
export type Meaning =
  | { readonly sign: number; readonly cue: undefined }
  | { readonly sign: typeof UNKNOWN; readonly cue: Cue };

export interface TogetherRule extends Cue {
  /** Its place among the rules of its lexicon. */
  readonly order: number;
  /** Numbers of signs. */
  readonly signs: readonly number[];
  readonly without: readonly number[];
}

/** A word of a document as its language's lexicon sees it. */
export interface LexiconWord extends FeatureWord {
  readonly key: string;
  /** Whether a day, month or year may begin with it. */
  readonly mayBeDate: boolean;
  /** Whether a count may. */
  readonly mayBeNumber: boolean;
}

/** A lexicon ready to read documents with. */
export interface CompiledLexicon {
  readonly language: string;
  readonly wordOf: (form: WordForm) => LexiconWord;
  readonly phrases: PhraseBook<Meaning>;
  readonly signs: NameNumbers;
  /** By the first of their signs, which all have to be in a sentence. */
  readonly togetherBySign: ReadonlyMap<number, readonly TogetherRule[]>;
  readonly calendar: Calendar;
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
  const signs = new NameNumbers();
  for (const [sign, texts] of Object.entries(lexicon.signs)) {
    const means = { sign: signs.add(sign), cue: undefined };
    for (const text of texts) phrases.push(phrase(text, means));
  }
  const together: TogetherRule[] = [];
  for (const [slug, cues] of Object.entries(lexicon.types)) {
    for (const [strength, texts] of Object.entries(cues.phrases)) {
      const weight = STRENGTHS[strength as Strength];
      for (const text of texts) {
        const cue = { slug, strength: weight, rule: text };
        phrases.push(phrase(text, { sign: UNKNOWN, cue }));
      }
    }
    for (const { signs: needed, without, strength } of cues.together) {
      together.push({
        order: together.length,
        slug,
        signs: needed.map((sign) => signs.add(sign)),
        without: without.map((sign) => signs.add(sign)),
        strength: STRENGTHS[strength],
        rule: `${slug}: ${needed.join(" + ")}`,
      });
    }
  }
  const calendar = {
    weekdays: keyed(lexicon.calendar.weekdays, keyOf),
    months: keyed(lexicon.calendar.months, keyOf),
    daysAgo: keyed(lexicon.calendar.daysAgo, keyOf),
  };
  const numbers = {
    exact: keyed(lexicon.numbers.exact, keyOf),
    times: keyed(lexicon.numbers.times, keyOf),
    vague: keyed(lexicon.numbers.vague, keyOf),
    article: lexicon.numbers.article.map(keyOf),
  };
  const dateWords = firstWords(calendar);
  const formKey = keyOfForm(lexicon.language);
  return {
    language: lexicon.language,
    wordOf: byForm((form) => {
      const key = formKey(form);
      return {
        key,
        ...featureWord(key, numberOf),
        mayBeDate: BEGINS_YEAR.test(key) || dateWords.has(key),
        mayBeNumber:
          DIGIT_FIRST.test(form.text) ||
          Object.hasOwn(numbers.exact, key) ||
          Object.hasOwn(numbers.vague, key),
      };
    }),
    phrases: new PhraseBook(phrases, formKey),
    signs,
    togetherBySign: Map.groupBy(together, (rule) => rule.signs[0] ?? UNKNOWN),
    calendar,
    numbers,
  };
}

const BEGINS_YEAR = /^[12]/;
/** Western or Arabic. */
const DIGIT_FIRST = /^[\d\u0660-\u0669]/;

/** Words that name a day or a month, or begin such a name. */
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
