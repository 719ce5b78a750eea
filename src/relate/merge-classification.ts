import type { Classification, Place, Threat } from "../model/classification.ts";
import { countryOf } from "../model/region.ts";
import { severityRank } from "../model/severity.ts";
import { categoryOf } from "../model/threat.ts";

/** A toll that crosses one of these is another event to whoever acts on it. */
const BANDS = [1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000];

/** Which band a number of people falls into; 0 also where none is told. */
export function bandOf(count: number | null): number {
  return BANDS.filter((least) => (count ?? 0) >= least).length;
}

/** The newer telling says it is worse, or says what nobody said: its words stand for the incident then. */
export function leads(newer: Classification, known: Classification): boolean {
  const severity = severityRank(newer.severity) - severityRank(known.severity);
  if (severity !== 0) return severity > 0;
  return (
    bandOf(newer.casualties.killed) > bandOf(known.casualties.killed) ||
    bandOf(newer.casualties.injured) > bandOf(known.casualties.injured) ||
    (known.regions.length === 0 && newer.regions.length > 0) ||
    (known.threats.length === 0 && newer.threats.length > 0)
  );
}

/**
 * What both tell of one event. Nothing that either said is lost, and nothing gets
 * milder: whoever would have been told of either is told of both together.
 * Offsets of what comes from the other telling are into its own document.
 */
export function mergeClassification(lead: Classification, other: Classification): Classification {
  const worse = severityRank(other.severity) > severityRank(lead.severity) ? other : lead;
  return {
    ...lead,
    relevant: lead.relevant || other.relevant,
    relevance: Math.max(lead.relevance, other.relevance),
    places: [...lead.places, ...eventPlacesOf(other, lead)],
    regions: mergeRegions(lead, other),
    country: lead.country ?? other.country,
    threats: mergeThreats(lead.threats, other.threats),
    severity: worse.severity,
    severityReason: worse.severityReason,
    casualties: {
      killed: more(lead.casualties.killed, other.casualties.killed),
      injured: more(lead.casualties.injured, other.casualties.injured),
    },
    actors: [
      ...lead.actors,
      ...other.actors.filter(({ name }) => !lead.actors.some((actor) => actor.name === name)),
    ],
    ...(lead.occurredOn === null && {
      occurredOn: other.occurredOn,
      occurredPrecision: other.occurredPrecision,
    }),
  };
}

/** A reader acts otherwise on what the incident is `after` the `newer` telling. */
export function isMaterial(
  before: Classification,
  after: Classification,
  newer: Classification,
): boolean {
  const primary = newer.threats.find((threat) => threat.primary);
  return (
    before.severity !== after.severity ||
    bandOf(before.casualties.killed) !== bandOf(after.casualties.killed) ||
    bandOf(before.casualties.injured) !== bandOf(after.casualties.injured) ||
    before.regions[0] !== after.regions[0] ||
    (primary !== undefined && isOfNewKind(primary, before.threats))
  );
}

/** Background is no kind of event. */
function isOfNewKind({ type }: Threat, known: readonly Threat[]): boolean {
  const category = categoryOf(type);
  return category !== "context" && !known.some((threat) => categoryOf(threat.type) === category);
}

function more(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}

function eventPlacesOf(other: Classification, lead: Classification): Place[] {
  return other.places.filter(
    ({ role, canonical }) =>
      role === "event" && !lead.places.some((place) => place.canonical === canonical),
  );
}

/** The narrower telling of one country says first where it was. */
function mergeRegions(lead: Classification, other: Classification): Classification["regions"] {
  const [first] = lead.regions;
  const [narrow] = other.regions;
  const refines =
    first !== undefined &&
    narrow !== undefined &&
    narrow !== first &&
    first === countryOf(first) &&
    countryOf(narrow) === first;
  const inOrder = refines
    ? [...other.regions, ...lead.regions]
    : [...lead.regions, ...other.regions];
  return [...new Set(inOrder)];
}

function mergeThreats(lead: readonly Threat[], other: readonly Threat[]): Threat[] {
  const added = other
    .filter(({ type }) => !lead.some((threat) => threat.type === type))
    .map((threat) => ({ ...threat, primary: lead.length === 0 && threat.primary }));
  return [...lead, ...added];
}
