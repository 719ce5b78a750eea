import { hash as hashOf } from "node:crypto";

import type { Report } from "../model/report.ts";
import type { Source } from "../model/source.ts";
import { type LineReading, readPosted, type UnreadableCode } from "./read-posted.ts";
import type { FieldError, SentReport } from "./read-report.ts";
import { verifySignature } from "./verify-signature.ts";

/** What a sender posted, before anything is believed of it. */
export interface Delivery {
  /** As in the path; undefined where the path names none. */
  readonly source: string | undefined;
  readonly webhookId: string | undefined;
  readonly timestamp: string | undefined;
  readonly signature: string | undefined;
  /** Media type and its parameters, as sent. */
  readonly contentType?: string | undefined;
  readonly body: Uint8Array;
}

/** Stable: at once the HTTP body's `code`, the metric's label and the log's field. */
export type RefusalCode = "unauthorized" | "webhook-id-invalid" | UnreadableCode | "invalid-report";

/** A report ready to be written, with what tells whether the same was written before. */
export interface Arrival {
  readonly report: Report;
  /** SHA-256 of the raw body, hex: the same id with another body is a conflict. */
  readonly bodyHash: string;
  /** The raw body, where reading it as JSON gives the report's fields once more. */
  readonly posted?: Uint8Array | undefined;
  readonly rate: Source["rate"];
}

/** One line of a batch. */
export type LineExamination =
  | { readonly ok: true; readonly arrival: Arrival }
  | Extract<LineReading, { ok: false }>;

export type Examination =
  | { readonly ok: true; readonly arrival: Arrival }
  /** Several reports, each with a verdict of its own. */
  | { readonly ok: true; readonly lines: readonly LineExamination[] }
  | {
      readonly ok: false;
      readonly code: RefusalCode;
      /** For the log only: an unauthorized sender gets no hint. */
      readonly cause?: string;
      readonly errors?: readonly FieldError[];
    };

/** A `.` would let one signature cover two readings of `id.timestamp.body`. */
const WEBHOOK_ID = /^[^\s.]{1,256}$/;

/** Signature first: nothing of an unsigned body is read. */
export function examineDelivery(
  delivery: Delivery,
  sources: readonly Source[],
  now: Temporal.Instant,
): Examination {
  const source = findSource(delivery.source, sources);
  if (!source) return { ok: false, code: "unauthorized", cause: "unknown-source" };
  const { webhookId, timestamp, signature } = delivery;
  if (webhookId === undefined || timestamp === undefined || signature === undefined) {
    return { ok: false, code: "unauthorized", cause: "missing-header" };
  }
  const headers = { id: webhookId, timestamp, signature };
  const verified = verifySignature(delivery.body, headers, source.secrets, now);
  if (!verified.ok) return { ok: false, code: "unauthorized", cause: verified.reason };
  // Only who signed is told: to anyone else the answer must not depend on the source.
  if (!WEBHOOK_ID.test(webhookId)) return { ok: false, code: "webhook-id-invalid" };

  const reading = readPosted(delivery.body, delivery.contentType);
  if (!reading.ok) return reading;
  const bodyHash = sha256(delivery.body);
  const lines = reading.readings.map((line, i): LineExamination => {
    if (!line.ok) return line;
    const id = reading.isBatch ? `${webhookId}/${i + 1}` : webhookId;
    const hash = reading.isBatch ? sha256(JSON.stringify(line.report)) : bodyHash;
    const arrival = arrivalOf(line.report, { source, webhookId: id, hash, now });
    return {
      ok: true,
      arrival: reading.isVerbatim ? { ...arrival, posted: delivery.body } : arrival,
    };
  });
  const [only] = lines;
  return !reading.isBatch && only ? only : { ok: true, lines };
}

interface Arriving {
  readonly source: Source;
  readonly webhookId: string;
  readonly hash: string;
  readonly now: Temporal.Instant;
}

function arrivalOf(sent: SentReport, { source, webhookId, hash, now }: Arriving): Arrival {
  const report: Report = {
    language: source.language,
    ...sent,
    id: reportId(source.id, webhookId),
    source: source.id,
    receivedAt: inMilliseconds(now),
  };
  return { report, bodyHash: hash, rate: source.rate };
}

let written = { ms: 0, text: "1970-01-01T00:00:00Z" };

/** Of those that come within one millisecond only the first has its time written out. */
function inMilliseconds({ epochMilliseconds: ms }: Temporal.Instant): string {
  if (ms !== written.ms) {
    written = { ms, text: Temporal.Instant.fromEpochMilliseconds(ms).toString() };
  }
  return written.text;
}

/** The plain path is enough where just one source is configured. */
function findSource(id: string | undefined, sources: readonly Source[]): Source | undefined {
  if (id === undefined) return sources.length === 1 ? sources[0] : undefined;
  return sources.find((source) => source.id === id);
}

/** The same delivery always gets the same id, so that a retry is told its first receipt. */
export function reportId(source: string, webhookId: string): string {
  return `r-${hashOf("sha256", `${source}\0${webhookId}`, "base64url").slice(0, 20)}`;
}

/** In one call, which for a few kilobytes costs half of a hash object's three. */
function sha256(data: string | Uint8Array): string {
  return hashOf("sha256", data, "hex");
}
