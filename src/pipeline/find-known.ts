import { chooseIncident, type Joining } from "../relate/choose-incident.ts";
import type { Fingerprint } from "../relate/fingerprint.ts";
import type { Telling } from "../relate/next-version.ts";
import { packProfile, unpackProfile } from "../relate/pack-profile.ts";
import { ORDINARY_DOCUMENTS } from "../relate/rarity.ts";
import type { Known } from "../relate/relate-report.ts";
import type { Sketch } from "../relate/sketch.ts";
import { spanOf, STORY_LIMITS, STORY_MS } from "../relate/story-index.ts";
import type { StoryModel } from "../relate/story-model.ts";
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
  readonly index: Filing["telling"];
}

/** What the log holds that a report may belong to: one look-up, and one read of the incident it names. */
export async function findKnown(
  log: Pick<IncidentLog, "lookUp" | "find">,
  { telling: { report }, fingerprint, sketch }: Prepared,
  stories: StoryModel,
): Promise<Finding> {
  const referred = report.retracts ?? report.corrects;
  const span = spanOf(Date.parse(report.receivedAt));
  const { terms } = sketch;
  const answer = await log.lookUp({
    fingerprint: fingerprint.hash,
    refersTo: referred === undefined ? undefined : { source: report.source, externalId: referred },
    terms,
    span,
    limits: STORY_LIMITS,
    ordinaryDocuments: ORDINARY_DOCUMENTS,
  });
  const candidates = answer.candidates.map((candidate) => ({
    ...candidate,
    profile: unpackProfile(candidate.profile),
  }));
  const { profile, joining } = chooseIncident(sketch, { ...answer, candidates }, stories);
  const { copyOf, sequence } = answer;
  return {
    known: await readKnown(log, answer, joining),
    seen: { copyOf, sequence },
    index: {
      terms: profile.terms,
      profile: packProfile(profile),
      span,
      sharedTerms: STORY_LIMITS.sharedTerms,
      openSeconds: STORY_MS / 1000,
    },
  };
}

/** The first that is there decides, so no other is read. */
async function readKnown(
  log: Pick<IncidentLog, "find">,
  {
    refersTo,
    copyOf,
  }: { readonly refersTo: string | undefined; readonly copyOf: string | undefined },
  joining: Joining | undefined,
): Promise<Known> {
  if (refersTo !== undefined) {
    const incident = await log.find(refersTo);
    if (incident) return { refersTo: incident };
  }
  if (copyOf !== undefined) {
    const incident = await log.find(copyOf);
    if (incident) return { copyOf: incident };
  }
  const joined = joining && (await log.find(joining.incidentId));
  return joined && joining ? { joins: { incident: joined, because: joining } } : {};
}
