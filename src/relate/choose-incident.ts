import type { Contribution } from "./boosted-trees.ts";
import { COPY_SHARE, copiedShare } from "./copied-share.ts";
import { isSurelyElsewhere } from "./elsewhere.ts";
import { measuring } from "./likeness.ts";
import { type Likeness, LIKENESS_NAMES, MEASURE } from "./measures.ts";
import type { Profile } from "./profile.ts";
import { findShared, noSharedTerms } from "./shared-terms.ts";
import { containment } from "./shingles.ts";
import { type Sketch, weigh, type Weighed } from "./sketch.ts";
import type { Candidate, StoryFindings } from "./story-index.ts";
import { probabilityOf, type StoryModel } from "./story-model.ts";

/** Why a report is taken for another telling of a known incident. */
export interface Joining {
  readonly as: "copy" | "story";
  readonly incidentId: string;
  /** The known report that it is most like. */
  readonly likest: string;
  /** How sure: a probability for a story, the share of common runs of words for a copy. */
  readonly score: number;
  /** Rarest first. */
  readonly sharedTerms: readonly string[];
  /** What spoke for it and against it. */
  readonly contributions: readonly Contribution[];
}

export interface Choice {
  readonly profile: Profile;
  /** Undefined: a new incident, as far as words tell. */
  readonly joining: Joining | undefined;
  /** The incident that it was nearest to, whether or not it was near enough. */
  readonly explainNearest: () => Joining | undefined;
}

/** With fewer key terms a text is too short to be told apart by them: only a copy joins. */
const LEAST_TERMS = 12;
const MOST_TERMS_SHOWN = 6;

/** Decides which known incident a report tells, if any. Pure: the same findings give the same answer. */
export function chooseIncident(sketch: Sketch, findings: StoryFindings, model: StoryModel): Choice {
  const { documents, frequencies } = findings;
  const weighed = weigh(sketch, frequencies, documents);
  const { profile } = weighed;
  const measure = measuring(profile, weighed.rarities);
  const measured = new Float64Array(findings.candidates.length * LIKENESS_NAMES.length);
  const compared = findings.candidates.map((candidate, i): Compared => {
    const contained = containment(profile.shingles, candidate.profile.shingles);
    const copied = copiedShare(profile, candidate.profile, contained);
    const at = i * LIKENESS_NAMES.length;
    const measures = measured.subarray(at, at + LIKENESS_NAMES.length);
    measure(measures, candidate.profile, contained);
    if (copied === "form") return { candidate, likeness: measures, copied: 0, score: LEAST_LOGIT };
    return { candidate, likeness: measures, copied, score: model.tellings.sum(measures) };
  });
  const explain = (found: Found): Joining => ({
    as: found.as,
    incidentId: found.best.candidate.incidentId,
    likest: found.best.candidate.reportId,
    score: found.score,
    sharedTerms: sharedTerms(sketch, found.best.candidate.profile, weighed),
    contributions: found.as === "copy" ? [] : model.tellings.contributions(found.best.likeness),
  });
  const copied = findCopied(compared);
  if (copied) {
    const joining = explain(copied);
    return { profile, joining, explainNearest: () => joining };
  }
  const nearest = findNearest(profile, compared, model);
  return {
    profile,
    joining: nearest?.isSame ? explain(nearest) : undefined,
    explainNearest: () => nearest && explain(nearest),
  };
}

interface Compared {
  readonly candidate: Candidate;
  readonly likeness: Likeness;
  /** A logit. */
  readonly score: number;
  readonly copied: number;
}

interface Found {
  readonly as: "copy" | "story";
  readonly best: Compared;
  readonly score: number;
}

function findCopied(compared: readonly Compared[]): Found | undefined {
  const [best] = compared
    .filter(({ copied }) => copied >= COPY_SHARE)
    .toSorted((a, b) => b.copied - a.copied || a.candidate.number - b.candidate.number);
  return best && { as: "copy", best, score: best.copied };
}

/** Of the incidents that the candidates tell, the likeliest; by all of its tellings, never by a chain of them. */
function findNearest(
  profile: Profile,
  compared: readonly Compared[],
  model: StoryModel,
): (Found & { readonly isSame: boolean }) | undefined {
  const byIncident = Map.groupBy(compared, ({ candidate }) => candidate.incidentId);
  const incidents = [...byIncident.values()].map((tellings) =>
    tellings.toSorted((a, b) => b.score - a.score || b.candidate.number - a.candidate.number),
  );
  const tops = incidents.map(([top]) => top?.score ?? 0);
  const [first = LEAST_LOGIT, second = LEAST_LOGIT] = tops.toSorted((a, b) => b - a);
  const weighed = incidents.flatMap((tellings, i) => {
    const [best] = tellings;
    if (best === undefined) return [];
    const others = Math.max(tops[i] === first ? second : first, LEAST_LOGIT);
    const sum = model.incidents.sum(
      incidentMeasures(
        tellings.map(({ score }) => score),
        others,
      ),
    );
    return { best, tellings, score: probabilityOf(sum) };
  });
  const [nearest] = weighed.toSorted(
    (a, b) => b.score - a.score || b.best.candidate.number - a.best.candidate.number,
  );
  if (!nearest) return undefined;
  const undated = nearest.best.candidate.profile.toldAtMs === null || profile.toldAtMs === null;
  const threshold = undated ? model.undatedThreshold : model.threshold;
  const vetoed = nearest.tellings.every(
    ({ likeness, candidate }) =>
      likeness[MEASURE.elsewhere] === 1 &&
      (nearest.score < model.elsewhereThreshold || isSurelyElsewhere(profile, candidate.profile)),
  );
  const tooShort =
    Math.min(profile.terms.length, nearest.best.candidate.profile.terms.length) < LEAST_TERMS;
  const isSame = nearest.score >= threshold && !vetoed && !tooShort;
  return { as: "story", ...nearest, isSame };
}

const LEAST_LOGIT = -12;

/** How one incident's tellings stand to the report: their logits (largest first) and the best of any other incident. */
export function incidentMeasures(scores: readonly number[], bestOther: number) {
  const within = (logit: number) => Math.max(LEAST_LOGIT, Math.min(-LEAST_LOGIT, logit));
  const best = within(scores[0] ?? LEAST_LOGIT);
  const mean = within(scores.reduce((sum, score) => sum + score, 0) / scores.length);
  const other = within(bestOther);
  return {
    best,
    mean,
    second: within(scores[1] ?? best),
    worst: within(scores.at(-1) ?? best),
    tellings: Math.log(scores.length),
    several: Number(scores.length > 1),
    other,
    behind: Math.min(0, best - other),
    sure: Math.max(0, best - 2),
    alone: Math.max(0, -other - 4),
  };
}

function sharedTerms({ terms }: Sketch, known: Profile, { profile, rarities }: Weighed): string[] {
  const shared = noSharedTerms(profile.terms);
  findShared(shared, profile.terms, known.terms);
  const rarityOf = new Map<number, number>();
  for (const place of shared.here.subarray(0, shared.count))
    rarityOf.set(profile.terms[place] ?? 0, rarities[place] ?? 0);
  return terms
    .filter(({ hash }) => rarityOf.has(hash))
    .toSorted((a, b) => (rarityOf.get(b.hash) ?? 0) - (rarityOf.get(a.hash) ?? 0))
    .slice(0, MOST_TERMS_SHOWN)
    .map(({ label }) => label);
}
