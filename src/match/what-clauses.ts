import { CASUALTY_KINDS, type CasualtyKind } from "../model/classification.ts";
import type { Incident } from "../model/incident.ts";
import { type Severity, reachesFloor } from "../model/severity.ts";
import type { CasualtiesClause } from "../model/subscription.ts";
import { type Taxonomy, type ThreatType, categoryOf, slugOf } from "../model/threat.ts";
import { type Clause, type Finding, orList } from "./clause.ts";

/**
 * A category holds for each of its types. `terrorism/bombing` holds for that
 * type; and as terrorism is the home of bombing, also for a bombing that actor
 * and target moved to another category. `armed-conflict/bombing` asks for the
 * moved ones alone.
 */
export function threatsClause(threats: readonly string[], taxonomy: Taxonomy): Clause {
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

/** Whether a type is one of those that an asked category or type stands for. */
export function threatCovers(asked: string, type: ThreatType, taxonomy: Taxonomy): boolean {
  if (asked === type || asked === categoryOf(type)) return true;
  const slug = slugOf(type);
  return asked === `${taxonomy.get(slug)?.category}/${slug}`;
}

/**
 * Unknown severity ranks below minor, yet it means "not said", not "harmless":
 * a floor of minor lets it pass, a higher one does not.
 */
export function severityClause(floor: Severity): Clause {
  const fact = (incident: Incident): Finding => ({
    asked: floor === "extreme" ? "extreme" : `${floor} or worse`,
    found: incident.classification.severity,
  });
  return {
    name: "severity",
    hold: ({ incident }) =>
      reachesFloor(incident.classification.severity, floor) ? fact(incident) : undefined,
    miss: ({ incident }) => fact(incident),
  };
}

/** Any of the figures asked for; a figure the text does not say is no figure. */
export function casualtiesClause({ kinds, together }: CasualtiesClause): Clause {
  const asked = orList([
    ...(together === undefined ? [] : [`${together} or more killed and injured`]),
    ...kinds.map(({ kind, atLeast }) => `${atLeast} or more ${kind}`),
  ]);
  const holds = (incident: Incident): boolean =>
    (together !== undefined &&
      (figureOf("killed", incident) ?? 0) + (figureOf("injured", incident) ?? 0) >= together) ||
    kinds.some(({ kind, atLeast }) => (figureOf(kind, incident) ?? 0) >= atLeast);
  const fact = (incident: Incident): Finding => ({ asked, found: sayFigures(incident) });
  return {
    name: "casualties",
    hold: ({ incident }) => (holds(incident) ? fact(incident) : undefined),
    miss: ({ incident }) => fact(incident),
  };
}

/** The best single figure; of the kinds that have none, the highest that is certain. */
function figureOf(kind: CasualtyKind, { classification }: Incident): number | undefined {
  if (kind === "killed" || kind === "injured") return classification.casualties[kind] ?? undefined;
  const told = classification.casualtyDetail.filter((figure) => figure.kind === kind);
  return told.length === 0 ? undefined : Math.max(...told.map(({ min }) => min));
}

function sayFigures(incident: Incident): string {
  const figures = CASUALTY_KINDS.flatMap((kind) => {
    const figure = figureOf(kind, incident);
    return figure === undefined ? [] : [`${figure} ${kind}`];
  });
  return figures.join(", ") || "no figure";
}

/** Who did it, or had it done to them: an actor by name, or any of a list. */
export function actorsClause(asked: readonly string[]): Clause {
  return {
    name: "actors",
    hold({ incident }) {
      for (const { name, lists } of incident.classification.actors) {
        const wanted = asked.find((one) => one === name || lists.includes(one));
        if (wanted !== undefined) return { asked: wanted, found: name };
      }
      return undefined;
    },
    miss: ({ incident }) => ({
      asked: orList(asked),
      found:
        [...new Set(incident.classification.actors.map(({ name }) => name))].join(", ") ||
        "no actor known",
    }),
  };
}

/** What is known must be this sure; an incident of which neither place nor threat is known is not sure at all. */
export function confidenceClause(floor: number): Clause {
  const asked = `${floor} sure or surer`;
  return {
    name: "confidence",
    hold({ incident }) {
      const known = sureties(incident);
      const isSure = known.length > 0 && known.every(({ sure }) => sure >= floor);
      return isSure ? { asked, found: saySureties(known) } : undefined;
    },
    miss: ({ incident }) => ({ asked, found: saySureties(sureties(incident)) }),
  };
}

interface Surety {
  readonly of: "place" | "threat";
  /** 0..1. */
  readonly sure: number;
}

function sureties({ classification: { places, threats } }: Incident): Surety[] {
  const place = places.find(({ role }) => role === "event");
  const threat = threats.find(({ primary }) => primary);
  return [
    ...(place ? [{ of: "place" as const, sure: place.confidence }] : []),
    ...(threat ? [{ of: "threat" as const, sure: threat.score }] : []),
  ];
}

function saySureties(known: readonly Surety[]): string {
  const said = known.map(({ of, sure }) => `${of} ${sure.toFixed(2)}`).join(", ");
  return said || "neither place nor threat known";
}
