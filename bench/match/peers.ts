import { Environment } from "@marcbachmann/cel-js";
import { Engine } from "json-rules-engine";
import { Query } from "mingo";
import * as siftModule from "sift";

import type { FlatIncident, FlatRule } from "./flat.ts";

/** Its types describe the CommonJS module, and Node gives the other. */
const createSift = siftModule.default as unknown as typeof siftModule.default.default;

/** Gives how many rules hold. */
export type Peer = (incident: FlatIncident) => number | Promise<number>;

/** Rules prepared once, then all tried: what one would write without an index. */
export function closures(rules: readonly FlatRule[], keys: number): Peer {
  const has = new Uint8Array(keys);
  const sites = new Uint8Array(rules.length);
  const tests = rules.map(({ severity, threats, regions, words, site }) => (floor: number) => {
    if (severity > floor) return false;
    if (!threats.some((threat) => has[threat] === 1)) return false;
    if (regions && !regions.some((region) => has[region] === 1)) return false;
    if (words && !words.some((word) => has[word] === 1)) return false;
    return site === undefined || sites[site] === 1;
  });
  return (incident) => {
    has.fill(0);
    sites.fill(0);
    for (const list of [incident.threats, incident.regions, incident.words]) {
      for (const key of list) has[key] = 1;
    }
    for (const site of incident.sites) sites[site] = 1;
    let found = 0;
    for (const holds of tests) if (holds(incident.severity)) found += 1;
    return found;
  };
}

function criteriaOf({ severity, threats, regions, words, site }: FlatRule) {
  return {
    severity: { $gte: severity },
    threats: { $in: threats },
    ...(regions ? { regions: { $in: regions } } : {}),
    ...(words ? { words: { $in: words } } : {}),
    ...(site === undefined ? {} : { sites: { $in: [site] } }),
  };
}

export function bySift(rules: readonly FlatRule[]): Peer {
  const tests = rules.map((rule) => createSift(criteriaOf(rule)));
  return (incident) => tests.filter((holds) => holds(incident)).length;
}

export function byMingo(rules: readonly FlatRule[]): Peer {
  const queries = rules.map((rule) => new Query(criteriaOf(rule)));
  return (incident) => queries.filter((query) => query.test({ ...incident })).length;
}

function anyOf(fact: string, value: readonly number[]) {
  return { fact, operator: "anyOf", value };
}

export function byJsonRulesEngine(rules: readonly FlatRule[]): Peer {
  const engine = new Engine([], { allowUndefinedFacts: true });
  engine.addOperator<ReadonlySet<number>, readonly number[]>("anyOf", (told, asked) =>
    asked.some((one) => told.has(one)),
  );
  for (const rule of rules) {
    const { severity, threats, regions, words, site } = rule;
    engine.addRule({
      conditions: {
        all: [
          { fact: "severity", operator: "greaterThanInclusive", value: severity },
          anyOf("threats", threats),
          ...(regions ? [anyOf("regions", regions)] : []),
          ...(words ? [anyOf("words", words)] : []),
          ...(site === undefined ? [] : [anyOf("sites", [site])]),
        ],
      },
      event: { type: "matched" },
    });
  }
  return async ({ severity, ...lists }) => {
    const sets = Object.entries(lists).map(([name, list]) => [name, new Set(list)] as const);
    const { events } = await engine.run({ severity, ...Object.fromEntries(sets) });
    return events.length;
  };
}

function any(name: string, asked: readonly number[]): string {
  return `${name}.exists(one, one in [${asked.join(", ")}])`;
}

export function byCel(rules: readonly FlatRule[]): Peer {
  const environment = new Environment().registerVariable("severity", "int");
  for (const name of ["threats", "regions", "words", "sites"]) {
    environment.registerVariable(name, "list<int>");
  }
  const programs = rules.map(({ severity, threats, regions, words, site }) =>
    environment.parse(
      [
        `severity >= ${severity}`,
        any("threats", threats),
        ...(regions ? [any("regions", regions)] : []),
        ...(words ? [any("words", words)] : []),
        ...(site === undefined ? [] : [any("sites", [site])]),
      ].join(" && "),
    ),
  );
  return ({ severity, ...lists }) => {
    const told = Object.fromEntries(
      Object.entries(lists).map(([name, list]) => [name, list.map(BigInt)]),
    );
    const values = { severity: BigInt(severity), ...told };
    return programs.filter((program) => program(values) === true).length;
  };
}
