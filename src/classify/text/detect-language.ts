import { type LanguageModel, type LanguageScores, scoreLanguages } from "./language-model.ts";

/** What the detector needs to be sure; more only costs time. */
const READ_LETTERS = 320;
const PRIMARY_SUBTAG = /^[a-z]{2,3}(?=$|[-_])/i;

/** Of two neighbours that a short text cannot tell apart, the source's is taken: Ukrainian or Russian. */
const AS_GOOD = 0.92;

/**
 * ISO 639-1, or null when it cannot be told. What the text shows goes before
 * what its source says, as sources label whole feeds.
 */
export type DetectLanguage = (text: string, said: string | undefined) => string | null;

export function languageDetector(model: LanguageModel): DetectLanguage {
  return (text, said) => {
    const scores = scoreLanguages(model, text.slice(0, READ_LETTERS).toLowerCase());
    const subtag = PRIMARY_SUBTAG.exec(said ?? "")?.[0]?.toLowerCase();
    const { best, isReliable } = scores;
    if (best === undefined) return subtag ?? null;
    if (subtag !== undefined && isAsGood(subtag, best, scores)) return subtag;
    return isReliable ? best : (subtag ?? best);
  };
}

function isAsGood(said: string, found: string, scores: LanguageScores): boolean {
  return scores.scoreOf(said) >= AS_GOOD * scores.scoreOf(found);
}
