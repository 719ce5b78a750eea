import { z } from "zod";

import {
  type Lexicon,
  type Precedence,
  READ_SIGNS,
  type SeverityRule,
  type ThreatKnowledge,
  type TypeCues,
} from "../classify/threat/knowledge.ts";
import { SEVERITIES } from "../model/severity.ts";
import { CATEGORIES, type SubType } from "../model/threat.ts";
import { checkLexicons, mergeLists, unknownType } from "./check-lexicons.ts";
import type { ConfigFile, Fault } from "./fault.ts";
import { didYouMean } from "./suggest.ts";
import { type YamlFile, readYaml } from "./yaml-file.ts";

const slug = z.string().regex(/^[a-z]+(-[a-z]+)*$/, "a slug is lower-case words joined by hyphens");
const phrases = z.array(z.string()).default([]);
const counts = z.record(z.string(), z.number().int().nonnegative()).default({});

const taxonomySchema = z.strictObject({
  types: z.array(
    z.strictObject({
      slug,
      category: z.enum(CATEGORIES),
      also: z.array(z.enum(CATEGORIES)).default([]),
      definition: z.string().min(1),
      standard: z.string().min(1),
      specifies: z.array(slug).default([]),
      outranks: z.array(slug).default([]),
      absorbs: z.array(slug).default([]),
    }),
  ),
});

const lexiconSchema = z.strictObject({
  language: z.string().regex(/^[a-z]{2}$/, "an ISO 639-1 code such as en"),
  signs: z.record(z.string(), z.array(z.string())).default({}),
  types: z
    .record(
      z.string(),
      z.strictObject({
        sure: phrases,
        likely: phrases,
        hint: phrases,
        together: z
          .array(
            z.strictObject({
              signs: z.array(z.string()).min(2),
              without: z.array(z.string()).default([]),
              is: z.enum(["sure", "likely", "hint"]),
            }),
          )
          .default([]),
      }),
    )
    .default({}),
  calendar: z
    .strictObject({ weekdays: counts, months: counts, daysAgo: counts })
    .default({ weekdays: {}, months: {}, daysAgo: {} }),
  numbers: z
    .strictObject({ exact: counts, times: counts, vague: counts, article: phrases })
    .default({ exact: {}, times: {}, vague: {}, article: [] }),
});

const severitySchema = z.strictObject({
  rules: z.array(
    z.strictObject({
      severity: z.enum(SEVERITIES),
      reason: z.string().min(1),
      threats: z.array(z.string()).min(1).optional(),
      killed: z.number().int().positive().optional(),
      injured: z.number().int().positive().optional(),
      missing: z.number().int().positive().optional(),
      displaced: z.number().int().positive().optional(),
      sign: z.string().optional(),
    }),
  ),
});

/** As a lexicon's file has it. */
export type LexiconFile = YamlFile<z.infer<typeof lexiconSchema>>;

const TAXONOMY_FILE = /(?:^|\/)taxonomy\.ya?ml$/;
const SEVERITY_FILE = /(?:^|\/)severity\.ya?ml$/;

/**
 * Reads the threats folder: `taxonomy.yaml`, `severity.yaml`, and any number of
 * lexicon files, where files of one language add up. Every fault goes to
 * `faults`; undefined when there was an error.
 */
export function readThreats(
  files: readonly ConfigFile[],
  faults: Fault[],
): ThreatKnowledge | undefined {
  const before = faults.length;
  const taxonomyFile = files.find(({ path }) => TAXONOMY_FILE.test(path));
  const severityFile = files.find(({ path }) => SEVERITY_FILE.test(path));
  if (taxonomyFile === undefined) faults.push(missing("threats/taxonomy.yaml"));
  if (severityFile === undefined) faults.push(missing("threats/severity.yaml"));
  const taxonomy = taxonomyFile && readTaxonomy(taxonomyFile, faults);
  const lexicons = files
    .filter((file) => file !== taxonomyFile && file !== severityFile)
    .flatMap((file) => readYaml(file, lexiconSchema, faults) ?? []);
  if (taxonomy !== undefined) checkLexicons(lexicons, taxonomy.taxonomy, faults);
  const signs = new Set([
    ...READ_SIGNS,
    ...lexicons.flatMap(({ value }) => Object.keys(value.signs)),
  ]);
  const severity =
    severityFile && readSeverity(severityFile, { taxonomy: taxonomy?.taxonomy, signs }, faults);
  const failed = faults.slice(before).some((fault) => fault.level === "error");
  if (failed || taxonomy === undefined || severity === undefined) return undefined;
  return { ...taxonomy, severity, lexicons: mergeLexicons(lexicons.map(({ value }) => value)) };
}

function missing(file: string): Fault {
  return { file, line: 1, column: 1, message: "the file is missing", level: "error" };
}

function readTaxonomy(
  file: ConfigFile,
  faults: Fault[],
): Pick<ThreatKnowledge, "taxonomy" | "precedence"> | undefined {
  const yaml = readYaml(file, taxonomySchema, faults);
  if (yaml === undefined) return undefined;
  const taxonomy = new Map<string, SubType>();
  const precedence = new Map<string, Precedence>();
  const known = new Set(yaml.value.types.map((type) => type.slug));
  for (const [index, type] of yaml.value.types.entries()) {
    if (taxonomy.has(type.slug)) {
      faults.push(yaml.fault(["types", index, "slug"], `"${type.slug}" is listed twice`));
    }
    const { specifies, outranks, absorbs, ...subType } = type;
    taxonomy.set(type.slug, subType);
    precedence.set(type.slug, { specifies, outranks, absorbs });
    for (const key of ["specifies", "outranks", "absorbs"] as const) {
      for (const [place, other] of type[key].entries()) {
        if (known.has(other)) continue;
        faults.push(yaml.fault(["types", index, key, place], unknownType(other, known)));
      }
    }
  }
  return { taxonomy, precedence };
}

interface SeverityCheck {
  readonly taxonomy: ReadonlyMap<string, SubType> | undefined;
  /** Those of any language: a rule by a sign holds where the report's language has it. */
  readonly signs: ReadonlySet<string>;
}

function readSeverity(
  file: ConfigFile,
  { taxonomy, signs }: SeverityCheck,
  faults: Fault[],
): readonly SeverityRule[] | undefined {
  const yaml = readYaml(file, severitySchema, faults);
  if (yaml === undefined || taxonomy === undefined) return undefined;
  const known = new Set<string>([...CATEGORIES, ...taxonomy.keys()]);
  for (const [index, { threats, sign }] of yaml.value.rules.entries()) {
    if (sign !== undefined && !signs.has(sign)) {
      const message = `"${sign}" names no sign of any language${didYouMean(sign, signs)}`;
      faults.push(yaml.fault(["rules", index, "sign"], message));
    }
    for (const [place, name] of (threats ?? []).entries()) {
      if (known.has(name)) continue;
      const message = `"${name}" is no category and no type${didYouMean(name, known)}`;
      faults.push(yaml.fault(["rules", index, "threats", place], message));
    }
  }
  return yaml.value.rules;
}

function mergeLexicons(parts: readonly z.infer<typeof lexiconSchema>[]): Lexicon[] {
  return [...Map.groupBy(parts, (part) => part.language)].map(([language, group]) => ({
    language,
    signs: mergeLists(group.map((part) => part.signs)),
    types: mergeTypes(group.map((part) => part.types)),
    calendar: {
      weekdays: Object.assign({}, ...group.map((part) => part.calendar.weekdays)),
      months: Object.assign({}, ...group.map((part) => part.calendar.months)),
      daysAgo: Object.assign({}, ...group.map((part) => part.calendar.daysAgo)),
    },
    numbers: {
      exact: Object.assign({}, ...group.map((part) => part.numbers.exact)),
      times: Object.assign({}, ...group.map((part) => part.numbers.times)),
      vague: Object.assign({}, ...group.map((part) => part.numbers.vague)),
      article: group.flatMap((part) => part.numbers.article),
    },
  }));
}

type TypesFile = z.infer<typeof lexiconSchema>["types"];

function mergeTypes(parts: readonly TypesFile[]): Record<string, TypeCues> {
  const merged: Record<string, TypeCues> = {};
  for (const [name, { sure, likely, hint, together }] of parts.flatMap((part) =>
    Object.entries(part),
  )) {
    const known = merged[name];
    merged[name] = {
      phrases: {
        sure: [...(known?.phrases.sure ?? []), ...sure],
        likely: [...(known?.phrases.likely ?? []), ...likely],
        hint: [...(known?.phrases.hint ?? []), ...hint],
      },
      together: [
        ...(known?.together ?? []),
        ...together.map(({ signs, without, is }) => ({ signs, without, strength: is })),
      ],
    };
  }
  return merged;
}
