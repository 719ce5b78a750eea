import { type Phrase, endOfPhrase, tokenize } from "./words.ts";

/** Words of a text in order, folded, with where they stand. */
export interface WordIndex {
  /** The text's own words where `phrase` first stands whole; undefined where it does not. */
  find(phrase: Phrase): string | undefined;
}

/** `language`: the text's, ISO 639-1, where it is known. */
export function indexWords(text: string, language: string | null): WordIndex {
  const tokens = tokenize(text, language);
  const positions = new Map<string, number[]>();
  for (const [at, { forms }] of tokens.entries()) {
    for (const form of forms) positions.getOrInsertComputed(form, () => []).push(at);
  }
  return {
    find(phrase) {
      const starts = (phrase.words[0]?.forms ?? []).flatMap((form) => positions.get(form) ?? []);
      for (const at of starts.toSorted((a, b) => a - b)) {
        const first = tokens[at];
        if (!first) continue;
        let next = at;
        const after = () => tokens[(next += 1)];
        const end = endOfPhrase(phrase, first, { text, after });
        if (end !== undefined) return text.slice(first.start, end);
      }
      return undefined;
    },
  };
}
