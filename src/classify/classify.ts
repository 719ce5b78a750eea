import type { Classification } from "../model/classification.ts";
import { type DisputedArea, withDisputed } from "../model/disputed-area.ts";
import type { RegionCode } from "../model/region.ts";
import type { ReportText } from "../model/report.ts";
import type { Gazetteer } from "./place/gazetteer.ts";
import { readPlaces } from "./place/read-places.ts";
import type { DetectLanguage } from "./text/detect-language.ts";
import { readDocument } from "./text/document.ts";
import type { ActorKnowledge, ThreatKnowledge } from "./threat/knowledge.ts";
import { createIncidentReader } from "./threat/read-incident.ts";

/** All that classification goes by: the world's places, and what an operator may edit. */
export interface Knowledge {
  readonly gazetteer: Gazetteer;
  readonly detectLanguage: DetectLanguage;
  readonly threats: ThreatKnowledge;
  readonly actors: ActorKnowledge;
  /** Areas whose events the rules of more than one state hear of. */
  readonly disputed?: readonly DisputedArea[] | undefined;
}

/** What is known of the source and helps where the text leaves something open. */
export interface ClassifyHints {
  /** Where the source writes from: a weak prior for ambiguous names. */
  readonly sourceCountry?: RegionCode | undefined;
  /** BCP 47 of the source's reports. */
  readonly sourceLanguage?: string | undefined;
}

export { summaryOf } from "./summarise.ts";

export type Classifier = (report: ReportText, hints?: ClassifyHints) => Classification;

/** Compiles the knowledge once; the classifier itself is a pure function of report and hints. */
export function createClassifier({
  gazetteer,
  detectLanguage,
  threats,
  actors,
  disputed = [],
}: Knowledge): Classifier {
  const readIncident = createIncidentReader(threats, actors);
  return ({ title, text, publishedAt, language: said }, hints = {}) => {
    const document = readDocument(title, text);
    const language = detectLanguage(document.text, said ?? hints.sourceLanguage);
    const { incident, eventSentences, backgroundSentences } = readIncident({
      document,
      language,
      publishedAt,
    });
    const { places, regions, country } = readPlaces({
      document,
      gazetteer,
      eventSentences,
      backgroundSentences: new Set(backgroundSentences),
      sourceCountry: hints.sourceCountry,
      language,
    });
    const eventNames = places
      .filter(({ role }) => role === "event")
      .map(({ canonical }) => canonical);
    const heard = withDisputed(regions, eventNames, disputed);
    return { language, ...incident, places, regions: heard, country };
  };
}
