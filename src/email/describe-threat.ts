import type { Classification, Threat } from "../model/classification.ts";
import { categoryOf, slugOf } from "../model/threat.ts";
import { oneLine } from "./clean-text.ts";

/** Sub-types whose slug with spaces is not yet good English. */
const NAMES: Readonly<Record<string, string>> = {
  "air-strike": "air strike",
  "shelling-missile": "shelling or missile strike",
  "chemical-weapon": "chemical weapon use",
  "territory-seized": "territory seized",
  "organized-crime": "organised crime",
  "force-against-protesters": "force against protesters",
  "looting-destruction": "looting or destruction",
  "protest-intervention": "protest broken up",
  "cyber-attack": "cyber-attack",
  "extreme-temperature": "extreme temperatures",
};

/** Below this the classifier leans, it does not know. */
const DOUBTED_BELOW = 0.5;

export function primaryThreat({ threats }: Classification): Threat | undefined {
  return threats.find(({ primary }) => primary);
}

/** `suicide bombing`; the words of a category rule: `terrorism`. */
export function sayThreat(type: string): string {
  const slug = type.includes("/") ? type.slice(type.indexOf("/") + 1) : type;
  return NAMES[slug] ?? oneLine(slug.replaceAll("-", " "));
}

export function sayType(classification: Classification): string {
  const primary = primaryThreat(classification);
  return primary === undefined ? "incident of unknown type" : sayThreat(slugOf(primary.type));
}

/** `terrorism`; undefined where the incident has no type. */
export function sayCategory(classification: Classification): string | undefined {
  const primary = primaryThreat(classification);
  return primary && sayThreat(categoryOf(primary.type));
}

export function isTypeDoubted(classification: Classification): boolean {
  const primary = primaryThreat(classification);
  return primary === undefined || primary.score < DOUBTED_BELOW;
}
