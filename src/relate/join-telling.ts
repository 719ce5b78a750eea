import type { Incident, ToldBy } from "../model/incident.ts";
import { documentText } from "../model/report.ts";
import { fieldChanges } from "./field-changes.ts";
import { isMaterial, leads, mergeClassification } from "./merge-classification.ts";
import { nextVersion, putFirst, type Related, tellerOf, type Telling } from "./next-version.ts";

/**
 * One more telling of a known event. Where it is the graver one its words lead;
 * where a reader would act on the difference the version is a material one.
 */
export function joinTelling(
  telling: Telling,
  incident: Incident,
  joined: NonNullable<ToldBy["joined"]>,
): Related {
  const { report, classification, quiet } = telling;
  const isCopy = joined.as === "copy";
  const teller: ToldBy = { ...tellerOf(report, isCopy), joined };
  const before = incident.classification;
  // What is filed without alerting adds a teller and nothing that could wake anyone.
  if (quiet !== undefined) {
    const version = nextVersion(incident, teller, { change: "minor", changes: [] });
    return { relation: isCopy ? "copy" : "same", incident: version };
  }
  const isLead = leads(classification, before);
  const after = isLead
    ? mergeClassification(classification, before)
    : mergeClassification(before, classification);
  const material = isMaterial(before, after, classification);
  const version = nextVersion(incident, teller, {
    change: material ? "material" : "minor",
    changes: fieldChanges(before, after),
  });
  return {
    relation: material ? "update" : isCopy ? "copy" : "same",
    incident: {
      ...version,
      ...(isLead && { headline: telling.headline, summary: telling.summary }),
      ...(!isCopy && { text: joinTexts(documentText(report), incident.text, isLead) }),
      ...(isLead && { toldBy: putFirst(version.toldBy, report.id) }),
      classification: after,
      quiet: undefined,
    },
  };
}

/** For rules over words: every telling's own, as far as they fit; the leading one's first. */
function joinTexts(newer: string, known: string, isLead: boolean): string {
  const texts = isLead ? [newer, known] : [known, newer];
  return texts.join("\n\n").slice(0, Math.max(LONGEST_TEXT, (texts[0] ?? "").length));
}

/** Every version holds it. */
const LONGEST_TEXT = 20_000;
