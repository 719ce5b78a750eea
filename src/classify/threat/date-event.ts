import type { Classification } from "../../model/classification.ts";
import { evidenceOf } from "./evidence.ts";
import type { DateMention } from "./read-dates.ts";
import type { Reading } from "./read-signs.ts";
import type { Standing } from "./standing.ts";

export type Occurred = Pick<
  Classification,
  "occurredOn" | "occurredPrecision" | "occurredEvidence"
>;

const FRESH_DAYS = 7;
const MONTH_DAYS = 31;

function isUsable({ date, age, precision, aside }: DateMention): boolean {
  if (date === null || (age !== null && age < 0)) return false;
  if (precision === "day") return !aside || (age !== null && age <= FRESH_DAYS);
  return precision === "month" && !aside && age !== null && age <= MONTH_DAYS + FRESH_DAYS;
}

/**
 * The day the event fell on: the first day named where the event is told,
 * a recent one anywhere before an older one in the opening.
 */
export function dateEvent(
  { document }: Reading,
  dates: readonly DateMention[],
  standing: Standing,
  eventSentences: readonly number[],
): Occurred {
  const told = new Set([...standing.lead, ...eventSentences]);
  const usable = dates.filter((mention) => isUsable(mention) && told.has(mention.sentence));
  const recent = usable.find(
    ({ age, precision, sentence }) =>
      precision === "day" &&
      age !== null &&
      age <= FRESH_DAYS &&
      !standing.background.has(sentence),
  );
  const chosen = recent ?? usable.find(({ sentence }) => standing.lead.has(sentence));
  if (chosen?.date === undefined || chosen.date === null) {
    return { occurredOn: null, occurredPrecision: null };
  }
  const { date, precision, rule, words } = chosen;
  return {
    occurredOn: date.toString(),
    occurredPrecision: precision,
    occurredEvidence: evidenceOf(document, words, `date: ${rule}`),
  };
}
