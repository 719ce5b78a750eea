import type { Incident } from "../model/incident.ts";
import type { Covering, Inhibition } from "../model/inhibition.ts";
import { severityRank } from "../model/severity.ts";
import type { Subscription } from "../model/subscription.ts";
import type { Taxonomy } from "../model/threat.ts";
import type { Clause } from "./clause.ts";
import { compileClauses } from "./clauses.ts";
import { viewIncident } from "./incident-view.ts";
import { liesWithin } from "./lies-within.ts";
import { threatCovers } from "./what-clauses.ts";

export interface Inhibitions {
  /** The longest span between a hiding incident and a hidden one; 0 where nothing is hidden. */
  readonly longestSeconds: number;
  /** Whether it has what some inhibition asks of an incident that hides. */
  mayHide(incident: Incident): boolean;
  /** Whether it has what some inhibition of this subscription hides. */
  mayBeHidden(incident: Incident, from: HiddenFrom): boolean;
  /** By incident, each of `others` that would hide it. None hides what is graver, or itself. */
  coverings(
    incidents: readonly Incident[],
    others: readonly Incident[],
    from: HiddenFrom,
  ): ReadonlyMap<string, readonly Covering[]>;
}

type HiddenFrom = Pick<Subscription, "id" | "mail">;

interface Compiled {
  readonly inhibition: Inhibition;
  readonly when: readonly Clause[];
  readonly hides: readonly Clause[];
}

/** The inhibitions whose `when` holds for an incident, and those whose `hides` does. */
interface Standing {
  readonly hiding: readonly Compiled[];
  readonly hidden: readonly Compiled[];
}

export function compileInhibitions(
  inhibitions: readonly Inhibition[],
  taxonomy: Taxonomy,
): Inhibitions {
  const compiled = inhibitions.map((inhibition): Compiled => ({
    inhibition,
    when: compileClauses(inhibition.when, taxonomy),
    hides: compileClauses(inhibition.hides, taxonomy),
  }));
  // One version of an incident stands before thousands of deliveries.
  const known = new WeakMap<Incident, Standing>();
  const standingOf = (incident: Incident) =>
    known.getOrInsertComputed(incident, () => standing(incident, compiled, taxonomy));
  const hiddenBy = (incident: Incident, from: HiddenFrom) =>
    standingOf(incident).hidden.filter(({ inhibition }) => isInForce(inhibition, from));
  return {
    longestSeconds: Math.max(0, ...inhibitions.map(({ withinSeconds }) => withinSeconds)),
    mayHide: (incident) => standingOf(incident).hiding.length > 0,
    mayBeHidden: (incident, from) => hiddenBy(incident, from).length > 0,
    coverings(incidents, others, from) {
      const hiding = others.filter((other) => standingOf(other).hiding.length > 0);
      const found = incidents.flatMap((incident): [string, readonly Covering[]][] => {
        const inForce = hiddenBy(incident, from);
        const covering = hiding.flatMap((other) =>
          coveringOf(incident, other, shared(inForce, standingOf(other).hiding)),
        );
        return covering.length === 0 ? [] : [[incident.id, covering]];
      });
      return new Map(found);
    },
  };
}

/** Whoever may not see every source might not see the one that tells what is hidden. */
function isInForce({ subscriptions }: Inhibition, { id, mail }: HiddenFrom): boolean {
  return mail.ceiling === undefined && (subscriptions?.includes(id) ?? true);
}

function standing(incident: Incident, compiled: readonly Compiled[], taxonomy: Taxonomy): Standing {
  if (incident.retracted || !incident.classification.relevant) return { hiding: [], hidden: [] };
  const view = viewIncident(incident);
  const holds = (clauses: readonly Clause[]) => clauses.every((clause) => clause.hold(view));
  return {
    hiding: compiled.filter(({ when }) => holds(when)),
    hidden: compiled.filter(
      ({ hides, inhibition }) => holds(hides) && isAllNamed(incident, inhibition, taxonomy),
    ),
  };
}

/** An incident that is something else as well is told for that. */
function isAllNamed(
  { classification }: Incident,
  { hides }: Inhibition,
  taxonomy: Taxonomy,
): boolean {
  return classification.threats.every(({ type }) =>
    hides.threats.some((threat) => threatCovers(threat, type, taxonomy)),
  );
}

function shared(one: readonly Compiled[], other: readonly Compiled[]): readonly Inhibition[] {
  return one.filter((each) => other.includes(each)).map(({ inhibition }) => inhibition);
}

function coveringOf(
  incident: Incident,
  other: Incident,
  inhibitions: readonly Inhibition[],
): Covering[] {
  if (inhibitions.length === 0 || other.id === incident.id || isGraver(incident, other)) return [];
  const apart = secondsApart(incident, other);
  const covering = inhibitions.find(
    (inhibition) =>
      apart <= inhibition.withinSeconds &&
      liesWithin(incident.classification, other.classification, inhibition),
  );
  return covering ? [{ under: other.id, inhibition: covering.name }] : [];
}

function isGraver({ classification: one }: Incident, { classification: other }: Incident): boolean {
  return severityRank(one.severity) > severityRank(other.severity);
}

function secondsApart({ updatedAt: one }: Incident, { updatedAt: other }: Incident): number {
  const span = Temporal.Instant.from(one).since(Temporal.Instant.from(other));
  return Math.abs(span.total("seconds"));
}
