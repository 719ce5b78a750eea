import type { Report } from "../model/report.ts";
import { isCopy } from "../relate/copied-share.ts";
import { memoryRelater } from "../relate/memory-relater.ts";
import type { Profile } from "../relate/profile.ts";
import { sketchOf, weigh } from "../relate/sketch.ts";
import type { StoryModel } from "../relate/story-model.ts";
import type { Figure } from "./figure.ts";
import { shareOf } from "./figure.ts";
import type { Scorer } from "./scorer.ts";
import { type Labelled, readStream, StoryRow } from "./story-stream.ts";
import { WIRE_EDITS, type WireEdit } from "./wire-edits.ts";

/** Copies are looked for among all reports of the set, and made of so many, spread over it. */
const COPIED = 1_000;
const PAIR_DAYS = 14;
const DAY_MS = 86_400_000;

/** Are copies known after what editors do to them, and is nothing else taken for one? */
export const nearCopies: Scorer = {
  sets: ["gva"],
  score(sets, { classify, stories }) {
    const stream = readStream(sets.rows("gva", StoryRow), classify);
    return [...WIRE_EDITS.map((edit) => found(edit, stream, stories)), wrongPairs(stream, stories)];
  },
};

/** All originals come in at once, so that each copy is looked for among all of them. */
function found({ name, edit }: WireEdit, stream: readonly Labelled[], stories: StoryModel): Figure {
  const relate = memoryRelater(stories);
  const words = stream.flatMap(({ told }) => told.report.text.split(/\s+/).slice(0, 50));
  const originals = stream.map(({ told: { report, classification } }) => ({
    report: { ...report, receivedAt: RECEIVED, publishedAt: RECEIVED },
    classification,
  }));
  const incidents = originals.map((told) => relate({ ...told, ...UNTITLED }).incident.id);
  const step = Math.max(1, Math.floor(originals.length / COPIED));
  const chosen = originals
    .map((told, i) => ({ told, incident: incidents[i] }))
    .filter((_, i) => i % step === 0)
    .slice(0, COPIED);
  const known = chosen.filter(({ told: { report, classification }, incident }, i) => {
    const copy = { ...report, ...anothersCopy(i), text: edit(report.text, i, words) };
    const { relation, incident: joined } = relate({ report: copy, classification, ...UNTITLED });
    return joined.id === incident && relation === "copy";
  });
  return {
    set: "gva",
    measure: `copies known: ${name}`,
    ...shareOf(known.length, chosen.length),
    target: { value: 0.97 },
  };
}

const RECEIVED = "2017-01-01T00:00:00Z";
const UNTITLED = { headline: "", summary: "" };

function anothersCopy(nth: number): Pick<Report, "id" | "source"> {
  return { id: `r-copy-${nth}`, source: `copier-${nth}` };
}

function wrongPairs(stream: readonly Labelled[], stories: StoryModel): Figure {
  const profiles = stream.map(({ told }) => {
    const sketch = sketchOf(told, stories.vocabulary);
    return weigh(sketch, [], 0).profile;
  });
  let pairs = 0;
  let wrong = 0;
  for (const [i, { atMs, event }] of stream.entries()) {
    for (let j = i - 1; j >= 0; j -= 1) {
      const earlier = stream[j];
      if (!earlier || atMs - earlier.atMs > PAIR_DAYS * DAY_MS) break;
      pairs += 1;
      if (earlier.event !== event && areCopies(profiles[i], profiles[j])) wrong += 1;
    }
  }
  return {
    set: "gva",
    measure: "pairs of two events taken for copies",
    value: wrong,
    unit: "count",
    n: pairs,
    target: { value: 0, atMost: true },
  };
}

function areCopies(a: Profile | undefined, b: Profile | undefined): boolean {
  return a !== undefined && b !== undefined && isCopy(a, b);
}
