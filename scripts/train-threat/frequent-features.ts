import type { WordZone } from "#src/classify/threat/learned/report-features.ts";
import type { ZoneName } from "#src/model/threat-model.ts";

import type { Sample } from "./train-model.ts";

/** A word that fewer reports have could tell which report it was. */
const LEAST_REPORTS = 3;

/** The words of one zone that a table knows. */
export interface ZoneWords {
  readonly zone: ZoneName;
  readonly keys: readonly string[];
  readonly idf: readonly number[];
}

export function frequentWords(samples: readonly Sample[], zone: ZoneName): Omit<ZoneWords, "zone"> {
  const counts = countReports(samples, ({ features }) => namesIn(features[zone]));
  const frequent = [...counts]
    .filter(([, count]) => count >= LEAST_REPORTS)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  return {
    keys: frequent.map(([key]) => key),
    idf: frequent.map(([, count]) => round(Math.log(samples.length / count) + 1)),
  };
}

function namesIn({ words, tokens }: WordZone): Set<string> {
  const found = tokens.flatMap((token) => words[token] ?? []);
  return new Set(
    found.flatMap(({ feature, stem }) => (stem === undefined ? [feature] : [feature, stem])),
  );
}

export function frequentMeasures(samples: readonly Sample[]): string[] {
  const counts = countReports(samples, ({ features }) => features.measures.keys());
  return [...counts]
    .filter(([, count]) => count >= LEAST_REPORTS)
    .map(([name]) => name)
    .toSorted();
}

function countReports(
  samples: readonly Sample[],
  namesOf: (sample: Sample) => Iterable<string>,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const sample of samples) {
    for (const name of namesOf(sample)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
