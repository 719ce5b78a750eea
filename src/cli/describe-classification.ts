import type { Classification, Evidence } from "../model/classification.ts";
import { documentText, type ReportText } from "../model/report.ts";
import { type Mark, markText } from "./mark-text.ts";

/** What a person reads of a report: each finding with the words that say it, then the text with them marked. */
export function describeClassification(
  id: string,
  report: ReportText,
  found: Classification,
): string {
  const document = documentText(report);
  const lines = [
    `${id}: ${found.relevant ? "relevant" : "not relevant"} (${found.relevance.toFixed(2)}), language ${found.language ?? "unknown"}`,
    ...describeWhere(document, found),
    ...describeWhat(document, found),
    ...describeHarm(document, found),
    ...describeWho(document, found),
    describeWhen(document, found),
    ...describeMentioned(found),
    "",
    ...markedLines(document, found),
  ];
  return `${lines.join("\n")}\n`;
}

function describeWhere(document: string, { regions, places }: Classification): string[] {
  const event = places.filter(({ role }) => role === "event");
  return [
    `  where     ${regions.join(", ") || "not said"}`,
    ...event.map((place) => `            ${describePlace(place)}  ${excerpt(document, place)}`),
  ];
}

function describeWhat(document: string, { threats }: Classification): string[] {
  return [
    ...threats.map(
      ({ type, score, primary }) =>
        `  ${primary ? "what     " : "also     "} ${type} (${score.toFixed(2)})`,
    ),
    ...threats.flatMap(({ type, evidence }) =>
      evidence.map((one) => `            ${type}: ${describeEvidence(document, one)}`),
    ),
  ];
}

function describeHarm(
  document: string,
  { severity, severityReason, casualtyDetail }: Classification,
): string[] {
  return [
    `  how bad   ${severity}: ${severityReason}`,
    ...casualtyDetail.map(
      ({ kind, min, max, evidence }) =>
        `  ${kind.padEnd(9)} ${amount(min, max)}  ${describeEvidence(document, evidence)}`,
    ),
  ];
}

function amount(min: number, max: number | null): string {
  if (max === null) return `at least ${min}`;
  return max === min ? String(min) : `${min} to ${max}`;
}

function describeWho(document: string, { actors }: Classification): string[] {
  return actors.map((actor) => {
    const lists = actor.lists.length > 0 ? ` (${actor.lists.join(", ")})` : "";
    return `  who       ${actor.name}${lists}  ${describeEvidence(document, actor)}`;
  });
}

function describeWhen(document: string, { occurredOn, occurredEvidence }: Classification): string {
  const said =
    occurredEvidence === undefined ? "" : `  ${describeEvidence(document, occurredEvidence)}`;
  return `  when      ${occurredOn ?? "not said"}${said}`;
}

function describeMentioned({ places }: Classification): string[] {
  const names = places
    .filter(({ role }) => role === "mentioned")
    .map(({ name, country }) => `${printable(name)}${country === null ? "" : ` (${country})`}`);
  return [`  mentioned ${[...new Set(names)].join(", ") || "nowhere else"}`];
}

function describePlace({
  name,
  canonical,
  kind,
  lat,
  lon,
  uncertaintyKm,
  rule,
  confidence,
}: Classification["places"][number]): string {
  const point = lat === null || lon === null ? "" : ` ${lat.toFixed(2)}, ${lon.toFixed(2)}`;
  const around = uncertaintyKm === undefined ? "" : ` ± ${Math.round(uncertaintyKm)} km`;
  const known = canonical === name ? "" : ` = ${canonical}`;
  return `${printable(name)}${known}, ${kind}${point}${around}, by ${rule} (${confidence.toFixed(2)})`;
}

function describeEvidence(document: string, evidence: Span & Pick<Evidence, "rule">): string {
  return `${excerpt(document, evidence)}${evidence.rule === undefined ? "" : ` [${evidence.rule}]`}`;
}

const AROUND = 24;

/** The words in their place: `… up using an »explosive belt«, authorities …` */
function excerpt(document: string, { start, end }: Span): string {
  const from = Math.max(0, start - AROUND);
  const to = Math.min(document.length, end + AROUND);
  const text = `${document.slice(from, start)}»${document.slice(start, end)}«${document.slice(end, to)}`;
  return `${from > 0 ? "…" : ""}${printable(text.replaceAll(/\s+/g, " "))}${to < document.length ? "…" : ""}`;
}

/** Every line of the document with what was found in it between brackets. */
function markedLines(document: string, found: Classification): string[] {
  return printable(markText(document, marksOf(found)))
    .split("\n")
    .map((line) => `  | ${line}`.trimEnd());
}

function marksOf(found: Classification): Mark[] {
  return [
    ...found.threats.flatMap(({ evidence, primary }) =>
      evidence.map(as(primary ? "what" : "also")),
    ),
    ...found.casualtyDetail.map(({ kind, evidence }) => as(kind)(evidence)),
    ...found.actors.map(as("who")),
    ...found.places.filter(({ role }) => role === "event").map(as("where")),
    ...(found.occurredEvidence === undefined ? [] : [as("when")(found.occurredEvidence)]),
  ];
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function as(label: string): (span: Span) => Mark {
  return ({ start, end }) => ({ start, end, label });
}

/** A report may hold what a terminal obeys, or what turns the direction of the words beside it. */
const OBEYED = /[[\p{Cc}\p{Bidi_Control}]--[\n\t]]/gv;

function printable(text: string): string {
  return text.replaceAll(OBEYED, "\u{FFFD}");
}
