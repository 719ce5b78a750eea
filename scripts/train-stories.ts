/**
 * Learns `data/story-model.json` from labelled streams of reports:
 *
 *   node scripts/train-stories.ts DIR... > data/story-model.json
 *
 * DIR holds `gva.*.jsonl` and `ecbplus.*.jsonl` (rows `{id, cluster, date?, title?,
 * text, source?}`); every `.jsonl` in any DIR counts for how common words are.
 * The same files give the same bytes. Scores by five-fold cross-validation over
 * events go to stderr.
 */
import { readLabelledSets } from "../src/adapters/files/labelled-sets.ts";
import { openSorting } from "../src/cli/open-sorting.ts";
import { placeStream } from "../src/evaluate/place-stream.ts";
import { scoreStories } from "../src/evaluate/score-stories.ts";
import {
  atFullDensity,
  type Labelled,
  readStream,
  StoryRow,
} from "../src/evaluate/story-stream.ts";
import { hashWord } from "../src/relate/hash-words.ts";
import { openStoryModel, type StoryModelData } from "../src/relate/story-model.ts";
import { countVocabulary } from "./train-stories/count-vocabulary.ts";
import { learnStories, lessonsOf } from "./train-stories/learn-stories.ts";

const FOLDS = 5;
/** Chosen by the scores below: at most 1 % swallowed at full density, at most 5 % where nothing bears a date. */
const THRESHOLD = 0.63;
const UNDATED_THRESHOLD = 0.8;
const ELSEWHERE_THRESHOLD = 0.97;

const dirs = process.argv.slice(2);
const { classify } = await openSorting({
  env: process.env,
  stop: new AbortController().signal,
  readSecretFile: () => "",
  out: () => {},
  talk: (text) => process.stderr.write(`${text}\n`),
  isTerminal: false,
});
const [stories = "", ...others] = dirs;
const sets = await readLabelledSets(stories);
const vocabulary = await countVocabulary([stories, ...others]);
const gva = readStream(sets.rows("gva", StoryRow), classify);
const streams = [gva, atFullDensity(gva), readStream(sets.rows("ecbplus", StoryRow), classify)];

const lessons = streams.flatMap((stream) => lessonsOf(stream, vocabulary));
const learn = (without: number | undefined): StoryModelData => ({
  version: 2,
  vocabulary,
  ...learnStories(lessons.filter(({ labelled }) => foldOf(labelled) !== without)),
  threshold: THRESHOLD,
  undatedThreshold: UNDATED_THRESHOLD,
  elsewhereThreshold: ELSEWHERE_THRESHOLD,
});

const folds = Array.from({ length: FOLDS }, (_, fold) => learn(fold));
for (const threshold of [THRESHOLD, 0.8, 0.9]) {
  const models = folds.map((data) => openStoryModel({ ...data, threshold }));
  for (const [i, stream] of streams.entries()) {
    const placed = placeStream(stream, (labelled) => models[foldOf(labelled)] ?? fail());
    const { precision, recall, f1, pairF1, swallowed, repeat } = scoreStories(placed);
    const figures = { precision, recall, f1, pairF1, swallowed, repeat };
    const words = Object.entries(figures).map(([name, value]) => `${name} ${value.toFixed(4)}`);
    process.stderr.write(
      `${threshold} ${["thinned", "full density", "ecbplus"][i]}: ${words.join(" ")}\n`,
    );
  }
}
process.stdout.write(`${JSON.stringify(learn(undefined), null, 1)}\n`);

/** Events of one topic (the number before `ecb`) fall together: they are each other's twins. */
function foldOf({ event }: Labelled): number {
  const group = /^(\d+)ecb/.exec(event)?.[1] ?? event;
  return hashWord(group) % FOLDS;
}

function fail(): never {
  throw new RangeError("no such fold");
}
