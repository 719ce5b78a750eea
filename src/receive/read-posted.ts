import { z } from "zod";

import { readCap } from "./read-cap.ts";
import { type FieldError, readFields, type SentReport } from "./read-report.ts";

/** How a body says its reports: `mediaType` is one of `MEDIA_TYPES`. */
export type PostedReading =
  | { readonly ok: true; readonly isBatch: boolean; readonly readings: readonly LineReading[] }
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
      return single(readLine(text));
  }
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
