import { z } from "zod";

import { READER_RIGHTS } from "../model/reader.ts";
import { TLP_LEVELS } from "../model/tlp.ts";
import { clausesShape } from "./clauses-schema.ts";
import { DELIVERY, SEVERITY_FLOOR, TIME } from "./deliver.ts";
import { ID, LABEL, named } from "./named.ts";
import { ANY_NAME, type Vocabulary } from "./vocabulary.ts";

const MAX_ADDRESSES = 100;

const mail = z.strictObject({
  format: z.enum(["html", "text"]).default("html").meta({
    description: "html carries a text part as well; text is small and needs no more.",
  }),
  map: z.boolean().default(true).meta({
    description: "A map of the items' places, in the mail itself; an HTML mail only.",
  }),
  tlp: z
    .enum(TLP_LEVELS)
    .optional()
    .meta({ description: "Traffic Light Protocol 2.0 label printed on the mail." }),
  ceiling: z
    .enum(TLP_LEVELS)
    .optional()
    .meta({
      description: "Nothing is told of what a source with a higher tlp tells.",
      examples: ["green"],
    }),
  subject: z.enum(["full", "neutral"]).default("full").meta({
    description: "neutral keeps what happened out of the subject and of an inbox's preview.",
  }),
  openpgp: z
    .string()
    .regex(/^[\w.-]{1,80}\.asc$/, {
      error: 'expected the name of a file in keys/, such as "desk.asc"',
    })
    .optional()
    .meta({
      description: "Public keys of all its addresses, in keys/. Nothing is sent but encrypted.",
      examples: ["desk.asc"],
    }),
  allClear: z.enum(["daily", "weekly"]).optional().meta({
    description: "How often to say that nothing happened, and what was watched, where nothing did.",
  }),
});

const quiet = z
  .strictObject({
    from: TIME.meta({ description: "Local time." }),
    to: TIME.meta({ description: "On the next day where it is earlier than from." }),
    except: SEVERITY_FLOOR.optional().meta({ description: "This or worse is sent all the same." }),
  })
  .refine(({ from, to }) => from !== to, {
    error: "from and to are the same time: nothing is quiet",
  })
  .meta({
    description: "Local times between which immediate mail waits.",
    examples: [{ from: "22:00", to: "06:00", except: "extreme" }],
  });

const readers = z
  .strictObject({
    change: z
      .array(z.enum(READER_RIGHTS))
      .min(1)
      .meta({ description: "hour: when an at: comes to them; severity: a floor of their own." }),
  })
  .meta({
    description: "What readers may change on the page that their mails link to.",
    examples: [{ change: ["hour", "severity"] }],
  });

/** RFC 3339: a date, or a time with its offset. */
function dateFault(text: string): string | undefined {
  try {
    if (text.includes("T")) Temporal.Instant.from(text);
    else Temporal.PlainDate.from(text);
    return undefined;
  } catch {
    return `${JSON.stringify(text)} is not a date such as 2025-03-05 or 2025-03-05T14:00:00Z`;
  }
}

function testSchema(vocabulary: Vocabulary) {
  const report = z
    .strictObject({
      title: z.string().min(1).optional().meta({ description: "Its headline." }),
      text: z.string().min(1).meta({ description: "Its text." }),
      publishedAt: named(dateFault).optional().meta({ description: "RFC 3339 date or date-time." }),
      language: z.string().optional().meta({ description: "BCP 47; found out where missing." }),
      source: named(vocabulary.source).optional().meta({ description: "Who sends it." }),
    })
    .meta({ description: "A report as a source would send it." });
  const expected = z.strictObject({
    delivery: z
      .enum(["immediately", "at", "hourly"])
      .optional()
      .meta({ description: "The kind of delivery that takes it; any without this." }),
    rule: z.string().min(1).optional().meta({ description: "A rule that holds." }),
  });
  const expect = z
    .union([z.literal("none"), expected], {
      error: "write none, or { delivery: immediately, rule: name of a rule }",
    })
    .meta({ description: "none, or which delivery takes it and by which rule." });
  return z
    .strictObject({ report, expect })
    .meta({ description: "A report, and whether these rules send it. tocsin check runs it." });
}

function ruleSchemas(vocabulary: Vocabulary) {
  const clauses = z.strictObject(clausesShape(vocabulary)).meta({ description: "All of these." });
  const unless = z
    .union([clauses, z.array(clauses).min(1)], { error: "expected clauses, or a list of them" })
    .optional()
    .meta({
      description: "Exceptions: any of these, each with all its clauses, keeps the incident out.",
    });
  const rule = z.strictObject({
    name: LABEL.optional().meta({ description: "Printed in the mail as the reason it was sent." }),
    ...clausesShape(vocabulary),
    unless,
  });
  return { rule, unless };
}

const deliver = z
  .array(DELIVERY)
  .min(1)
  .meta({
    description: "When mail is sent; each has its own memory of what it sent.",
    examples: [
      [{ at: "07:00" }, { immediately: { severity: "extreme", hold: "60s", limit: "6/hour" } }],
    ],
  });

export function subscriptionSchema(vocabulary: Vocabulary = ANY_NAME) {
  const { rule, unless } = ruleSchemas(vocabulary);
  const to = z
    .array(named(vocabulary.address))
    .min(1)
    .max(MAX_ADDRESSES)
    .meta({
      description: "One mail to each address, never a shared To.",
      examples: [["desk@example.org"]],
    });
  const timezone = named(vocabulary.timezone).meta({
    description: "IANA zone in which all times of this file are told.",
    examples: ["Europe/London"],
  });
  const match = z.array(rule).min(1).meta({
    description: "Any of these rules; inside a rule every clause must hold; inside a list any one.",
  });
  return z
    .strictObject({
      id: ID.meta({ description: "Unique among all subscriptions.", examples: ["levant-desk"] }),
      name: LABEL.optional().meta({ description: "Stands in the subject of each mail." }),
      to,
      timezone,
      match,
      unless,
      deliver,
      quiet: quiet.optional(),
      mail: mail.optional().meta({ description: "What the mail looks like." }),
      readers: readers.optional(),
      tests: z
        .array(testSchema(vocabulary))
        .optional()
        .meta({ description: "Expectations that tocsin check runs." }),
    })
    .meta({
      title: "tocsin subscription",
      description: "Which incidents are mailed to whom, when, and why.",
    });
}

export type WrittenSubscription = z.output<ReturnType<typeof subscriptionSchema>>;
export type WrittenClauses = Omit<WrittenSubscription["match"][number], "name" | "unless">;
