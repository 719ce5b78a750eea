import { XMLParser, XMLValidator } from "fast-xml-parser";
import { z } from "zod";

import type { FieldError } from "./read-report.ts";

/** What a CAP 1.2 alert says, in a report's fields; read on as one. */
export type CapReading =
  | { readonly ok: true; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly code: "malformed-xml" }
  | { readonly ok: false; readonly code: "invalid-report"; readonly errors: readonly FieldError[] };

/** Entities stay as they are written, save the five of XML itself: nothing is ever expanded or fetched. */
const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: true,
  parseTagValue: false,
  processEntities: false,
  isArray: (name) => name === "info" || name === "area",
});

const text = z.string().optional();

const Alert = z.object({
  alert: z.object({
    identifier: z.string(),
    sent: z.string(),
    status: z.literal("Actual", {
      error: "must be Actual: exercises, tests and drafts are not news",
    }),
    msgType: z.enum(["Alert", "Update", "Cancel"], { error: "must be Alert, Update or Cancel" }),
    references: text,
    info: z
      .array(
        z.object({
          language: text,
          event: text,
          headline: text,
          description: text,
          instruction: text,
          web: text,
          area: z.array(z.object({ areaDesc: text })).optional(),
        }),
      )
      .default([]),
  }),
});

type AlertFields = z.infer<typeof Alert>["alert"];

/** OASIS Common Alerting Protocol 1.2. Of several languages the first is read. */
export function readCap(xml: string): CapReading {
  const document = parseXml(xml);
  if (document === undefined) return { ok: false, code: "malformed-xml" };
  const parsed = Alert.safeParse(document);
  if (!parsed.success) {
    const errors = parsed.error.issues.map(({ path, message }) => ({
      path: path.map(String).join("."),
      message,
    }));
    return { ok: false, code: "invalid-report", errors };
  }
  return { ok: true, fields: fieldsOf(parsed.data.alert) };
}

/** Undefined for what is no XML, and for what has a document type: that could declare entities, and a CAP alert has none. */
function parseXml(xml: string): unknown {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml) || XMLValidator.validate(xml) !== true) return undefined;
  try {
    return parser.parse(xml);
  } catch {
    // The validator lets pass what the parser does not: a declaration with a quote left open.
    return undefined;
  }
}

function fieldsOf({ identifier, sent, msgType, references, info }: AlertFields) {
  const [first] = info;
  const areas = first?.area?.flatMap(({ areaDesc }) => areaDesc ?? []) ?? [];
  const said = [first?.description, areas.join("; "), first?.instruction].map(plain);
  const referred = lastReference(references);
  return {
    externalId: plain(identifier),
    title: plain(first?.headline) ?? plain(first?.event),
    text:
      said.filter((part) => part !== undefined && part !== "").join("\n\n") || plain(first?.event),
    url: plain(first?.web),
    publishedAt: sent.trim(),
    language: first?.language?.trim(),
    ...(msgType === "Update" && { corrects: referred }),
    // What a Cancel says is that it is cancelled, in whatever words.
    ...(msgType === "Cancel" && { retracts: referred, text: said.find(Boolean) ?? "Cancelled" }),
  };
}

/** `sender,identifier,sent` of each earlier message, the latest last. */
function lastReference(references: string | undefined): string | undefined {
  return references?.trim().split(/\s+/).at(-1)?.split(",")[1];
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&apos;": "'",
  "&amp;": "&",
};

function plain(written: string | undefined): string | undefined {
  return written
    ?.replaceAll(/&(?:lt|gt|quot|apos|amp);/g, (entity) => ENTITIES[entity] ?? entity)
    .trim();
}
