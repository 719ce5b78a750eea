import type { DetectLanguage } from "#src/classify/text/detect-language.ts";
import { readDocument } from "#src/classify/text/document.ts";
import type { ThreatKnowledge } from "#src/classify/threat/knowledge.ts";
import { readFeatures } from "#src/classify/threat/learned/report-features.ts";
import { compileLexicon } from "#src/classify/threat/lexicon.ts";
import type { NameNumbers } from "#src/classify/threat/name-numbers.ts";
import { readByRules } from "#src/classify/threat/read-by-rules.ts";
import { publishedDay, readDates } from "#src/classify/threat/read-dates.ts";
import { readSigns } from "#src/classify/threat/read-signs.ts";
import { readStanding } from "#src/classify/threat/standing.ts";

import type { LabelledRow } from "./labels.ts";
import type { Sample } from "./train-model.ts";

/**
 * Reads a row as the threat reader does up to its weights; undefined in a language without a lexicon. Every word that is
 * met is given a number.
 */
export function sampleReader(
  threats: ThreatKnowledge,
  detectLanguage: DetectLanguage,
  numbers: NameNumbers,
): (row: LabelledRow) => Sample | undefined {
  const lexicons = new Map(
    threats.lexicons.map((lexicon) => [
      lexicon.language,
      compileLexicon(lexicon, (name) => numbers.add(name)),
    ]),
  );
  return (row) => {
    const document = readDocument(row.title ?? undefined, row.text);
    const language = detectLanguage(document.text, undefined);
    const lexicon = lexicons.get(language ?? "");
    if (lexicon === undefined) return undefined;
    const reading = readSigns(document, lexicon);
    const dates = readDates(reading, publishedDay(row.date ?? undefined));
    const standing = readStanding(reading, dates);
    const ruled = readByRules(reading, standing, threats);
    return { row, language, features: readFeatures(reading, standing, ruled) };
  };
}
