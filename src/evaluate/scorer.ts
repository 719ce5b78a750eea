import type { z } from "zod";

import type { Classifier } from "../classify/classify.ts";
import type { Gazetteer } from "../classify/place/gazetteer.ts";
import type { StoryModel } from "../relate/story-model.ts";
import type { Figure } from "./figure.ts";

/** What is measured: the stages as the configuration sets them up. */
export interface Subject {
  readonly classify: Classifier;
  readonly gazetteer: Gazetteer;
  readonly stories: StoryModel;
}

/** A folder of labelled sets: `NAME.HALF.jsonl`, such as `toponyms.dev.jsonl`, is the set NAME. */
export interface LabelledSets {
  readonly names: ReadonlySet<string>;
  /** Its lines in order; none where there is no such set. Throws where one does not fit, naming the line. */
  rows<Row>(name: string, schema: z.ZodType<Row>): readonly Row[];
  /** A `NAME.json` beside the sets, such as a map of labels. */
  json<Value>(name: string, schema: z.ZodType<Value>): Value | undefined;
}

/** Scores the sets it knows by name. Pure: the same sets and subject give the same figures. */
export interface Scorer {
  /** It has something to say where one of these is there. */
  readonly sets: readonly string[];
  score(sets: LabelledSets, subject: Subject): readonly Figure[];
}
