import { eld } from "eld/small";

/** What the detector needs to be sure; more only costs time. */
const READ_LETTERS = 320;
const PRIMARY_SUBTAG = /^[a-z]{2,3}(?=$|[-_])/i;

/**
 * ISO 639-1, or null when it cannot be told. What the text shows goes before
 * what its source says, as sources label whole feeds.
 */
export function detectLanguage(text: string, said: string | undefined): string | null {
  const found = eld.detect(text.slice(0, READ_LETTERS).toLowerCase());
  if (found.language !== "" && found.isReliable()) return found.language;
  const subtag = PRIMARY_SUBTAG.exec(said ?? "")?.[0]?.toLowerCase();
  return subtag ?? (found.language === "" ? null : found.language);
}
