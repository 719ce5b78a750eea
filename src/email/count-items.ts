import { count } from "../model/count.ts";
import type { DigestItem } from "../model/digest.ts";
import { SEVERITIES, type Severity } from "../model/severity.ts";
import { oneLine } from "./clean-text.ts";
import type { PlaceName } from "./describe-place.ts";

/** `3 new, 1 update`, or what comes besides the first: `+3 more, 1 update`. */
export function sayCounts(items: readonly DigestItem[], style: "" | "+" = ""): string {
  const amount = (kind: DigestItem["kind"]) => items.filter((item) => item.kind === kind).length;
  const fresh = amount("new");
  const counts = [
    fresh > 0 && (style === "+" ? `+${fresh} more` : `${fresh} new`),
    amount("update") > 0 && count(amount("update"), "update"),
    amount("correction") > 0 && count(amount("correction"), "correction"),
    amount("retraction") > 0 && `${amount("retraction")} withdrawn`,
  ];
  return counts.filter((each) => each !== false).join(", ");
}

/** `1 severe, 2 moderate`, worst first. */
export function countBySeverity(items: readonly DigestItem[]): string {
  return [...bySeverity(items)].map(([severity, own]) => `${own.length} ${severity}`).join(", ");
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
  const worstFirst = SEVERITIES.toReversed();
  const groups = Map.groupBy(items, ({ incident }) => incident.classification.severity);
  return new Map(
    worstFirst.flatMap((severity) => {
      const own = groups.get(severity);
      return own === undefined ? [] : [[severity, own] as const];
    }),
  );
}
