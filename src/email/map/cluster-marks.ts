import type { RegionCode } from "../../model/region.ts";
import { severityRank, type Severity } from "../../model/severity.ts";
import { boxAround, overlaps, textWidth, type Box } from "./place-labels.ts";

/** An item on the map's plane. */
export interface Mark {
  readonly number: number;
  readonly severity: Severity;
  readonly x: number;
  readonly y: number;
  readonly country: RegionCode | null;
  /** Somewhere about here, not just here. */
  readonly vague: boolean;
}

/** Items too close to be marked each by itself. */
export interface Cluster extends Omit<Mark, "number" | "country"> {
  readonly countries: readonly (RegionCode | null)[];
  readonly numbers: readonly number[];
  /** `3`, `1, 4`, `2, 5 +3` */
  readonly label: string;
  readonly box: Box;
}

export const MARK = { font: 19, height: 32 } as const;
const MOST_NUMBERS = 3;

/** Marks, the first the least covered; those that would overlap become one. */
export function clusterMarks(marks: readonly Mark[]): Cluster[] {
  let clusters = marks.map(({ number, country, ...mark }) =>
    clusterOf([number], { ...mark, countries: [country] }),
  );
  for (let merged = mergeOne(clusters); merged !== undefined; merged = mergeOne(clusters))
    clusters = merged;
  return clusters;
}

function mergeOne(clusters: readonly Cluster[]): Cluster[] | undefined {
  for (const [at, one] of clusters.entries()) {
    const other = clusters.find((each, index) => index > at && overlaps(one.box, each.box));
    if (other === undefined) continue;
    const rest = clusters.filter((each) => each !== one && each !== other);
    return [join(one, other), ...rest];
  }
  return undefined;
}

function join(a: Cluster, b: Cluster): Cluster {
  const [one, other] = [a.numbers.length, b.numbers.length];
  const middle = (from: number, to: number) => (from * one + to * other) / (one + other);
  const worst = severityRank(a.severity) >= severityRank(b.severity) ? a : b;
  const numbers = [...a.numbers, ...b.numbers].toSorted((x, y) => x - y);
  return clusterOf(numbers, {
    countries: [...new Set([...a.countries, ...b.countries])],
    severity: worst.severity,
    x: middle(a.x, b.x),
    y: middle(a.y, b.y),
    vague: a.vague && b.vague,
  });
}

function clusterOf(
  numbers: readonly number[],
  place: Omit<Cluster, "numbers" | "label" | "box">,
): Cluster {
  const { x, y } = place;
  const shown = numbers.slice(0, MOST_NUMBERS).join(", ");
  const more = numbers.length - MOST_NUMBERS;
  const label = more > 0 ? `${shown} +${more}` : shown;
  const width = Math.max(MARK.height, textWidth(label, MARK.font) + 18);
  return { ...place, numbers, label, box: boxAround(x, y, width, MARK.height) };
}
