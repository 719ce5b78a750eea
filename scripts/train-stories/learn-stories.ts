import type { Labelled } from "../../src/evaluate/story-stream.ts";
import { openTrees } from "../../src/relate/boosted-trees.ts";
import { incidentMeasures } from "../../src/relate/choose-incident.ts";
import { likenessTo } from "../../src/relate/likeness.ts";
import { type Likeness, LIKENESS_NAMES, MEASURE } from "../../src/relate/measures.ts";
import { memoryStoryIndex } from "../../src/relate/memory-story-index.ts";
import { sketchOf, weigh } from "../../src/relate/sketch.ts";
import type { StoryModelData } from "../../src/relate/story-model.ts";
import { openVocabulary } from "../../src/relate/vocabulary.ts";
import { type Example, fitLogistic } from "./fit-logistic.ts";
import { fitTrees } from "./fit-trees.ts";

const INCIDENTS_PENALTY = 1;

/** A report with those it was compared with, as they truly belong together. */
export interface Lesson {
  readonly labelled: Labelled;
  readonly compared: readonly (Example & { readonly event: string })[];
}

export function learnStories(
  lessons: readonly Lesson[],
): Pick<StoryModelData, "tellings" | "incidents"> {
  const tellings = fitTrees(
    lessons.flatMap(({ compared }) => compared),
    LIKENESS_NAMES,
  );
  const trees = openTrees(tellings, LIKENESS_NAMES);
  const incidents = lessons.flatMap((lesson) =>
    incidentExamples(lesson, (values) =>
      trees.sum(LIKENESS_NAMES.map((name) => values[name] ?? 0)),
    ),
  );
  const names = Object.keys(incidentMeasures([0], 0));
  return { tellings, incidents: fitLogistic(incidents, names, INCIDENTS_PENALTY) };
}

/** Each report of the stream, beside what the index finds for it. */
export function lessonsOf(
  stream: readonly Labelled[],
  words: StoryModelData["vocabulary"],
): Lesson[] {
  const vocabulary = openVocabulary(words);
  const index = memoryStoryIndex();
  return stream.map((labelled) => {
    const { told, event, atMs } = labelled;
    const sketch = sketchOf(told, vocabulary);
    const { documents, frequencies, candidates } = index.lookUp({ terms: sketch.terms, atMs });
    const { profile, rarities } = weigh(sketch, frequencies, documents);
    index.add({ incidentId: event, reportId: told.report.id, profile, atMs });
    const likeness = likenessTo(profile, rarities);
    const compared = candidates.map((candidate) => ({
      event: candidate.incidentId,
      isSame: candidate.incidentId === event,
      values: named(likeness(candidate.profile)),
    }));
    return { labelled, compared };
  });
}

function named(likeness: Likeness): Example["values"] {
  return Object.fromEntries(LIKENESS_NAMES.map((name) => [name, likeness[MEASURE[name]] ?? 0]));
}

function incidentExamples(
  { labelled: { event }, compared }: Lesson,
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
