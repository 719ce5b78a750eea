import { eld } from "eld/small";

/** What the detector needs to be sure; more only costs time. */
const READ_LETTERS = 320;
const PRIMARY_SUBTAG = /^[a-z]{2,3}(?=$|[-_])/i;

/** Of two neighbours that a short text cannot tell apart, the source's is taken: Ukrainian or Russian. */
const AS_GOOD = 0.92;

/**
 * ISO 639-1, or null when it cannot be told. What the text shows goes before
 * what its source says, as sources label whole feeds.
 */
export function detectLanguage(text: string, said: string | undefined): string | null {
  const found = eld.detect(text.slice(0, READ_LETTERS).toLowerCase());
  const subtag = PRIMARY_SUBTAG.exec(said ?? "")?.[0]?.toLowerCase();
  if (found.language === "") return subtag ?? null;
  if (subtag !== undefined && isAsGood(subtag, found.language, found.getScores())) return subtag;
  return found.isReliable() ? found.language : (subtag ?? found.language);
}

function isAsGood(said: string, found: string, scores: Readonly<Record<string, number>>): boolean {
  return (scores[said] ?? 0) >= AS_GOOD * (scores[found] ?? 0);
}
