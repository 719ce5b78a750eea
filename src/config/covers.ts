import { reachOf } from "../match/where-clauses.ts";
import type { CasualtyKind } from "../model/classification.ts";
import type { RegionCode } from "../model/region.ts";
import { countryOf } from "../model/region.ts";
import { severityRank } from "../model/severity.ts";
import type {
  CasualtiesClause,
  Clauses,
  NearClause,
  RegionClause,
  SourcesClause,
} from "../model/subscription.ts";
import type { Taxonomy } from "../model/threat.ts";

/**
 * Whether each incident that satisfies `rule` also satisfies `exception`, so that
 * a rule with this exception never holds. Says yes only where that is certain.
 */
export function coversRule(exception: Clauses, rule: Clauses, taxonomy: Taxonomy): boolean {
  return (
    coversWhere(exception, rule) &&
    coversWhat(exception, rule, taxonomy) &&
    coversSources(exception.sources, rule.sources) &&
    coversList(exception.languages, rule.languages) &&
    coversList(exception.words, rule.words)
  );
}

function coversWhere(exception: Clauses, rule: Clauses): boolean {
  return (
    coversRegions(exception.regions, rule.regions) &&
    coversNear(exception.near, rule.near) &&
    coversPlaces(exception, rule)
  );
}

function coversWhat(exception: Clauses, rule: Clauses, taxonomy: Taxonomy): boolean {
  return (
    coversThreats(exception.threats, rule.threats, taxonomy) &&
    coversSeverity(exception.severity, rule.severity) &&
    coversCasualties(exception.casualties, rule.casualties) &&
    coversList(exception.actors, rule.actors) &&
    (exception.confidence ?? 0) <= (rule.confidence ?? 0) &&
    (exception.maxAge ?? Infinity) >= (rule.maxAge ?? Infinity)
  );
}

/** Whether the exception hears of each place that the rule hears of. */
function coversPlaces(wide: Clauses, narrow: Clauses): boolean {
  if (wide.ambiguous === "exclude" && narrow.ambiguous !== "exclude") return false;
  if (!wide.regions && !wide.near) return true;
  const [outer, inner] = [reachOf(wide), reachOf(narrow)];
  return (outer.mentions || !inner.mentions) && (outer.readings || !inner.readings);
}

function coversList(
  wide: readonly string[] | undefined,
  narrow: readonly string[] | undefined,
): boolean {
  return !wide || (narrow?.every((one) => wide.includes(one)) ?? false);
}

/** Each figure that lets an incident into the rule lets it into the exception. */
function coversCasualties(
  wide: CasualtiesClause | undefined,
  narrow: CasualtiesClause | undefined,
): boolean {
  if (!wide) return true;
  if (!narrow) return false;
  return (
    (narrow.together ?? Infinity) >= (wide.together ?? Infinity) &&
    narrow.kinds.every(({ kind, atLeast }) => atLeast >= floorOf(wide, kind))
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
    ({ asked, codes: inner, circles, polygons }) =>
      names.has(asked) ||
      (circles.length === 0 &&
        polygons.length === 0 &&
        inner.every((code) => codes.has(code) || codes.has(countryOf(code)))),
  );
}

function floorOf({ kinds }: CasualtiesClause, kind: CasualtyKind): number {
  return kinds.find((one) => one.kind === kind)?.atLeast ?? Infinity;
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
    (!narrow.impactKm || wide.impactKm === narrow.impactKm) &&
    wide.km.unknown >= narrow.km.unknown &&
    wide.km.minor >= narrow.km.minor &&
    wide.km.moderate >= narrow.km.moderate &&
    wide.km.severe >= narrow.km.severe &&
    wide.km.extreme >= narrow.km.extreme
  );
}

function coversSources(
  wide: SourcesClause | undefined,
  narrow: SourcesClause | undefined,
): boolean {
  if (!wide) return true;
  const onlyFrom = narrow?.anyOf;
  if (!onlyFrom || !needsNoMore(wide, narrow)) return false;
  return onlyFrom.every(
    (source) => (wide.anyOf?.includes(source) ?? true) && !wide.not.includes(source),
  );
}

function needsNoMore(wide: SourcesClause, narrow: SourcesClause): boolean {
  if (wide.atLeast <= 1) return true;
  if (wide.atLeast > narrow.atLeast) return false;
  if (!narrow.unlessSeverity) return true;
  return (
    wide.unlessSeverity !== undefined &&
    severityRank(wide.unlessSeverity) <= severityRank(narrow.unlessSeverity)
  );
}
