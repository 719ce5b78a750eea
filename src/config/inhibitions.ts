import { z } from "zod";

import { type Inhibition, WIDTHS } from "../model/inhibition.ts";
import { clausesShape } from "./clauses-schema.ts";
import type { ConfigFile, Fault } from "./fault.ts";
import { ID, MAX_KM, named, patterned } from "./named.ts";
import { DURATION, parseDurationSeconds } from "./span.ts";
import { toClauses } from "./subscriptions.ts";
import { didYouMean } from "./suggest.ts";
import { ANY_NAME, type Names, openVocabulary, type Vocabulary } from "./vocabulary.ts";
import { readYaml, type YamlFile } from "./yaml-file.ts";

/** A week: what is older has its own place in the news. */
const LONGEST_SECONDS = 7 * 86_400;
const DEFAULT_KM = 5;

const within = patterned(DURATION, 'a span such as "24h"').refine(
  (text) => (parseDurationSeconds(text) ?? 0) <= LONGEST_SECONDS,
  { error: "at most 168h: what is older is news again" },
);

export function inhibitionsSchema(vocabulary: Vocabulary = ANY_NAME) {
  const shape = clausesShape(vocabulary);
  const inhibition = z.strictObject({
    name: ID.meta({
      description: "What mails, metrics and explain call it.",
      examples: ["battle-hides-shelling"],
    }),
    when: z
      .strictObject(shape)
      .refine((clauses) => Object.keys(clauses).length > 0, {
        error: "say which incidents hide others: threats, a severity, words",
      })
      .meta({ description: "The incident that hides: clauses as in a rule, all of them." }),
    hides: z
      .strictObject({
        ...shape,
        threats: z.array(named(vocabulary.threat)).min(1).meta({
          description:
            "Any of these; an incident that has a threat besides is not hidden. Nothing graver ever is.",
        }),
      })
      .meta({ description: "What it hides: clauses as in a rule, with threats." }),
    within: within.meta({
      description: "The most that may lie between the two, either way.",
      examples: ["24h"],
    }),
    widest: z.enum(WIDTHS).default("subdivision").meta({
      description: "An incident that is placed no better than this hides others in all of it.",
    }),
    km: z.number().min(0).max(MAX_KM).default(DEFAULT_KM).meta({
      description: "How far from the exact place of the one another still happened there.",
    }),
    subscriptions: z
      .array(ID)
      .min(1)
      .optional()
      .meta({ description: "Only for these subscriptions." }),
  });
  return z
    .strictObject({
      inhibitions: z.array(inhibition).meta({ description: "None: nothing is hidden." }),
    })
    .meta({
      title: "tocsin inhibitions",
      description: "Which incidents go without saying beside a graver one in the same place.",
    });
}

type InhibitionsFile = z.output<ReturnType<typeof inhibitionsSchema>>;

/** Undefined when the file does not hold to its shape. `subscriptionIds` are those of the files. */
export function parseInhibitions(
  file: ConfigFile,
  names: Names,
  subscriptionIds: readonly string[],
  faults: Fault[],
): readonly Inhibition[] | undefined {
  const yaml = readYaml(file, inhibitionsSchema(openVocabulary(names)), faults);
  if (!yaml) return undefined;
  const { inhibitions } = yaml.value;
  for (const at of inhibitions.keys()) faults.push(...faultsOfSense(yaml, at, subscriptionIds));
  return inhibitions.map(({ name, when, hides, within: span, widest, km, subscriptions }) => ({
    name,
    when: toClauses(when, names),
    hides: { ...toClauses(hides, names), threats: hides.threats },
    withinSeconds: parseDurationSeconds(span) ?? 0,
    widest,
    km,
    subscriptions,
  }));
}

function faultsOfSense(
  { value: { inhibitions }, fault }: YamlFile<InhibitionsFile>,
  at: number,
  subscriptionIds: readonly string[],
): Fault[] {
  const { name, subscriptions = [] } = inhibitions[at] ?? { name: "" };
  const isRepeated = inhibitions.slice(0, at).some((earlier) => earlier.name === name);
  const repeated = `a second inhibition is named ${JSON.stringify(name)}`;
  const strangers = subscriptions.flatMap((id, place) => {
    if (subscriptionIds.includes(id)) return [];
    // It may be one of those put through the API, which no file tells.
    const message = `no file has a subscription ${JSON.stringify(id)}${didYouMean(id, subscriptionIds)}`;
    return [fault(["inhibitions", at, "subscriptions", place], message, "warning")];
  });
  return [...(isRepeated ? [fault(["inhibitions", at, "name"], repeated)] : []), ...strangers];
}
