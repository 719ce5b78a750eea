import { z } from "zod";

import { readCap } from "./read-cap.ts";
import { type FieldError, readFields, type SentReport } from "./read-report.ts";

/** How a body says its reports: `mediaType` is one of `MEDIA_TYPES`. */
export type PostedReading =
  | {
      readonly ok: true;
      readonly isBatch: boolean;
      /** The body is JSON that gives the report as it is, and not much longer. */
      readonly isVerbatim?: boolean;
      readonly readings: readonly LineReading[];
    }
  | { readonly ok: false; readonly code: UnreadableCode }
  | { readonly ok: false; readonly code: "invalid-report"; readonly errors: readonly FieldError[] };

export type UnreadableCode = "malformed-json" | "malformed-xml" | "invalid-utf8" | "batch-too-long";

export type LineReading =
  | { readonly ok: true; readonly report: SentReport }
  | { readonly ok: false; readonly code: "malformed-json" }
  | { readonly ok: false; readonly code: "invalid-report"; readonly errors: readonly FieldError[] };

/** Of one request; each is written by itself. */
const LONGEST_BATCH = 1_000;

const UTF_8 = new TextDecoder("utf-8", { fatal: true });

/** Reads a body by its media type; anything that is none of the others is read as one JSON report. */
export function readPosted(body: Uint8Array, contentType: string | undefined): PostedReading {
  let text: string;
  try {
    text = UTF_8.decode(body);
  } catch {
    return { ok: false, code: "invalid-utf8" };
  }
  const [mediaType = ""] = (contentType ?? "").split(";");
  switch (mediaType.trim().toLowerCase()) {
    case "application/x-ndjson":
      return readBatch(text);
    case "application/cap+xml":
      return readAlert(text);
    case "application/cloudevents+json":
      return single(readEvent(text));
    default:
      return readReport(text, body);
  }
}

/** What escapes and spaces may add to a report's text in the body that is kept. */
const MOST_BESIDE_TEXT = 4_096;
/** That a text begins with so is nothing to a decoder, and no JSON. */
const BYTE_ORDER_MARK = 0xef;

function readReport(text: string, body: Uint8Array): PostedReading {
  const json = parseJson(text);
  if (json === undefined) return { ok: false, code: "malformed-json" };
  const reading = single(readFields(json));
  if (!reading.ok) return reading;
  const [only] = reading.readings;
  const isVerbatim =
    only?.ok === true &&
    body[0] !== BYTE_ORDER_MARK &&
    body.length <= 2 * Buffer.byteLength(only.report.text) + MOST_BESIDE_TEXT &&
    saysTheSame(only.report, json as Readonly<Record<string, unknown>>);
  return { ...reading, isVerbatim };
}

/** Checking trims names and mends broken letters. */
function saysTheSame(report: SentReport, json: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(report).every(([field, value]) => value === json[field]);
}

function single(reading: LineReading): PostedReading {
  return reading.ok ? { ok: true, isBatch: false, readings: [reading] } : reading;
}

function readBatch(text: string): PostedReading {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  if (lines.length > LONGEST_BATCH) return { ok: false, code: "batch-too-long" };
  return { ok: true, isBatch: true, readings: lines.map(readLine) };
}

function readLine(line: string): LineReading {
  const json = parseJson(line);
  return json === undefined ? { ok: false, code: "malformed-json" } : readFields(json);
}

function readAlert(xml: string): PostedReading {
  const cap = readCap(xml);
  return cap.ok ? single(readFields(cap.fields)) : cap;
}

/** CloudEvents 1.0 in structured mode; source and id together name the event. */
const CloudEvent = z.object({
  specversion: z.literal("1.0"),
  id: z.string().min(1),
  source: z.string().min(1),
  time: z.string().optional(),
  data: z.looseObject({}),
});

function readEvent(text: string): LineReading {
  const json = parseJson(text);
  if (json === undefined) return { ok: false, code: "malformed-json" };
  const event = CloudEvent.safeParse(json);
  if (!event.success) {
    const errors = event.error.issues.map(({ path, message }) => ({
      path: path.map(String).join("."),
      message,
    }));
    return { ok: false, code: "invalid-report", errors };
  }
  const { id, source, time, data } = event.data;
  return readFields({ externalId: `${source}#${id}`, publishedAt: time, ...data });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
