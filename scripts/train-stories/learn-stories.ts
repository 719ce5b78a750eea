import type { Labelled } from "../../src/evaluate/story-stream.ts";
import { incidentMeasures } from "../../src/relate/choose-incident.ts";
import { likenessTo } from "../../src/relate/likeness.ts";
import { memoryStoryIndex } from "../../src/relate/memory-story-index.ts";
import { rarityOf } from "../../src/relate/rarity.ts";
import { profileOf, sketchOf } from "../../src/relate/sketch.ts";
import { MEASURES, openStoryModel, type StoryModelData } from "../../src/relate/story-model.ts";
import { openVocabulary } from "../../src/relate/vocabulary.ts";
import { type Example, fitLogistic } from "./fit-logistic.ts";

/** Left out of learning, so that it can be scored; it still stands in the stream. */
export interface Streamed extends Labelled {
  readonly isHeld: boolean;
}

const TELLINGS_PENALTY = 5;
const INCIDENTS_PENALTY = 1;

/** A report with those it was compared with, as they truly belong together. */
interface Lesson {
  readonly event: string;
  readonly compared: readonly (Example & { readonly event: string })[];
}

export function learnStories(
  streams: readonly (readonly Streamed[])[],
  vocabulary: StoryModelData["vocabulary"],
): Pick<StoryModelData, "tellings" | "incidents"> {
  const lessons = streams.flatMap((stream) => lessonsOf(stream, vocabulary));
  const tellings = fitLogistic(
    lessons.flatMap(({ compared }) => compared),
    MEASURES,
    TELLINGS_PENALTY,
  );
  const none = { bias: 0, weights: {} };
  const model = openStoryModel({
    version: 1,
    vocabulary: {},
    tellings,
    incidents: none,
    threshold: 1,
    undatedThreshold: 1,
    elsewhereThreshold: 1,
  });
  const incidents = lessons.flatMap((lesson) =>
    incidentExamples(lesson, (values) => model.tellings.sum(values)),
  );
  const names = Object.keys(incidentMeasures([0], 0));
  return { tellings, incidents: fitLogistic(incidents, names, INCIDENTS_PENALTY) };
}

function lessonsOf(stream: readonly Streamed[], words: StoryModelData["vocabulary"]): Lesson[] {
  const vocabulary = openVocabulary(words);
  const index = memoryStoryIndex();
  return stream.flatMap(({ told, event, atMs, isHeld }) => {
    const sketch = sketchOf(told, vocabulary);
    const { documents, frequencies, candidates } = index.lookUp({ terms: sketch.terms, atMs });
    const profile = profileOf(sketch, frequencies, documents);
    index.add({ incidentId: event, reportId: told.report.id, profile, atMs });
    if (isHeld) return [];
    const rarity = new Map(
      sketch.terms.map(({ hash, prior }, i) => [
        hash,
        rarityOf(frequencies[i] ?? 0, documents, prior),
      ]),
    );
    const likeness = likenessTo(profile, rarity);
    const compared = candidates.map((candidate) => ({
      event: candidate.incidentId,
      isSame: candidate.incidentId === event,
      values: likeness(candidate.profile),
    }));
    return [{ event, compared }];
  });
}

function incidentExamples(
  { event, compared }: Lesson,
  score: (values: Example["values"]) => number,
): Example[] {
  const scored = compared.map((one) => ({ event: one.event, score: score(one.values) }));
  const groups = [...Map.groupBy(scored, (one) => one.event)].map(([id, group]) => ({
    id,
    scores: group.map((one) => one.score).toSorted((a, b) => b - a),
  }));
  return groups.map(({ id, scores }) => {
    const others = groups.filter((other) => other.id !== id).map((other) => other.scores[0] ?? 0);
    // As far below as anything is where there is no other.
    const values = incidentMeasures(scores, Math.max(-12, ...others));
    return { isSame: id === event, values };
  });
}
