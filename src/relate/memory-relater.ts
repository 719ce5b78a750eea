import type { Incident } from "../model/incident.ts";
import type { Report } from "../model/report.ts";
import { chooseIncident, type Joining } from "./choose-incident.ts";
import { type Fingerprint, fingerprintOf } from "./fingerprint.ts";
import { memoryStoryIndex } from "./memory-story-index.ts";
import type { Related, Telling } from "./next-version.ts";
import { type Known, relateReport } from "./relate-report.ts";
import { sketchOf } from "./sketch.ts";
import type { StoryModel } from "./story-model.ts";

/** What became of a report, and what it was nearest to whether or not it was near enough. */
export interface RelatedInMemory extends Related {
  readonly nearest: Joining | undefined;
}

export type MemoryRelater = (
  telling: Telling,
  options?: { readonly undated?: boolean | undefined },
) => RelatedInMemory;

/**
 * Relates reports in the order of their receipt as a running tocsin would, and
 * stores nothing: for rehearsals, `relate`, `explain` and scores.
 */
export function memoryRelater(model: StoryModel): MemoryRelater {
  const index = memoryStoryIndex();
  const copies = memoryCopies();
  const byExternalId = new Map<string, string>();
  const latest = new Map<string, Incident>();
  const tellings = new Map<string, Telling>();
  const known = (id: string | undefined) => (id === undefined ? undefined : latest.get(id));
  return (telling, { undated } = {}) => {
    const { report } = telling;
    const atMs = Date.parse(report.receivedAt);
    const fingerprint = fingerprintOf(report);
    const sketch = sketchOf({ ...telling, undated }, model.vocabulary);
    const findings = index.lookUp({ terms: sketch.terms, atMs });
    const { joining, explainNearest, profile } = chooseIncident(sketch, findings, model);
    const referred = report.retracts ?? report.corrects;
    const joined = known(joining?.incidentId);
    const refersTo =
      referred === undefined ? undefined : known(byExternalId.get(nameOf(report, referred)));
    const related = relateReport(telling, {
      copyOf: known(copies.find(fingerprint, atMs)),
      joins: joined && joining ? { incident: joined, because: joining } : undefined,
      refersTo,
      tellings: refersTo?.toldBy.flatMap(({ reportId }) => tellings.get(reportId) ?? []),
    } satisfies Known);
    const { relation, incident } = related;
    latest.set(incident.id, incident);
    tellings.set(report.id, telling);
    copies.add(fingerprint, incident.id, atMs);
    if (relation !== "retraction")
      index.add({ incidentId: incident.id, reportId: report.id, profile, atMs });
    if (report.externalId !== undefined)
      byExternalId.set(nameOf(report, report.externalId), incident.id);
    return { ...related, nearest: explainNearest() };
  };
}

/** Fingerprints and the incidents that hold them, each as long as its text counts as a copy. */
function memoryCopies() {
  const held = new Map<string, { readonly id: string; readonly untilMs: number }>();
  const find = ({ hash }: Fingerprint, atMs: number) => {
    const copy = held.get(hash);
    return copy !== undefined && atMs < copy.untilMs ? copy.id : undefined;
  };
  return {
    find,
    add(fingerprint: Fingerprint, id: string, atMs: number) {
      if (find(fingerprint, atMs) !== undefined) return;
      held.set(fingerprint.hash, { id, untilMs: atMs + fingerprint.validSeconds * 1000 });
    },
  };
}

/** A sender's ids are its own: two sources may use the same one. */
function nameOf({ source }: Report, externalId: string): string {
  return JSON.stringify([source, externalId]);
}
