import { isAmbiguous } from "../model/ambiguity.ts";
import { distanceKm } from "../model/great-circle.ts";
import type { Incident } from "../model/incident.ts";
import type { Circle, Clauses, NearClause, RegionClause } from "../model/subscription.ts";
import { type ThreatType, categoryOf } from "../model/threat.ts";
import { type Clause, type Finding, orList } from "./clause.ts";
import { formatKm } from "./format-km.ts";
import type { EventPoint, Reach, Where } from "./incident-view.ts";
import { pointInPolygon } from "./point-in-polygon.ts";

/** Which places a rule hears of. */
export function reachOf({ mentions, ambiguous }: Pick<Clauses, "mentions" | "ambiguous">): Reach {
  return {
    mentions: mentions ?? false,
    readings: ambiguous === "include" || ambiguous === "flag",
  };
}

/** A country hears of its subdivisions, a subdivision only of itself. */
export function regionsClause(regions: readonly RegionClause[], clauses: Clauses): Clause {
  const reach = reachOf(clauses);
  return {
    name: "regions",
    hold(view) {
      const where = view.where(reach);
      for (const region of regions) {
        const found = findCode(region, where) ?? findInside(region, where.points);
        if (found !== undefined)
          return flagged({ asked: region.asked, found }, view.incident, clauses);
      }
      return undefined;
    },
    miss: (view) => ({
      asked: orList(regions.map(({ asked }) => asked)),
      found: view.where(reach).codes.join(", ") || "no place known",
    }),
  };
}

/** The incident's own narrowest code that a region covers, which may be narrower than what was asked. */
function findCode({ codes }: RegionClause, where: Where): string | undefined {
  const code = codes.find((asked) => where.regions.has(asked));
  if (code === undefined) return undefined;
  const narrowest = where.codes.find((region) => region.startsWith(`${code}-`));
  return narrowest ?? code;
}

function findInside(
  { circles, polygons }: RegionClause,
  points: readonly EventPoint[],
): string | undefined {
  return findInCircle(circles, points) ?? findInPolygon(polygons, points);
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

function findInPolygon(
  polygons: RegionClause["polygons"],
  points: readonly EventPoint[],
): string | undefined {
  for (const polygon of polygons) {
    const inside = points.find((point) => pointInPolygon(point, polygon));
    if (inside) return `${inside.name}, in ${polygon.name}`;
  }
  return undefined;
}

export function nearClause(near: NearClause, clauses: Clauses): Clause {
  const reach = reachOf(clauses);
  const asked = (incident: Incident) =>
    `within ${formatKm(nearLimitKm(near, incident))} of ${near.name}`;
  return {
    name: "near",
    hold(view) {
      const nearest = nearestPoint(near, view.where(reach).points);
      if (!nearest || nearest.km > nearLimitKm(near, view.incident)) return undefined;
      const found = describeDistance(nearest, near.name);
      return flagged({ asked: asked(view.incident), found }, view.incident, clauses);
    },
    miss(view) {
      const nearest = nearestPoint(near, view.where(reach).points);
      const found = nearest ? describeDistance(nearest, near.name) : "no exact place known";
      return { asked: asked(view.incident), found };
    },
  };
}

/** Kilometres from the site within which this incident counts. */
export function nearLimitKm({ km, impactKm }: NearClause, { classification }: Incident): number {
  const { severity, threats } = classification;
  if (!impactKm) return km[severity];
  return km[severity] + Math.max(0, ...threats.map(({ type }) => impactOf(type, impactKm)));
}

function impactOf(type: ThreatType, impactKm: ReadonlyMap<string, number>): number {
  return impactKm.get(type) ?? impactKm.get(categoryOf(type)) ?? 0;
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

/** Only certain places: none of the event's names stays open. */
export const CERTAIN_PLACE: Clause = {
  name: "ambiguous",
  hold: ({ incident }) =>
    openNames(incident) === "" ? { asked: CERTAIN, found: "no name stays open" } : undefined,
  miss: ({ incident }) => ({ asked: CERTAIN, found: openNames(incident) }),
};

const CERTAIN = "a place that is certain";

function flagged(finding: Finding, incident: Incident, { ambiguous }: Clauses): Finding {
  const open = ambiguous === "flag" ? openNames(incident) : "";
  return open === "" ? finding : { ...finding, found: `${finding.found}; uncertain: ${open}` };
}

/** `Georgia may be GE or US-GA`; empty where every name of an event's place is settled. */
function openNames({ classification }: Incident): string {
  return classification.places
    .filter((place) => place.role === "event" && isAmbiguous(place))
    .map(({ name, alternatives, ...leading }) => {
      const readings = [leading, ...alternatives].map(
        ({ subdivision, country, canonical }) => subdivision ?? country ?? canonical,
      );
      return `${name} may be ${orList([...new Set(readings)])}`;
    })
    .join("; ");
}
