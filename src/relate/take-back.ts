import { isIndependent, type Incident, type ToldBy } from "../model/incident.ts";
import { fieldChanges } from "./field-changes.ts";
import {
  nextVersion,
  putFirst,
  type Related,
  tellerOf,
  type Telling,
  told,
} from "./next-version.ts";
import { isReferredTo, type Retold, retell } from "./retell.ts";

/**
 * A source takes back what it told itself. The incident is withdrawn when no
 * source is left that tells it in words of its own: a copy stands or falls with
 * what it copied. Where others stand it says what they say.
 */
export function retract(
  { report }: Telling,
  incident: Incident,
  tellings: readonly Telling[],
): Related {
  const toldBy = withdraw(incident.toldBy, report.source, report.retracts);
  const retracted = !toldBy.some(isIndependent);
  // The notice itself tells nothing: it stands among the tellers as withdrawn too.
  const notice = { ...tellerOf(report, false), withdrawn: true as const };
  const change = retracted && !incident.retracted ? "retraction" : "minor";
  const version = nextVersion({ ...incident, toldBy }, notice, { change, changes: [] });
  const retold = retracted ? undefined : retell(version.toldBy, tellings);
  return {
    relation: "retraction",
    incident: { ...restated(version, incident, retold), retracted },
  };
}

/**
 * The source whose report leads the story puts another in its place, and that
 * one's word holds; any other takes its own part back and tells it anew.
 */
export function correct(
  telling: Telling,
  incident: Incident,
  tellings: readonly Telling[],
): Related {
  const { report, classification } = telling;
  const [leader, ...others] = incident.toldBy;
  const teller: ToldBy = { ...tellerOf(report, false), corrects: report.corrects };
  if (!isReferredTo(leader, report.source, report.corrects)) {
    const toldBy = withdraw(incident.toldBy, report.source, report.corrects);
    const version = nextVersion({ ...incident, toldBy }, teller, { change: "minor", changes: [] });
    const retold = incident.retracted ? undefined : retell(version.toldBy, [...tellings, telling]);
    return { relation: "correction", incident: restated(version, incident, retold) };
  }
  const changes = fieldChanges(incident.classification, classification);
  const version = nextVersion(incident, teller, { change: "correction", changes });
  return {
    relation: "correction",
    incident: {
      ...version,
      ...told(telling),
      toldBy: [teller, { ...leader, withdrawn: true }, ...others],
      retracted: false,
    },
  };
}

function withdraw(
  [first, ...rest]: Incident["toldBy"],
  source: string,
  externalId: string | undefined,
): Incident["toldBy"] {
  const one = (teller: ToldBy): ToldBy =>
    isReferredTo(teller, source, externalId) ? { ...teller, withdrawn: true } : teller;
  return [one(first), ...rest.map(one)];
}

/** A correction to whoever had the version before, where it told them otherwise. */
function restated(version: Incident, before: Incident, retold: Retold | undefined): Incident {
  if (retold === undefined) return version;
  const { leader, ...says } = retold;
  const changes = fieldChanges(before.classification, says.classification);
  const isSame = changes.length === 0 && says.headline === before.headline;
  return {
    ...version,
    ...says,
    toldBy: putFirst(version.toldBy, leader),
    change: isSame ? "minor" : "correction",
    changes,
  };
}
