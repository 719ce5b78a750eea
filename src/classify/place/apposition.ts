import type { Word } from "./words.ts";

const ARTICLES = new Set(["a", "an", "the"]);
const CONTAINING = new Set(["in", "of", "en", "dans"]);

/** Words between a name and how far it lies: ", located about", "which is some". */
const BETWEEN = new Set(
  `about some around roughly nearly approximately almost just only located situated lies lying which is was that a an the
  town village suburb city area hamlet district at over more than less`.split(/\s+/),
);

/** From the number in "X, located about 25km" back to the word after X. */
export function skipBack(words: readonly Word[], from: number): number {
  let at = from;
  while (
    at > 0 &&
    from - at < 8 &&
    BETWEEN.has(words[at - 1]?.key ?? "") &&
    words[at]?.startsSentence === false
  )
    at -= 1;
  return at;
}

/** From "town" in ", a small town" back to "a"; the noun itself where no article stands before it. */
export function skipAdjectives(words: readonly Word[], noun: number): number {
  for (let at = noun - 1; at >= Math.max(0, noun - 4); at -= 1)
    if (ARTICLES.has(words[at]?.key ?? "")) return at;
  return noun;
}

/** Whether a name here may hold another named before: ", Y", "in Y", "in the Y". */
export function mayContain(words: readonly Word[], at: number): boolean {
  const before = words[at - 1]?.key ?? "";
  return words[at]?.gap === ", " || before === "the" || CONTAINING.has(before);
}
