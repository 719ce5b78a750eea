import { distanceKm } from "../model/great-circle.ts";
import { independentSources } from "../model/incident.ts";
import type { ClauseName, Fact } from "../model/match.ts";
import { type Severity, reachesFloor } from "../model/severity.ts";
import type {
  Circle,
  Clauses,
  NearClause,
  RegionClause,
  SourcesClause,
} from "../model/subscription.ts";
import { type Taxonomy, type ThreatType, categoryOf, slugOf } from "../model/threat.ts";
import { formatKm } from "./format-km.ts";
import type { EventPoint, IncidentView } from "./incident-view.ts";
import { parsePhrase } from "./word-search.ts";

/** One clause made ready. Both answers are in words: `asked` by the operator, `found` in the incident. */
export interface Clause {
  readonly name: ClauseName;
  /** What made it hold; undefined where it does not. */
  hold(view: IncidentView): Finding | undefined;
  /** What was found instead. */
  miss(view: IncidentView): Finding;
}

type Finding = Omit<Fact, "clause">;

/** In the order in which they are tried and told: where, what, how bad, who says so, in which words. */
export function compileClauses(clauses: Clauses, taxonomy: Taxonomy): readonly Clause[] {
  const { regions, near, threats, severity, sources, words } = clauses;
  const compiled: Clause[] = [];
  if (regions) compiled.push(regionsClause(regions));
  if (near) compiled.push(nearClause(near));
  if (threats) compiled.push(threatsClause(threats, taxonomy));
  if (severity) compiled.push(severityClause(severity));
  if (sources) compiled.push(sourcesClause(sources));
  if (words) compiled.push(wordsClause(words));
  return compiled;
}

/** What tells of no incident, or was withdrawn, reaches nobody, whatever the rules say. */
export const RELEVANCE: Clause = {
  name: "relevance",
  hold: (view) =>
    view.incident.classification.relevant && !view.incident.retracted
      ? { asked: "any incident", found: relevanceOf(view) }
      : undefined,
  miss: (view) => ({ asked: "a security incident", found: relevanceOf(view) }),
};

function relevanceOf({ incident }: IncidentView): string {
  if (incident.retracted) return "withdrawn by its source";
  return `relevance ${incident.classification.relevance.toFixed(2)}`;
}

/** A country hears of its subdivisions, a subdivision only of itself. */
function regionsClause(regions: readonly RegionClause[]): Clause {
  return {
    name: "regions",
    hold(view) {
      for (const region of regions) {
        const found = findCode(region, view) ?? findInCircle(region.circles, view.points);
        if (found !== undefined) return { asked: region.asked, found };
      }
      return undefined;
    },
    miss: ({ incident }) => ({
      asked: orList(regions.map(({ asked }) => asked)),
      found: incident.classification.regions.join(", ") || "no place known",
    }),
  };
}

/** The incident's own narrowest code that a region covers, which may be narrower than what was asked. */
function findCode({ codes }: RegionClause, view: IncidentView): string | undefined {
  const code = codes.find((asked) => view.regions.has(asked));
  if (code === undefined) return undefined;
  const { regions } = view.incident.classification;
  const narrowest = regions.find((region) => region.startsWith(`${code}-`));
  return narrowest ?? code;
}

function findInCircle(
  circles: readonly Circle[],
  points: readonly EventPoint[],
): string | undefined {
  for (const circle of circles) {
    const nearest = nearestPoint(circle, points);
    if (nearest && nearest.km <= circle.km) return describeDistance(nearest, circle.name);
  }
  return undefined;
}

function nearClause(near: NearClause): Clause {
  const limit = ({ incident }: IncidentView) => near.km[incident.classification.severity];
  const asked = (view: IncidentView) => `within ${formatKm(limit(view))} of ${near.name}`;
  return {
    name: "near",
    hold(view) {
      const nearest = nearestPoint(near, view.points);
      if (!nearest || nearest.km > limit(view)) return undefined;
      return { asked: asked(view), found: describeDistance(nearest, near.name) };
    },
    miss(view) {
      const nearest = nearestPoint(near, view.points);
      const found = nearest ? describeDistance(nearest, near.name) : "no exact place known";
      return { asked: asked(view), found };
    },
  };
}

interface Nearest {
  readonly point: EventPoint;
  readonly km: number;
}

function nearestPoint(
  centre: { readonly lat: number; readonly lon: number },
  points: readonly EventPoint[],
): Nearest | undefined {
  return points
    .map((point) => ({ point, km: distanceKm(centre, point) }))
    .reduce<Nearest | undefined>(
      (best, next) => (best && best.km <= next.km ? best : next),
      undefined,
    );
}

function describeDistance({ point, km }: Nearest, from: string): string {
  return `${point.name}, ${formatKm(km)} from ${from}`;
}

/**
 * A category holds for each of its types. `terrorism/bombing` holds for that
 * type; and as terrorism is the home of bombing, also for a bombing that actor
 * and target moved to another category. `armed-conflict/bombing` asks for the
 * moved ones alone.
 */
function threatsClause(threats: readonly string[], taxonomy: Taxonomy): Clause {
  return {
    name: "threats",
    hold({ incident }) {
      for (const { type } of incident.classification.threats) {
        const asked = threats.find((threat) => threatCovers(threat, type, taxonomy));
        if (asked !== undefined) return { asked, found: type };
      }
      return undefined;
    },
    miss: ({ incident }) => ({
      asked: orList(threats),
      found: incident.classification.threats.map(({ type }) => type).join(", ") || "unclassified",
    }),
  };
}

function threatCovers(asked: string, type: ThreatType, taxonomy: Taxonomy): boolean {
  if (asked === type || asked === categoryOf(type)) return true;
  const slug = slugOf(type);
  return asked === `${taxonomy.get(slug)?.category}/${slug}`;
}

/**
 * Unknown severity ranks below minor, yet it means "not said", not "harmless":
 * a floor of minor lets it pass, a higher one does not.
 */
function severityClause(floor: Severity): Clause {
  const fact = ({ incident }: IncidentView): Finding => ({
    asked: floor === "extreme" ? "extreme" : `${floor} or worse`,
    found: incident.classification.severity,
  });
  return {
    name: "severity",
    hold: (view) =>
      reachesFloor(view.incident.classification.severity, floor) ? fact(view) : undefined,
    miss: fact,
  };
}

/**
 * Only admitted sources are heard: those of `anyOf`, without those of `not`. An
 * incident that an admitted source tells stays, whoever else tells it too.
 */
function sourcesClause(clause: SourcesClause): Clause {
  const { anyOf: wanted, not, atLeast: needed } = clause;
  const asked = describeSources(clause);
  return {
    name: "sources",
    hold({ incident }) {
      const toldBy = incident.toldBy.filter(
        ({ source }) => (wanted?.includes(source) ?? true) && !not.includes(source),
      );
      const [first, ...rest] = toldBy;
      if (!first) return undefined;
      // A copy alone is still one source telling it.
      const enough = needed <= Math.max(1, independentSources({ toldBy: [first, ...rest] }));
      return enough ? { asked, found: sourceNames(toldBy) } : undefined;
    },
    miss: ({ incident }) => ({ asked, found: sourceNames(incident.toldBy) }),
  };
}

function describeSources({ anyOf: wanted, not, atLeast: needed }: SourcesClause): string {
  const parts = [
    ...(needed > 1 ? [`${needed} independent sources`] : []),
    ...(wanted ? [orList(wanted)] : []),
    ...(not.length > 0 ? [`not ${orList(not)}`] : []),
  ];
  return parts.join(", ") || "any source";
}

function sourceNames(
  toldBy: readonly { readonly source: string; readonly copy: boolean }[],
): string {
  const names = Map.groupBy(toldBy, ({ source }) => source);
  return Array.from(names, ([source, told]) =>
    told.every(({ copy }) => copy) ? `${source} (copy)` : source,
  ).join(", ");
}

function wordsClause(words: readonly string[]): Clause {
  const phrases = words.flatMap((word) => parsePhrase(word) ?? []);
  return {
    name: "words",
    hold(view) {
      for (const phrase of phrases) {
        const found = view.words().find(phrase);
        if (found !== undefined) return { asked: phrase.asked, found };
      }
      return undefined;
    },
    miss: () => ({ asked: orList(words), found: "not in the text" }),
  };
}

function orList(names: readonly string[]): string {
  return names.length <= 1
    ? names.join("")
    : `${names.slice(0, -1).join(", ")} or ${names.at(-1) ?? ""}`;
}
