import type { LabelledRow } from "./labels.ts";

/** The same fold each time, and one for all languages of a sentence. */
export function foldOf({ id, split_key: key }: LabelledRow, folds: number, salt: string): number {
  let hash = 2_166_136_261;
  for (const letter of `${key ?? id} ${salt}`) {
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  }
  return hash % folds;
}
