import { z } from "zod";

import type { Classifier } from "../classify/classify.ts";
import type { Classification } from "../model/classification.ts";
import type { Report } from "../model/report.ts";
import type { Told } from "../relate/sketch.ts";

/** A labelled report: `cluster` names the event it tells. */
export type StoryRow = z.infer<typeof StoryRow>;

export const StoryRow = z.object({
  id: z.string(),
  cluster: z.string(),
  date: z.string().optional(),
  title: z.string().optional(),
  text: z.string(),
  source: z.string().optional(),
});

/** A report of the stream, as the relate stage gets it. */
export interface Labelled {
  readonly event: string;
  readonly told: Told;
  readonly atMs: number;
}

/** In the order of their dates; undated ones in the order of the file. */
export function readStream(rows: readonly StoryRow[], classify: Classifier): Labelled[] {
  return rows.map((row, i) => label(row, i, classify)).toSorted((a, b) => a.atMs - b.atMs);
}

function label(row: StoryRow, nth: number, classify: Classifier): Labelled {
  const { id, cluster, date, title, text } = row;
  const atMs = date === undefined ? 0 : Date.parse(date);
  const report: Report = {
    id: `r-${id}`,
    // One without a source is of a source of its own.
    source: row.source ?? `unknown-${nth}`,
    title,
    text,
    publishedAt: date,
    receivedAt: new Date(atMs).toISOString(),
  };
  const classification: Classification = classify({ title, text, publishedAt: date });
  return { event: cluster, atMs, told: { report, classification, undated: date === undefined } };
}

const DAY_MS = 86_400_000;
/** Of the GVA sets, whose halves are every second event of one stream: the last sixteen months in two halves. */
const LAID_OVER_DAYS = 245;

/**
 * A set that holds every second event is half as dense as what a reader's stream
 * brings. Its last two spans of some months, laid over each other, are as dense.
 */
export function atFullDensity(stream: readonly Labelled[]): Labelled[] {
  const span = LAID_OVER_DAYS * DAY_MS;
  const cut = (stream.at(-1)?.atMs ?? 0) - span;
  return stream
    .filter(({ atMs }) => atMs > cut - span)
    .map((labelled) => (labelled.atMs > cut ? moved(labelled, -span) : labelled))
    .toSorted((a, b) => a.atMs - b.atMs);
}

function moved(labelled: Labelled, byMs: number): Labelled {
  const { told } = labelled;
  const atMs = labelled.atMs + byMs;
  const move = (day: string | null) =>
    day === null ? null : new Date(Date.parse(day) + byMs).toISOString().slice(0, 10);
  const at = new Date(atMs).toISOString();
  return {
    ...labelled,
    atMs,
    told: {
      ...told,
      report: { ...told.report, publishedAt: at, receivedAt: at },
      classification: { ...told.classification, occurredOn: move(told.classification.occurredOn) },
    },
  };
}
