import { count } from "../model/count.ts";
import type { DigestItem } from "../model/digest.ts";
import { SEVERITIES, type Severity } from "../model/severity.ts";
import { oneLine } from "./clean-text.ts";
import type { PlaceName } from "./describe-place.ts";

const WORST_FIRST = SEVERITIES.toReversed();

/** `3 new, 1 update`, or what comes besides the first: `+3 more, 1 update`. */
export function sayCounts(items: readonly DigestItem[], style: "" | "+" = ""): string {
  const amounts: Record<DigestItem["kind"], number> = {
    new: 0,
    update: 0,
    correction: 0,
    retraction: 0,
  };
  for (const { kind } of items) amounts[kind] += 1;
  const { new: fresh, update, correction, retraction } = amounts;
  const counts = [
    fresh > 0 && (style === "+" ? `+${fresh} more` : `${fresh} new`),
    update > 0 && count(update, "update"),
    correction > 0 && count(correction, "correction"),
    retraction > 0 && `${retraction} withdrawn`,
  ];
  return counts.filter((each) => each !== false).join(", ");
}

/** `1 severe, 2 moderate`, worst first. */
export function countBySeverity(items: readonly DigestItem[]): string {
  const amounts = new Map<Severity, number>();
  for (const { incident } of items) {
    const { severity } = incident.classification;
    amounts.set(severity, (amounts.get(severity) ?? 0) + 1);
  }
  return WORST_FIRST.filter((severity) => amounts.has(severity))
    .map((severity) => `${amounts.get(severity)} ${severity}`)
    .join(", ");
}

/** `12 moderate: Syria 8, Lebanon 4` */
export function countByCountry(items: readonly DigestItem[], placeName: PlaceName): string[] {
  return [...bySeverity(items)].map(([severity, own]) => {
    const byCountry = Map.groupBy(own, ({ incident }) => {
      const { country } = incident.classification;
      return country === null ? "place not known" : oneLine(placeName(country));
    });
    const countries = [...byCountry].map(([country, those]) => `${country} ${those.length}`);
    return `${own.length} ${severity}: ${countries.join(", ")}`;
  });
}

function bySeverity(items: readonly DigestItem[]): Map<Severity, readonly DigestItem[]> {
  const groups = Map.groupBy(items, ({ incident }) => incident.classification.severity);
  return new Map(
    WORST_FIRST.flatMap((severity) => {
      const own = groups.get(severity);
      return own === undefined ? [] : [[severity, own] as const];
    }),
  );
}
