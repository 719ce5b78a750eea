import { READ_SIGNS } from "../classify/threat/knowledge.ts";
import { signWords } from "../classify/threat/lexicon.ts";
import { type PhraseFault, parsePhrase } from "../classify/threat/phrase.ts";
import { wordKey } from "../classify/threat/word-key.ts";
import type { SubType } from "../model/threat.ts";
import type { Fault } from "./fault.ts";
import { didYouMean } from "./suggest.ts";
import type { LexiconFile } from "./threats.ts";

/** Phrases that cannot be read; types and signs that are none. */
export function checkLexicons(
  files: readonly LexiconFile[],
  taxonomy: ReadonlyMap<string, SubType>,
  faults: Fault[],
): void {
  const byLanguage = Map.groupBy(files, (file) => file.value.language);
  for (const [language, group] of byLanguage) {
    const signs = mergeLists(group.map((file) => file.value.signs));
    for (const name of READ_SIGNS) signs[name] ??= [];
    const syntax = { keyOf: wordKey(language), signWords: signWords(signs) };
    const problem = (text: string): string | undefined => {
      const parsed = parsePhrase(text, syntax);
      return parsed.ok ? undefined : `"${text}": ${PHRASE_FAULTS[parsed.reason]}`;
    };
    for (const file of group) checkLexicon(file, { taxonomy, signs, problem }, faults);
  }
}

const PHRASE_FAULTS: Readonly<Record<PhraseFault, string>> = {
  empty: "an empty phrase or word",
  "stem-too-short": "a stem (word*) needs three letters before the star",
  "unknown-sign": "<...> names no sign of this language",
  "starts-with-gap": "a phrase cannot begin with ...",
};

interface LexiconCheck {
  readonly taxonomy: ReadonlyMap<string, SubType>;
  /** Those of the language. */
  readonly signs: Readonly<Record<string, readonly string[]>>;
  readonly problem: (phrase: string) => string | undefined;
}

function checkLexicon(file: LexiconFile, check: LexiconCheck, faults: Fault[]): void {
  const checkPhrases = (path: readonly PropertyKey[], texts: readonly string[]): void => {
    for (const [index, text] of texts.entries()) {
      const problem = check.problem(text);
      if (problem !== undefined) faults.push(file.fault([...path, index], problem));
    }
  };
  for (const [sign, texts] of Object.entries(file.value.signs)) {
    checkPhrases(["signs", sign], texts);
  }
  for (const [name, cues] of Object.entries(file.value.types)) {
    if (!check.taxonomy.has(name)) {
      faults.push(file.fault(["types", name], unknownType(name, check.taxonomy.keys())));
    }
    for (const strength of ["sure", "likely", "hint"] as const) {
      checkPhrases(["types", name, strength], cues[strength]);
    }
    for (const [index, { signs, without }] of cues.together.entries()) {
      for (const sign of [...signs, ...without]) {
        if (Object.hasOwn(check.signs, sign)) continue;
        const message = `"${sign}" names no sign of this language${didYouMean(sign, Object.keys(check.signs))}`;
        faults.push(file.fault(["types", name, "together", index], message));
      }
    }
  }
}

export function unknownType(name: string, known: Iterable<string>): string {
  return `"${name}" is no type of taxonomy.yaml${didYouMean(name, known)}`;
}

/** Lists of one name in several files add up. */
export function mergeLists(
  parts: readonly Readonly<Record<string, readonly string[]>>[],
): Record<string, readonly string[]> {
  const merged: Record<string, readonly string[]> = {};
  for (const part of parts) {
    for (const [name, list] of Object.entries(part)) {
      merged[name] = [...(merged[name] ?? []), ...list];
    }
  }
  return merged;
}
