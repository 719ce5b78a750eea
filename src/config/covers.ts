import type { RegionCode } from "../model/region.ts";
import { countryOf } from "../model/region.ts";
import { severityRank } from "../model/severity.ts";
import type { Clauses, NearClause, RegionClause, SourcesClause } from "../model/subscription.ts";
import type { Taxonomy } from "../model/threat.ts";

/**
 * Whether each incident that satisfies `rule` also satisfies `exception`, so that
 * a rule with this exception never holds. Says yes only where that is certain.
 */
export function coversRule(exception: Clauses, rule: Clauses, taxonomy: Taxonomy): boolean {
  return (
    coversRegions(exception.regions, rule.regions) &&
    coversThreats(exception.threats, rule.threats, taxonomy) &&
    coversSeverity(exception.severity, rule.severity) &&
    coversNear(exception.near, rule.near) &&
    coversWords(exception.words, rule.words) &&
    coversSources(exception.sources, rule.sources)
  );
}

function coversRegions(
  wide: readonly RegionClause[] | undefined,
  narrow: readonly RegionClause[] | undefined,
): boolean {
  if (!wide) return true;
  if (!narrow) return false;
  const codes = new Set<RegionCode>(wide.flatMap((region) => region.codes));
  const names = new Set(wide.map(({ asked }) => asked));
  return narrow.every(
    ({ asked, codes: inner, circles }) =>
      names.has(asked) ||
      (circles.length === 0 &&
        inner.every((code) => codes.has(code) || codes.has(countryOf(code)))),
  );
}

function coversThreats(
  wide: readonly string[] | undefined,
  narrow: readonly string[] | undefined,
  taxonomy: Taxonomy,
): boolean {
  if (!wide) return true;
  return (
    narrow?.every((threat) => wide.some((one) => coversThreat(one, threat, taxonomy))) ?? false
  );
}

function coversThreat(wide: string, narrow: string, taxonomy: Taxonomy): boolean {
  if (wide === narrow) return true;
  const [category, slug = ""] = narrow.split("/");
  if (wide !== category) return false;
  // A type asked for in its home category also holds where it was moved to another.
  const subType = taxonomy.get(slug);
  return subType?.category !== category || subType.also.length === 0;
}

function coversSeverity(wide: Clauses["severity"], narrow: Clauses["severity"]): boolean {
  // A floor of minor lets everything pass.
  if (!wide || wide === "minor") return true;
  return narrow !== undefined && severityRank(narrow) >= severityRank(wide);
}

function coversNear(wide: NearClause | undefined, narrow: NearClause | undefined): boolean {
  if (!wide) return true;
  return (
    narrow !== undefined &&
    wide.lat === narrow.lat &&
    wide.lon === narrow.lon &&
    wide.km.unknown >= narrow.km.unknown &&
    wide.km.minor >= narrow.km.minor &&
    wide.km.moderate >= narrow.km.moderate &&
    wide.km.severe >= narrow.km.severe &&
    wide.km.extreme >= narrow.km.extreme
  );
}

function coversWords(
  wide: readonly string[] | undefined,
  narrow: readonly string[] | undefined,
): boolean {
  if (!wide) return true;
  return narrow?.every((word) => wide.includes(word)) ?? false;
}

function coversSources(
  wide: SourcesClause | undefined,
  narrow: SourcesClause | undefined,
): boolean {
  if (!wide) return true;
  const onlyFrom = narrow?.anyOf;
  if (!onlyFrom || wide.atLeast > narrow.atLeast) return false;
  return onlyFrom.every(
    (source) => (wide.anyOf?.includes(source) ?? true) && !wide.not.includes(source),
  );
}
