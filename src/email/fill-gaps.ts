import { inOnePiece } from "./clean-text.ts";

/** What stands before and behind the gap of one part. */
export interface Around {
  readonly start: string;
  readonly end: string;
}

/** Parts one after another, cut at their gaps: one text more than there are gaps. */
export function cutAtGaps(parts: readonly Around[], between = ""): readonly string[] {
  const texts: string[] = [];
  let last = "";
  for (const [n, { start, end }] of parts.entries()) {
    texts.push(inOnePiece(n === 0 ? start : last + between + start));
    last = end;
  }
  return [...texts, last];
}

/** The whole of it: a filling in each gap. */
export function fillGaps(texts: readonly string[], fillings: readonly string[]): string {
  return texts.reduce((all, text, n) => all + text + (fillings[n] ?? ""), "");
}
