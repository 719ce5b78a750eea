import type { Classification } from "../model/classification.ts";
import { count } from "../model/count.ts";
import { type Incident, independentSources } from "../model/incident.ts";
import { atLeast } from "../model/severity.ts";
import type { SourcesClause } from "../model/subscription.ts";
import { type Clause, type Finding, orList } from "./clause.ts";
import { parsePhrase } from "./words.ts";

/**
 * Only admitted sources are heard: those of `anyOf`, without those of `not`. An
 * incident that an admitted source tells stays, whoever else tells it too.
 */
export function sourcesClause(clause: SourcesClause): Clause {
  const { anyOf: wanted, not } = clause;
  const asked = describeSources(clause);
  return {
    name: "sources",
    hold({ incident }) {
      const toldBy = incident.toldBy.filter(
        ({ source }) => (wanted?.includes(source) ?? true) && !not.includes(source),
      );
      const [first, ...rest] = toldBy;
      if (!first) return undefined;
      // A copy alone is still one source telling it.
      const told = Math.max(1, independentSources({ toldBy: [first, ...rest] }));
      return sourcesNeeded(clause, incident) <= told
        ? { asked, found: sourceNames(toldBy) }
        : undefined;
    },
    miss: ({ incident }) => ({ asked, found: sourceNames(incident.toldBy) }),
  };
}

function sourcesNeeded(
  { atLeast: needed, unlessSeverity }: SourcesClause,
  { classification }: Incident,
): number {
  const isGrave = unlessSeverity && atLeast(classification.severity, unlessSeverity);
  return isGrave ? 1 : needed;
}

function describeSources({
  anyOf: wanted,
  not,
  atLeast: needed,
  unlessSeverity,
}: SourcesClause): string {
  const parts = [
    ...(needed > 1
      ? [
          `${needed} independent sources${unlessSeverity ? ` unless ${unlessSeverity}${unlessSeverity === "extreme" ? "" : " or worse"}` : ""}`,
        ]
      : []),
    ...(wanted ? [orList(wanted)] : []),
    ...(not.length > 0 ? [`not ${orList(not)}`] : []),
  ];
  return parts.join(", ") || "any source";
}

function sourceNames(
  toldBy: readonly { readonly source: string; readonly copy: boolean }[],
): string {
  const names = Map.groupBy(toldBy, ({ source }) => source);
  return Array.from(names, ([source, told]) =>
    told.every(({ copy }) => copy) ? `${source} (copy)` : source,
  ).join(", ");
}

/** A text whose language could not be told is in none that was asked for. */
export function languagesClause(languages: readonly string[]): Clause {
  const fact = ({ classification: { language } }: Incident): Finding => ({
    asked: orList(languages),
    found: language ?? "a language that could not be told",
  });
  return {
    name: "languages",
    hold: ({ incident }) =>
      languages.includes(incident.classification.language ?? "") ? fact(incident) : undefined,
    miss: ({ incident }) => fact(incident),
  };
}

export function wordsClause(words: readonly string[]): Clause {
  const phrases = words.flatMap((word) => parsePhrase(word) ?? []);
  return {
    name: "words",
    hold(view) {
      for (const phrase of phrases) {
        const found = view.words().find(phrase);
        if (found !== undefined) return { asked: phrase.asked, found };
      }
      return undefined;
    },
    miss: () => ({ asked: orList(words), found: "not in the text" }),
  };
}

/** Late news of old events stays out; an event that the text does not date is not old. */
export function maxAgeClause(days: number): Clause {
  const asked = `told within ${days === 1 ? "a day" : `${days} days`} of the event`;
  return {
    name: "maxAge",
    hold({ incident }) {
      const age = ageInDays(incident);
      return age === undefined || age <= days ? { asked, found: sayAge(age) } : undefined;
    },
    miss: ({ incident }) => ({ asked, found: sayAge(ageInDays(incident)) }),
  };
}

/** Undefined: not dated. Dates are the source's, instants UTC: a day either way is no error. */
function ageInDays({ classification, firstReceivedAt }: Incident): number | undefined {
  const happened = latestDay(classification);
  if (!happened) return undefined;
  const told = Temporal.Instant.from(firstReceivedAt).toZonedDateTimeISO("UTC").toPlainDate();
  return Math.max(0, happened.until(told).days);
}

/** An event of some day of a month, or of a year, may have been on the last. */
function latestDay({
  occurredOn,
  occurredPrecision,
}: Pick<Classification, "occurredOn" | "occurredPrecision">): Temporal.PlainDate | undefined {
  if (occurredOn === null) return undefined;
  const day = Temporal.PlainDate.from(occurredOn);
  if (occurredPrecision === "year") return day.with({ month: 12, day: 31 });
  return occurredPrecision === "month" ? day.with({ day: day.daysInMonth }) : day;
}

function sayAge(days: number | undefined): string {
  if (days === undefined) return "the event is not dated";
  return count(days, "day");
}
