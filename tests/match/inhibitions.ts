import type { Place } from "#src/model/classification.ts";
import type { Incident } from "#src/model/incident.ts";
import type { Inhibition } from "#src/model/inhibition.ts";
import { aRegion } from "#tests/support/atlas.ts";

import { aPlace, anIncident } from "./incidents.ts";

export const RIF_DIMASHQ: Partial<Place> = {
  country: aRegion("SY"),
  subdivision: aRegion("SY-RD"),
};

/** Severe clashes hide shelling in their province for a day. */
export function anInhibition(over: Partial<Inhibition> = {}): Inhibition {
  return {
    name: "battle-hides-shelling",
    when: { threats: ["armed-conflict/armed-clash"] },
    hides: { threats: ["armed-conflict/shelling-missile"] },
    withinSeconds: 86_400,
    widest: "subdivision",
    km: 5,
    ...over,
  };
}

interface Told extends Partial<Incident> {
  readonly places?: readonly Place[];
  readonly severity?: Incident["classification"]["severity"];
  readonly threats?: NonNullable<Parameters<typeof anIncident>[0]>["threats"];
}

function told(
  { places = [], severity = "severe", threats, ...over }: Told,
  type: "armed-conflict/armed-clash" | "armed-conflict/shelling-missile",
): Incident {
  const regions = [...new Set(places.flatMap((p) => [p.subdivision, p.country] as const))];
  const incident = anIncident({
    regions: regions.filter((code) => code !== null),
    places,
    severity,
    threats: threats ?? [type],
  });
  const { classification } = incident;
  const country = places[0]?.country ?? null;
  return { ...incident, classification: { ...classification, country }, ...over };
}

/** In the province of Rif Dimashq, unless told otherwise. */
export function aBattle(over: Told = {}): Incident {
  const province = aPlace("Rif Dimashq", 33.5, 36.4, { ...RIF_DIMASHQ, kind: "subdivision" });
  return told({ places: [province], ...over }, "armed-conflict/armed-clash");
}

/** On a town of that province. */
export function aShelling(over: Told = {}): Incident {
  const town = aPlace("Douma", 33.57, 36.4, { ...RIF_DIMASHQ, geonamesId: 170_654 });
  return told({ places: [town], ...over }, "armed-conflict/shelling-missile");
}
