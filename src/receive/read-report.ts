import { z } from "zod";

/** A report as its sender wrote it, checked. */
export type SentReport = z.infer<typeof SentReport>;

export interface FieldError {
  /** JSON path: `publishedAt`, `` for the whole body. */
  readonly path: string;
  readonly message: string;
}

export type ReportReading =
  | { readonly ok: true; readonly report: SentReport }
  | { readonly ok: false; readonly code: "invalid-report"; readonly errors: readonly FieldError[] };

const RFC_3339 =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[Tt](?:[01]\d|2[0-3]):[0-5]\d(?::(?:[0-5]\d|60)(?:\.\d+)?)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d))?$/;
const BCP_47 = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/;

const externalId = z.string().trim().min(1).max(256);

const SentReport = z
  .strictObject({
    externalId: externalId.optional(),
    title: z.string().max(500).optional(),
    text: z.string().max(200_000).refine(hasLetter, "must say something"),
    url: z
      .url({ protocol: /^https?$/, error: "must be an http or https address" })
      .max(2048)
      .optional(),
    publishedAt: z.string().refine(isRfc3339, "must be an RFC 3339 date or date-time").optional(),
    language: z.string().regex(BCP_47, "must be a BCP 47 tag").optional(),
    retracts: externalId.optional(),
    corrects: externalId.optional(),
    /** Files the past: nobody is alerted. */
    backfill: z.boolean().optional(),
  })
  .refine(({ retracts, corrects }) => retracts === undefined || corrects === undefined, {
    error: "a report either retracts or corrects",
    path: ["corrects"],
  })
  .refine(({ externalId: own, retracts }) => own === undefined || own !== retracts, {
    error: "a report cannot retract itself",
    path: ["retracts"],
  })
  .refine(({ externalId: own, corrects }) => own === undefined || own !== corrects, {
    error: "a report cannot correct itself",
    path: ["corrects"],
  });

/** Checks a report's fields. Unknown ones are faults: a misspelt `publishedAt` must not be lost in silence. */
export function readFields(fields: unknown): ReportReading {
  const parsed = SentReport.safeParse(fields);
  if (parsed.success) return { ok: true, report: wellFormed(parsed.data) };
  return { ok: false, code: "invalid-report", errors: parsed.error.issues.flatMap(fieldErrors) };
}

function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: key, message: "unknown field" }));
  }
  return [{ path: issue.path.map(String).join("."), message: issue.message }];
}

/** Lone surrogates, which JSON escapes can carry, would not survive UTF-8 and shift every offset. */
function wellFormed(report: SentReport): SentReport {
  return { ...report, title: report.title?.toWellFormed(), text: report.text.toWellFormed() };
}

function hasLetter(text: string): boolean {
  return /\p{L}/u.test(text);
}

function isRfc3339(text: string): boolean {
  if (!RFC_3339.test(text)) return false;
  try {
    Temporal.PlainDate.from(text.slice(0, 10), { overflow: "reject" });
    return true;
  } catch {
    return false;
  }
}
