import { chooseIncident, type Joining } from "../relate/choose-incident.ts";
import type { Fingerprint } from "../relate/fingerprint.ts";
import type { Telling } from "../relate/next-version.ts";
import { packProfile } from "../relate/pack-profile.ts";
import type { Profile } from "../relate/profile.ts";
import type { Known } from "../relate/relate-report.ts";
import type { Sketch } from "../relate/sketch.ts";
import { type Candidate, spanOf, STORY_LIMITS, STORY_MS } from "../relate/story-index.ts";
import type { StoryModel } from "../relate/story-model.ts";
import { storyView } from "../relate/story-view.ts";
import { openTally } from "../relate/tally.ts";
import { openKnownTellings } from "./known-tellings.ts";
import type { Filing, IncidentLog } from "./log-ports.ts";

/** A telling with what is made of it once, however often it must be looked up. */
export interface Prepared {
  readonly telling: Telling;
  readonly fingerprint: Fingerprint;
  readonly sketch: Sketch;
}

export interface Finding {
  readonly known: Known;
  readonly seen: Filing["seen"];
  readonly index: NonNullable<Filing["telling"]>;
}

/** The log as one look saw it, and with what was decided since. */
export interface Outlook {
  find(one: Prepared): Promise<Finding>;
  /** What is found after this is found as if it was filed. */
  note(filing: Filing): void;
}

export type LookOut = (some: readonly Prepared[]) => Promise<Outlook>;

/** Looks up several reports of one span at once: what the log holds of all that they may belong to. */
export function openLookOut(
  log: Pick<IncidentLog, "lookUp" | "tellings" | "find" | "findByExternalId">,
  stories: StoryModel,
): LookOut {
  const tally = openTally();
  const readTellings = openKnownTellings(log);
  return async (some) => {
    const atMs = Math.max(...some.map(({ telling: { report } }) => Date.parse(report.receivedAt)));
    const span = spanOf(atMs);
    const terms = [...new Set(some.flatMap(({ sketch }) => sketch.terms.map(({ hash }) => hash)))];
    const fingerprints = [...new Set(some.map(({ fingerprint }) => fingerprint.hash))];
    const answer = await log.lookUp({ terms, span, fingerprints });
    const lists = new Map(terms.map((term, i) => [term, answer.terms[i] ?? NOBODY]));
    const view = storyView({ ...answer, terms: lists }, tally);
    const copies = new Map(fingerprints.map((hash, i) => [hash, answer.copies[i]]));
    const incidents = new Map<string, Filing["incident"]>();
    const candidates = new Map<number, Candidate | undefined>();
    const profiles = new WeakMap<Finding["index"], Profile>();
    const readCandidates = async (numbers: readonly number[]): Promise<void> => {
      const missing = [...new Set(numbers)].filter((number) => !candidates.has(number));
      if (missing.length === 0) return;
      const found = await readTellings(missing, atMs);
      for (const number of missing) candidates.set(number, found.get(number));
    };
    // Nearly always all that will be asked for: what one of them adds seldom moves what the next one finds.
    await readCandidates(some.flatMap(({ sketch }) => view.lookUp(sketch.terms).numbers));
    const findIncident = async (id: string) => incidents.get(id) ?? log.find(id);
    return {
      async find({ telling: { report }, fingerprint, sketch }) {
        const { numbers, ...found } = view.lookUp(sketch.terms);
        await readCandidates(numbers);
        const likely = numbers.flatMap((number) => candidates.get(number) ?? []);
        const findings = { ...found, candidates: likely };
        const { profile, joining } = chooseIncident(sketch, findings, stories);
        const copyOf = copies.get(fingerprint.hash);
        const referred = report.retracts ?? report.corrects;
        const refersTo =
          referred === undefined ? undefined : await log.findByExternalId(report.source, referred);
        const known = refersTo ? { refersTo } : await readKnown(findIncident, { copyOf, joining });
        const index = indexed(profile, span);
        profiles.set(index, profile);
        return { known, seen: { copyOf, sequence: found.sequence }, index };
      },
      note({ report, incident, fingerprint, telling }) {
        incidents.set(incident.id, incident);
        if (copies.get(fingerprint.hash) === undefined) copies.set(fingerprint.hash, incident.id);
        if (telling === undefined) return;
        const number = view.add(telling.terms);
        const profile = profiles.get(telling);
        if (profile === undefined) return;
        candidates.set(number, { number, incidentId: incident.id, reportId: report.id, profile });
      },
    };
  };
}

const NOBODY = { frequency: 0, lists: [] };

/** Of the index, in which a report is looked up. */
export function spanOfReport({ report }: Pick<Telling, "report">): number {
  return spanOf(Date.parse(report.receivedAt));
}

function indexed(profile: Profile, span: number): Finding["index"] {
  return {
    terms: profile.terms,
    profile: packProfile(profile),
    span,
    openSeconds: STORY_MS / 1000,
    mostListed: STORY_LIMITS.tellingsOfTerm,
  };
}

/** The first that is there decides, so no other is read. */
async function readKnown(
  find: IncidentLog["find"],
  {
    copyOf,
    joining,
  }: { readonly copyOf: string | undefined; readonly joining: Joining | undefined },
): Promise<Known> {
  if (copyOf !== undefined) {
    const incident = await find(copyOf);
    if (incident) return { copyOf: incident };
  }
  const joined = joining && (await find(joining.incidentId));
  return joined && joining ? { joins: { incident: joined, because: joining } } : {};
}
