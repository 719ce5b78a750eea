import { measureName } from "#src/classify/threat/learned/measures.ts";
import type { WordZone } from "#src/classify/threat/learned/report-features.ts";
import { UNKNOWN } from "#src/classify/threat/name-numbers.ts";
import type { NameNumbers } from "#src/classify/threat/name-numbers.ts";
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

export function frequentWords(
  samples: readonly Sample[],
  zone: ZoneName,
  numbers: NameNumbers,
): Omit<ZoneWords, "zone"> {
  const counts = countReports(samples, ({ features }) => wordsIn(features[zone]));
  const frequent = [...counts]
    .filter(([, count]) => count >= LEAST_REPORTS)
    .map(([number, count]) => [numbers.nameOf(number), count] as const)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  return {
    keys: frequent.map(([key]) => key),
    idf: frequent.map(([, count]) => round(Math.log(samples.length / count) + 1)),
  };
}

function wordsIn({ words, tokens }: WordZone): Set<number> {
  const found = Array.from(tokens).flatMap((token) => words[token] ?? []);
  return new Set(
    found.flatMap(({ featureNumber, stemNumber }) =>
      stemNumber === UNKNOWN ? [featureNumber] : [featureNumber, stemNumber],
    ),
  );
}

export function frequentMeasures(samples: readonly Sample[]): string[] {
  const counts = countReports(samples, ({ features }) => features.measures.numbers);
  return [...counts]
    .filter(([, count]) => count >= LEAST_REPORTS)
    .map(([number]) => measureName(number))
    .toSorted();
}

function countReports(
  samples: readonly Sample[],
  featuresOf: (sample: Sample) => Iterable<number>,
): Map<number, number> {
  const counts = new Map<number, number>();
  for (const sample of samples) {
    for (const number of featuresOf(sample)) counts.set(number, (counts.get(number) ?? 0) + 1);
  }
  return counts;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
