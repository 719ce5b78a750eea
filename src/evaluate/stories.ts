import { memoryRelater } from "../relate/memory-relater.ts";
import type { StoryModel } from "../relate/story-model.ts";
import type { Figure } from "./figure.ts";
import { wilsonInterval } from "./figure.ts";
import { type Placed, scoreStories } from "./score-stories.ts";
import type { Scorer } from "./scorer.ts";
import { atFullDensity, type Labelled, readStream, StoryRow } from "./story-stream.ts";

/** Is one event one incident? `gva` is a stream with dates; `ecbplus` has twin events of one kind, and none. */
export const stories: Scorer = {
  sets: ["gva", "ecbplus"],
  score(sets, { classify, stories: model }) {
    const gva = readStream(sets.rows("gva", StoryRow), classify);
    const ecb = readStream(sets.rows("ecbplus", StoryRow), classify);
    return [
      ...figures("gva, thinned", gva, model, {}),
      ...figures("gva, full density", atFullDensity(gva), model, {
        f1: 0.94,
        swallowed: 0.01,
        repeat: 0.12,
      }),
      ...figures("ecbplus", ecb, model, { precision: 0.92, f1: 0.9, swallowed: 0.05 }),
    ];
  },
};

interface Targets {
  readonly precision?: number;
  readonly f1?: number;
  readonly swallowed?: number;
  readonly repeat?: number;
}

function figures(
  set: string,
  stream: readonly Labelled[],
  model: StoryModel,
  targets: Targets,
): Figure[] {
  if (stream.length === 0) return [];
  const scores = scoreStories(place(stream, model));
  const { reports, events, swallowed, repeat } = scores;
  return [
    {
      set,
      measure: "B-cubed precision",
      value: scores.precision,
      n: reports,
      target: least(targets.precision),
    },
    { set, measure: "B-cubed recall", value: scores.recall, n: reports },
    {
      set,
      measure: "B-cubed F1",
      value: scores.f1,
      n: reports,
      target: least(targets.f1),
    },
    { set, measure: "F1 of pairs", value: scores.pairF1, n: reports },
    {
      set,
      measure: "events swallowed by another",
      value: swallowed,
      n: events,
      interval: wilsonInterval(Math.round(swallowed * events), events),
      target: most(targets.swallowed),
    },
    {
      set,
      measure: "incidents told again, per event",
      value: repeat,
      n: events,
      target: most(targets.repeat),
    },
  ];
}

function least(value: number | undefined): Figure["target"] {
  return value === undefined ? undefined : { value };
}

function most(value: number | undefined): Figure["target"] {
  return value === undefined ? undefined : { value, atMost: true };
}

function place(stream: readonly Labelled[], model: StoryModel): Placed[] {
  const relate = memoryRelater(model);
  return stream.map(({ told: { report, classification, undated }, event }) => {
    const telling = { report, classification, headline: "", summary: "" };
    return { event, incident: relate(telling, { undated }).incident.id };
  });
}
