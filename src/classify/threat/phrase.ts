/** One word of a phrase: any of the words, or anything that begins with one of the stems. */
interface Step {
  readonly words: ReadonlySet<string>;
  readonly stems: readonly string[];
  /** Words that may stand between this one and the one before. */
  readonly gap: number;
}

/** A phrase as the lexicon writes it, ready to be found, and what finding it means. */
export interface Phrase<T> {
  readonly steps: readonly [Step, ...Step[]];
  readonly means: T;
}

/** Half-open range of token indexes. */
export interface Hit<T> {
  readonly from: number;
  readonly to: number;
  readonly means: T;
}

export type PhraseFault = "empty" | "stem-too-short" | "unknown-sign" | "starts-with-gap";

export type ParsedPhrase =
  | { readonly ok: true; readonly steps: readonly [Step, ...Step[]] }
  | { readonly ok: false; readonly reason: PhraseFault };

export interface PhraseSyntax {
  /** Folds a word of a phrase the way the document's words are folded. */
  readonly keyOf: (word: string) => string;
  /** Single words and stems (`word*`) of a sign, for `<sign>`. */
  readonly signWords: (sign: string) => readonly string[] | undefined;
}

const GAP = 5;
const SHORTEST_STEM = 3;

/**
 * The phrase syntax: words in order; `a|b` either; `word*` any ending; `<sign>` any single
 * word of that sign; `...` up to five words between.
 */
export function parsePhrase(text: string, syntax: PhraseSyntax): ParsedPhrase {
  const steps: Step[] = [];
  let gap = 0;
  for (const part of text.trim().split(/\s+/)) {
    if (part === "") continue;
    if (part === "...") {
      gap = GAP;
      continue;
    }
    const step = parseStep(part, gap, syntax);
    if (typeof step === "string") return { ok: false, reason: step };
    steps.push(step);
    gap = 0;
  }
  const [first, ...rest] = steps;
  if (first === undefined) return { ok: false, reason: "empty" };
  if (first.gap > 0) return { ok: false, reason: "starts-with-gap" };
  return { ok: true, steps: [first, ...rest] };
}

function parseStep(part: string, gap: number, syntax: PhraseSyntax): Step | PhraseFault {
  const words = new Set<string>();
  const stems: string[] = [];
  for (const choice of part.split("|").flatMap((one) => expandSign(one, syntax))) {
    if (choice === undefined) return "unknown-sign";
    const stem = choice.endsWith("*");
    const key = syntax.keyOf(stem ? choice.slice(0, -1) : choice);
    if (key === "") return "empty";
    if (stem && key.length < SHORTEST_STEM) return "stem-too-short";
    if (stem) stems.push(key);
    else words.add(key);
  }
  return { words, stems, gap };
}

function expandSign(choice: string, syntax: PhraseSyntax): readonly (string | undefined)[] {
  const sign = /^<(.+)>$/.exec(choice)?.[1];
  return sign === undefined ? [choice] : (syntax.signWords(sign) ?? [undefined]);
}

/** Many phrases, found together: candidates are looked up by their first word. */
export interface PhraseBook<T> {
  readonly byWord: ReadonlyMap<string, readonly Phrase<T>[]>;
  /** By the stem's first three letters. */
  readonly byStem: ReadonlyMap<string, readonly StemEntry<T>[]>;
}

/** A word as a phrase book sees it: whoever reads the same words again and again keeps these. */
export interface BookWord<T> {
  readonly key: string;
  readonly begins: Beginning<T>;
}

/** The phrases that one word begins, by what must follow it. */
interface Beginning<T> {
  /** Nothing: phrases of one word. */
  readonly single: readonly Phrase<T>[];
  /** One of a few whole words, right after it: nearly all phrases fall out by one look-up. */
  readonly followed: ReadonlyMap<string, readonly Phrase<T>[]>;
  /** A stem, or a word further on. */
  readonly open: readonly Phrase<T>[];
}

interface StemEntry<T> {
  readonly stem: string;
  readonly phrase: Phrase<T>;
}

export function compilePhrases<T>(phrases: Iterable<Phrase<T>>): PhraseBook<T> {
  const byWord = new Map<string, Phrase<T>[]>();
  const byStem = new Map<string, StemEntry<T>[]>();
  for (const phrase of phrases) {
    for (const word of phrase.steps[0].words) append(byWord, word, phrase);
    for (const stem of phrase.steps[0].stems) {
      append(byStem, stem.slice(0, SHORTEST_STEM), { stem, phrase });
    }
  }
  return { byWord, byStem };
}

function append<V>(lists: Map<string, V[]>, key: string, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** Every phrase found in `words[from, to)`, in order of where it starts. */
export function findPhrases<T>(
  words: readonly BookWord<T>[],
  { from, to }: { readonly from: number; readonly to: number },
): Hit<T>[] {
  const hits: Hit<T>[] = [];
  for (let at = from; at < to; at += 1) {
    const begins = words[at]?.begins ?? NOTHING;
    if (begins === NOTHING) continue;
    const { single, followed, open } = begins;
    for (const { means } of single) hits.push({ from: at, to: at + 1, means });
    if (followed.size > 0 && at + 1 < to) {
      for (const { steps, means } of followed.get(words[at + 1]?.key ?? "") ?? NO_PHRASES) {
        const end = matchRest(steps, 2, { words, at: at + 2, to });
        if (end !== undefined) hits.push({ from: at, to: end, means });
      }
    }
    for (const { steps, means } of open) {
      const end = matchRest(steps, 1, { words, at: at + 1, to });
      if (end !== undefined) hits.push({ from: at, to: end, means });
    }
  }
  return hits;
}

const NO_PHRASES: readonly never[] = [];
const NOTHING: Beginning<never> = { single: [], followed: new Map(), open: [] };

export function bookWord<T>(book: PhraseBook<T>, key: string): BookWord<T> {
  const phrases = [...(book.byWord.get(key) ?? [])];
  for (const { stem, phrase } of book.byStem.get(key.slice(0, SHORTEST_STEM)) ?? []) {
    if (key.startsWith(stem)) phrases.push(phrase);
  }
  return { key, begins: phrases.length === 0 ? NOTHING : sortByNext(phrases) };
}

function sortByNext<T>(phrases: readonly Phrase<T>[]): Beginning<T> {
  const single: Phrase<T>[] = [];
  const followed = new Map<string, Phrase<T>[]>();
  const open: Phrase<T>[] = [];
  for (const phrase of phrases) {
    const next = phrase.steps[1];
    if (next === undefined) single.push(phrase);
    else if (next.gap > 0 || next.stems.length > 0) open.push(phrase);
    else for (const word of next.words) append(followed, word, phrase);
  }
  return { single, followed, open };
}

interface Cursor {
  readonly words: readonly { readonly key: string }[];
  readonly at: number;
  readonly to: number;
}

/** Where the phrase ends, taking the shortest gaps first; undefined where it does not match. */
function matchRest(
  steps: readonly Step[],
  index: number,
  { words, at, to }: Cursor,
): number | undefined {
  const step = steps[index];
  if (step === undefined) return at;
  const last = Math.min(to - 1, at + step.gap);
  for (let next = at; next <= last; next += 1) {
    if (!matchesWord(step, words[next]?.key ?? "")) continue;
    const end = matchRest(steps, index + 1, { words, at: next + 1, to });
    if (end !== undefined) return end;
  }
  return undefined;
}

function matchesWord({ words, stems }: Step, key: string): boolean {
  if (words.has(key)) return true;
  for (const stem of stems) if (key.startsWith(stem)) return true;
  return false;
}
