import type { Step } from "../text/word-kinds.ts";

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
