import type { Classification } from "../model/classification.ts";
import {
  type FieldChange,
  type Incident,
  isIndependent,
  type QuietReason,
  type ToldBy,
} from "../model/incident.ts";
import { documentText, type Report } from "../model/report.ts";
import type { Joining } from "./choose-incident.ts";
import { isMaterial, leads, mergeClassification } from "./merge-classification.ts";

/** A classified report, ready to be told apart from what is known. */
export interface Telling {
  readonly report: Report;
  readonly classification: Classification;
  readonly headline: string;
  readonly summary: string;
  /** Nobody is to be alerted of it, and why. */
  readonly quiet?: QuietReason | undefined;
}

/** What the log holds that this report may belong to; each undefined where there is none. */
export interface Known {
  /** The incident with the same fingerprint. */
  readonly copyOf?: Incident | undefined;
  /** The incident that its words and circumstances say it tells, and why. */
  readonly joins?: { readonly incident: Incident; readonly because: Joining } | undefined;
  /** The incident told by the report that this one retracts or corrects. */
  readonly refersTo?: Incident | undefined;
}

/** `same` adds a telling of a known event; `update` one that changes what a reader acts on. */
export type Relation = "new" | "copy" | "same" | "update" | "correction" | "retraction";

export interface Related {
  readonly relation: Relation;
  /** The incident's next version. */
  readonly incident: Incident;
}

/**
 * The next version of the incident a report tells. A correction or retraction
 * that names an unknown report opens an incident of its own: hiding it would be
 * worse than telling it alone.
 */
export function relateReport(telling: Telling, known: Known): Related {
  const { report } = telling;
  if (known.refersTo && report.retracts !== undefined) return retract(telling, known.refersTo);
  if (known.refersTo && report.corrects !== undefined) return correct(telling, known.refersTo);
  if (known.copyOf) return joinTelling(telling, known.copyOf, { as: "copy", score: 1, terms: [] });
  // What was taken back is not told again by being mentioned: another source opens it anew.
  if (known.joins && !known.joins.incident.retracted) {
    const { as, score, sharedTerms: terms } = known.joins.because;
    return joinTelling(telling, known.joins.incident, { as, score, terms });
  }
  return { relation: "new", incident: openIncident(telling) };
}

function openIncident(telling: Telling): Incident {
  const { report } = telling;
  return {
    ...told(telling),
    // One report opens at most one incident, so a retry finds the id it made before.
    id: `i-${report.id.slice(2)}`,
    version: 1,
    change: "new",
    changes: [],
    retracted: false,
    quiet: telling.quiet,
    toldBy: [tellerOf(report, false)],
    firstReceivedAt: report.receivedAt,
    updatedAt: report.receivedAt,
  };
}

/**
 * One more telling of a known event. Where it is the graver one its words lead;
 * where a reader would act on the difference the version is a material one.
 */
function joinTelling(
  telling: Telling,
  incident: Incident,
  joined: NonNullable<ToldBy["joined"]>,
): Related {
  const { report, classification, quiet } = telling;
  const isCopy = joined.as === "copy";
  const teller: ToldBy = { ...tellerOf(report, isCopy), joined };
  const before = incident.classification;
  // What is filed without alerting adds a teller and nothing that could wake anyone.
  if (quiet !== undefined) {
    const version = next(incident, teller, { change: "minor", changes: [] });
    return { relation: isCopy ? "copy" : "same", incident: version };
  }
  const isLead = leads(classification, before);
  const after = isLead
    ? mergeClassification(classification, before)
    : mergeClassification(before, classification);
  const material = isMaterial(before, after, classification);
  const version = next(incident, teller, {
    change: material ? "material" : "minor",
    changes: fieldChanges(before, after),
  });
  return {
    relation: material ? "update" : isCopy ? "copy" : "same",
    incident: {
      ...version,
      ...(isLead && { headline: telling.headline, summary: telling.summary }),
      ...(!isCopy && { text: joinTexts(documentText(report), incident.text, isLead) }),
      ...(isLead && { toldBy: led(version.toldBy) }),
      classification: after,
      quiet: undefined,
    },
  };
}

/** The last to tell it comes first. */
function led(toldBy: Incident["toldBy"]): Incident["toldBy"] {
  const last = toldBy.at(-1) ?? toldBy[0];
  return [last, ...toldBy.slice(0, -1)];
}

/** For rules over words: every telling's own, as far as they fit; the leading one's first. */
function joinTexts(newer: string, known: string, isLead: boolean): string {
  const texts = isLead ? [newer, known] : [known, newer];
  return texts.join("\n\n").slice(0, Math.max(LONGEST_TEXT, (texts[0] ?? "").length));
}

/** Every version holds it. */
const LONGEST_TEXT = 20_000;

/**
 * A source takes back what it told itself. The incident is withdrawn when no
 * source is left that tells it in words of its own: a copy stands or falls with
 * what it copied.
 */
function retract({ report }: Telling, incident: Incident): Related {
  const withdraw = (teller: ToldBy): ToldBy =>
    isReferredTo(teller, report.source, report.retracts) ? { ...teller, withdrawn: true } : teller;
  const [first, ...rest] = incident.toldBy;
  const toldBy = [withdraw(first), ...rest.map(withdraw)] as const;
  const retracted = !toldBy.some(isIndependent);
  const change = retracted ? "retraction" : "minor";
  // The notice itself tells nothing new: it stands among the tellers as withdrawn too.
  const notice = { ...tellerOf(report, false), withdrawn: true as const };
  const version = next({ ...incident, toldBy }, notice, { change, changes: [] });
  return { relation: "retraction", incident: { ...version, retracted } };
}

/** Only the source whose report leads the story can put another in its place. */
function correct(telling: Telling, incident: Incident): Related {
  const { report, classification } = telling;
  const [leader, ...others] = incident.toldBy;
  const teller: ToldBy = { ...tellerOf(report, false), corrects: report.corrects };
  if (!isReferredTo(leader, report.source, report.corrects)) {
    const version = next(incident, teller, { change: "minor", changes: [] });
    return { relation: "correction", incident: version };
  }
  const changes = fieldChanges(incident.classification, classification);
  const version = next(incident, teller, { change: "correction", changes });
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

/** By its own id, or by that of what it replaced: a source may go on naming the first. */
function isReferredTo(teller: ToldBy, source: string, externalId: string | undefined): boolean {
  const named = teller.externalId === externalId || teller.corrects === externalId;
  return teller.source === source && externalId !== undefined && named;
}

function told({ report, classification, headline, summary }: Telling) {
  return { headline, summary, text: documentText(report), classification };
}

/** A story that everybody repeats keeps this many tellers: every version holds them all. */
const MOST_TELLERS = 200;

function next(
  incident: Incident,
  teller: ToldBy,
  why: Pick<Incident, "change" | "changes">,
): Incident {
  const [first, ...rest] = incident.toldBy;
  return {
    ...incident,
    ...why,
    version: incident.version + 1,
    toldBy: [first, ...rest.slice(0, MOST_TELLERS - 2), teller],
    updatedAt: teller.receivedAt,
  };
}

function tellerOf(report: Report, copy: boolean): ToldBy {
  const { source, externalId, title, url, publishedAt, receivedAt } = report;
  return { reportId: report.id, source, externalId, title, url, publishedAt, receivedAt, copy };
}

/** What a reader acts on, before and after, in plain words. */
export function fieldChanges(before: Classification, after: Classification): FieldChange[] {
  const pairs: readonly [FieldChange["field"], string, string][] = [
    ["severity", before.severity, after.severity],
    ["killed", figure(before.casualties.killed), figure(after.casualties.killed)],
    ["injured", figure(before.casualties.injured), figure(after.casualties.injured)],
    ["place", before.regions[0] ?? "unknown", after.regions[0] ?? "unknown"],
    ["threat", before.threats[0]?.type ?? "none", after.threats[0]?.type ?? "none"],
  ];
  return pairs
    .filter(([, from, to]) => from !== to)
    .map(([field, from, to]) => ({ field, from, to }));
}

function figure(count: number | null): string {
  return count === null ? "not said" : String(count);
}
