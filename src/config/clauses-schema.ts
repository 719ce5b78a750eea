import { z } from "zod";

import type { CasualtyKind } from "../model/classification.ts";
import { AMBIGUITIES } from "../model/subscription.ts";
import { SEVERITY_FLOOR } from "./deliver.ts";
import { named, patterned } from "./named.ts";
import { nearSchema } from "./near.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** What a rule or an exception may ask for, by key. */
export function clausesShape(vocabulary: Vocabulary) {
  return {
    ...placeClauses(vocabulary),
    ...eventClauses(vocabulary),
    ...tellingClauses(vocabulary),
  };
}

/** Any of a list, each of which the vocabulary knows. */
function anyOf(
  item: z.ZodString,
  meta: { readonly description: string; readonly examples: readonly (readonly string[])[] },
) {
  return z
    .array(item)
    .min(1)
    .optional()
    .meta({ description: meta.description, examples: [...meta.examples] });
}

function placeClauses({ region, preset }: Vocabulary) {
  return {
    regions: anyOf(named(region), {
      description:
        "Any of these: ISO 3166-1 or 3166-2 codes, UN M49 groups, names of regions.yaml.",
      examples: [["SY", "IQ-AN", "Western Asia", "gulf-states"]],
    }),
    near: nearSchema(preset).optional(),
    ambiguous: z.enum(AMBIGUITIES).optional().meta({
      description:
        "Place names with more than one likely reading. Without this the likeliest counts; include: the others count too; flag: so they do, and the reason says so; exclude: such incidents stay out.",
    }),
    mentions: z.boolean().optional().meta({
      description: "true: regions and near also hear of places that are only mentioned.",
    }),
  };
}

function eventClauses({ threat, actor }: Vocabulary) {
  return {
    threats: anyOf(named(threat), {
      description: "Any of these: a category, or category/sub-type.",
      examples: [["terrorism", "armed-conflict/shelling-missile"]],
    }),
    severity: SEVERITY_FLOOR.optional(),
    casualties: CASUALTIES.optional(),
    actors: anyOf(named(actor), {
      description: "Any of these actors, or any of a list, as actors.yaml names them.",
      examples: [["Islamic State", "UNSC-1267"]],
    }),
    confidence: z
      .number()
      .gt(0)
      .max(1)
      .optional()
      .meta({
        description: "0 to 1: place and threat, as far as they are known, are this sure or surer.",
        examples: [0.8],
      }),
    maxAge: DAYS.optional(),
  };
}

function tellingClauses(vocabulary: Vocabulary) {
  return {
    sources: sourcesClause(vocabulary)
      .optional()
      .meta({ description: "Who must tell it, who does not count, and how many are needed." }),
    languages: anyOf(named(vocabulary.language), {
      description: "Any of these languages of the report, ISO 639-1.",
      examples: [["ar", "fr"]],
    }),
    words: anyOf(watchWord, {
      description:
        "Any of these whole words or phrases; case and accents do not matter, nor does the form of a word in small letters.",
      examples: [["UNRWA", "al-Hol"]],
    }),
  };
}

const watchWord = z
  .string()
  .min(1)
  .max(100)
  .regex(/[\p{L}\p{N}]/u, {
    error: ({ input }) =>
      `${JSON.stringify(input)} holds no letter and no digit: it can never match`,
  });

function sourcesClause(vocabulary: Vocabulary) {
  const list = z.array(named(vocabulary.source)).min(1).optional();
  return z.strictObject({
    anyOf: list.meta({ description: "Only these are heard." }),
    not: list.meta({ description: "These are not heard." }),
    atLeast: z.int().min(1).max(20).optional().meta({
      description: "How many independent sources must tell it; copies of one text count once.",
    }),
    unlessSeverity: SEVERITY_FLOOR.optional().meta({
      description: "This or worse needs one source only, whatever atLeast says.",
    }),
  });
}

const figure = z.int().min(1).max(1_000_000);

/** A kind that the model adds must be added here. */
const BY_KIND = {
  killed: figure.optional().meta({ description: "This many killed, or more." }),
  injured: figure.optional().meta({ description: "This many injured, or more." }),
  missing: figure.optional().meta({ description: "This many missing, or more." }),
  detained: figure.optional().meta({ description: "This many detained, or more." }),
  displaced: figure.optional().meta({ description: "This many displaced, or more." }),
} as const satisfies Readonly<Record<CasualtyKind, z.ZodType>>;

const byKind = z.strictObject(BY_KIND).refine((asked) => Object.keys(asked).length > 0, {
  error: "write a figure for one kind at least",
});

const CASUALTIES = z
  .union([figure, byKind], { error: "expected a number, or { killed: 1, injured: 10 }" })
  .meta({
    description:
      "This many killed and injured together, or more; by kind, any of the figures is enough.",
    examples: [10, { killed: 1, detained: 20 }],
  });

const DAYS = patterned(/^[1-9]\d{0,3}d$/, 'a number of days such as "7d"').meta({
  description: "The event is no longer ago than this when it is first told; undated events pass.",
  examples: ["7d"],
});
