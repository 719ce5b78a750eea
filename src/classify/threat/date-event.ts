import type { Classification } from "../../model/classification.ts";
import type { DateMention } from "./read-dates.ts";
import type { Standing } from "./standing.ts";

export type Occurred = Pick<Classification, "occurredOn" | "occurredPrecision">;

const FRESH_DAYS = 7;

/**
 * The day the event fell on: the first day named where the event is told,
 * a recent one anywhere before an older one in the opening.
 */
export function dateEvent(
  dates: readonly DateMention[],
  standing: Standing,
  eventSentences: readonly number[],
): Occurred {
  const told = new Set([...standing.lead, ...eventSentences]);
  const usable = dates.filter(
    ({ date, age, sentence }) =>
      date !== null &&
      !standing.background.has(sentence) &&
      told.has(sentence) &&
      (age === null || age >= 0),
  );
  const recent = usable.find(
    ({ age, precision }) => precision === "day" && age !== null && age <= FRESH_DAYS,
  );
  const chosen = recent ?? usable.find(({ sentence }) => standing.lead.has(sentence));
  return {
    occurredOn: chosen?.date?.toString() ?? null,
    occurredPrecision: chosen === undefined ? null : chosen.precision,
  };
}
