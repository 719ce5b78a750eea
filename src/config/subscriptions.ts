import type { Atlas } from "../model/atlas.ts";
import { CASUALTY_KINDS } from "../model/classification.ts";
import type {
  CasualtiesClause,
  Clauses,
  MailOptions,
  RegionClause,
  Rule,
  Subscription,
  SubscriptionTest,
} from "../model/subscription.ts";
import { toSchedule } from "./deliver.ts";
import { type ConfigFile, type Fault } from "./fault.ts";
import { NO_PRESETS } from "./near-presets.ts";
import { toNear } from "./near.ts";
import { codesOf } from "./regions.ts";
import { subscriptionFaults } from "./subscription-faults.ts";
import {
  type WrittenClauses,
  type WrittenSubscription,
  subscriptionSchema,
} from "./subscription-schema.ts";
import { type Names, openVocabulary } from "./vocabulary.ts";
import { type YamlFile, readYaml } from "./yaml-file.ts";

/** Every subscription whose file holds to its shape; it may still have faults of sense, which stand in `faults`. */
export function parseSubscriptions(
  files: readonly ConfigFile[],
  names: Names,
  faults: Fault[],
): readonly Subscription[] {
  const schema = subscriptionSchema(openVocabulary(names));
  const read = files.flatMap((file) => {
    const yaml = readYaml(file, schema, faults);
    if (!yaml) return [];
    const subscription = toSubscription(yaml, names);
    faults.push(...subscriptionFaults(yaml, subscription, names));
    return [{ id: subscription.id, subscription, fault: yaml.fault }];
  });
  faults.push(...repeatedIds(read));
  return read.map(({ subscription }) => subscription);
}

interface Claim {
  readonly id: string;
  readonly fault: YamlFile<unknown>["fault"];
}

/** An id that more than one file claims is said at the later ones. */
function repeatedIds(claims: readonly Claim[]): Fault[] {
  const first = new Map<string, string>();
  return claims.flatMap(({ id, fault }) => {
    const { file } = fault(["id"], "");
    const earlier = first.getOrInsert(id, file);
    if (earlier === file) return [];
    return [fault(["id"], `the id ${JSON.stringify(id)} is already taken by ${earlier}`)];
  });
}

/** `fault` tells where the tests stand. */
export function toSubscription(
  { value, fault }: YamlFile<WrittenSubscription>,
  names: Names,
): Subscription {
  const rules = value.match.map((rule, at): Rule => ({
    name: rule.name ?? `rule ${at + 1}`,
    ...toClauses(rule, names),
    unless: listOf(rule.unless).map((clauses) => toClauses(clauses, names)),
  }));
  return {
    id: value.id,
    name: value.name ?? value.id,
    to: value.to,
    timezone: value.timezone,
    match: atLeastOne(rules),
    unless: listOf(value.unless).map((clauses) => toClauses(clauses, names)),
    deliver: atLeastOne(value.deliver.map(toSchedule)),
    quiet: value.quiet,
    mail: toMail(value.mail),
    readers: value.readers,
    tests: (value.tests ?? []).map((test, at) => toTest(test, fault(["tests", at], ""))),
  };
}

function toMail(written: WrittenSubscription["mail"]): MailOptions {
  const { format = "html", map = true, tlp, ceiling, subject, openpgp, allClear } = written ?? {};
  return { format, map, tlp, ceiling, subject, openpgp, allClear };
}

export function toClauses(
  { regions, near, sources, casualties, maxAge, ...rest }: WrittenClauses,
  names: Names,
): Clauses {
  return {
    threats: rest.threats,
    severity: rest.severity,
    words: rest.words,
    languages: rest.languages,
    actors: rest.actors,
    confidence: rest.confidence,
    ambiguous: rest.ambiguous,
    mentions: rest.mentions,
    casualties: casualties === undefined ? undefined : toCasualties(casualties),
    maxAge: maxAge === undefined ? undefined : Number.parseInt(maxAge, 10),
    regions: regions?.map((asked) => toRegion(asked, names)),
    near: near && toNear(near, names.near ?? NO_PRESETS),
    sources: sources && {
      anyOf: sources.anyOf,
      not: sources.not ?? [],
      atLeast: sources.atLeast ?? 1,
      unlessSeverity: sources.unlessSeverity,
    },
  };
}

function toCasualties(written: NonNullable<WrittenClauses["casualties"]>): CasualtiesClause {
  if (typeof written === "number") return { kinds: [], together: written };
  return {
    kinds: CASUALTY_KINDS.flatMap((kind) => {
      const atLeast = written[kind];
      return atLeast === undefined ? [] : [{ kind, atLeast }];
    }),
  };
}

function toRegion(
  asked: string,
  { atlas, customRegions }: Pick<Names, "customRegions"> & { readonly atlas: Atlas },
): RegionClause {
  return customRegions?.get(asked) ?? sharedClause(asked, atlas);
}

const shared = new WeakMap<Atlas, Map<string, RegionClause>>();
/** More ways to write regions than anyone uses. */
const MOST_SHARED = 1 << 14;

/** Subscriptions by the hundred thousand name the same few regions. */
function sharedClause(asked: string, atlas: Atlas): RegionClause {
  const clauses = shared.getOrInsertComputed(atlas, () => new Map());
  if (clauses.size >= MOST_SHARED) clauses.clear();
  return clauses.getOrInsertComputed(asked, () => ({
    asked,
    codes: codesOf(asked, atlas),
    circles: [],
    polygons: [],
  }));
}

type WrittenTest = NonNullable<WrittenSubscription["tests"]>[number];

function toTest({ report, expect }: WrittenTest, { file, line, column }: Fault): SubscriptionTest {
  return {
    report,
    expect: expect === "none" ? { none: true } : { none: false, ...expect },
    at: `${file}:${line}:${column}`,
  };
}

function listOf<T extends object>(oneOrMore: T | readonly T[] | undefined): readonly T[] {
  if (oneOrMore === undefined) return [];
  return isList(oneOrMore) ? oneOrMore : [oneOrMore];
}

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}

function atLeastOne<T>([first, ...rest]: readonly T[]): readonly [T, ...T[]] {
  if (first === undefined) throw new RangeError("the schema lets no empty list pass");
  return [first, ...rest];
}
