import type { Incident } from "../model/incident.ts";
import type { Joining } from "./choose-incident.ts";
import { joinTelling } from "./join-telling.ts";
import { openIncident, type Related, type Telling } from "./next-version.ts";
import { correct, retract } from "./take-back.ts";

/** What the log holds that this report may belong to; each undefined where there is none. */
export interface Known {
  /** The incident with the same fingerprint. */
  readonly copyOf?: Incident | undefined;
  /** The incident that its words and circumstances say it tells, and why. */
  readonly joins?: { readonly incident: Incident; readonly because: Joining } | undefined;
  /** The incident told by the report that this one retracts or corrects. */
  readonly refersTo?: Incident | undefined;
  /** That incident's tellings, as far as their reports are still kept. */
  readonly tellings?: readonly Telling[] | undefined;
}

/**
 * The next version of the incident a report tells. A correction or retraction
 * that names an unknown report opens an incident of its own: hiding it would be
 * worse than telling it alone.
 */
export function relateReport(telling: Telling, known: Known): Related {
  const { report } = telling;
  const { refersTo, tellings = [] } = known;
  if (refersTo && report.retracts !== undefined) return retract(telling, refersTo, tellings);
  if (refersTo && report.corrects !== undefined) return correct(telling, refersTo, tellings);
  if (known.copyOf) return joinTelling(telling, known.copyOf, { as: "copy", score: 1, terms: [] });
  // What was taken back is not told again by being mentioned: another source opens it anew.
  if (known.joins && !known.joins.incident.retracted) {
    const { as, score, sharedTerms: terms } = known.joins.because;
    return joinTelling(telling, known.joins.incident, { as, score, terms });
  }
  return { relation: "new", incident: openIncident(telling) };
}
