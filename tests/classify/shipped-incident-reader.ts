import { readFileSync, readdirSync } from "node:fs";
import { gunzipSync } from "node:zlib";

import type { DetectLanguage } from "#src/classify/text/detect-language.ts";
import { readDocument } from "#src/classify/text/document.ts";
import type { ActorKnowledge, ThreatKnowledge } from "#src/classify/threat/knowledge.ts";
import { openModel } from "#src/classify/threat/learned/linear-model.ts";
import {
  createIncidentReader,
  type Incident,
  type IncidentReading,
} from "#src/classify/threat/read-incident.ts";
import { readActors } from "#src/config/actors.ts";
import { type Fault, formatFault } from "#src/config/fault.ts";
import { readThreats } from "#src/config/threats.ts";
import type { ReportText } from "#src/model/report.ts";
import type { ThreatModelData } from "#src/model/threat-model.ts";
import { slugOf } from "#src/model/threat.ts";
import { detectLanguage } from "#tests/classify/shipped-language.ts";

export interface ShippedKnowledge {
  readonly detectLanguage: DetectLanguage;
  readonly threats: ThreatKnowledge;
  readonly actors: ActorKnowledge;
}

/** The taxonomy, lexicons, actors and letters of languages that the project ships; throws on any fault in them. */
export function shippedKnowledge(): ShippedKnowledge {
  const faults: Fault[] = [];
  const files = readdirSync("config/threats").map((name) => fileAt(`config/threats/${name}`));
  const threats = readThreats(files, faults);
  const actors = readActors(fileAt("config/actors.yaml"), faults);
  if (threats === undefined || actors === undefined || faults.length > 0) {
    throw new Error(faults.map(formatFault).join("\n"));
  }
  return { detectLanguage, threats: { ...threats, model: openModel(shippedModel()) }, actors };
}

function shippedModel(): ThreatModelData {
  const packed = readFileSync("data/threat-model.json.gz");
  return JSON.parse(gunzipSync(packed).toString()) as ThreatModelData;
}

function fileAt(path: string): { readonly path: string; readonly text: string } {
  return { path, text: readFileSync(path, "utf8") };
}

const { threats, actors } = shippedKnowledge();
const readIncident = createIncidentReader(threats, actors);

/** Reads a report as the classifier does, without its places. */
export function reading(report: string | ReportText): IncidentReading {
  const { title, text, publishedAt, language } =
    typeof report === "string" ? { text: report, publishedAt: "2025-10-20" } : toReport(report);
  const document = readDocument(title, text);
  return readIncident({
    document,
    language: detectLanguage(document.text, language),
    publishedAt,
  });
}

function toReport(report: ReportText): ReportText {
  return { publishedAt: "2025-10-20", ...report };
}

export function incidentIn(report: string | ReportText): Incident {
  return reading(report).incident;
}

export function primaryIn(report: string | ReportText): string | null {
  const primary = incidentIn(report).threats.find((threat) => threat.primary);
  return primary === undefined ? null : slugOf(primary.type);
}

export function slugsIn(report: string | ReportText): string[] {
  return incidentIn(report).threats.map((threat) => slugOf(threat.type));
}
