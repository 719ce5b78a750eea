import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import * as fc from "fast-check";
import { parse } from "yaml";

import { readActors } from "#src/config/actors.ts";
import { parseConfiguration } from "#src/config/configuration.ts";
import type { ConfigFile, Fault } from "#src/config/fault.ts";
import { parseInhibitions } from "#src/config/inhibitions.ts";
import { NO_PRESETS, parseNearPresets } from "#src/config/near-presets.ts";
import { openSilenceReader } from "#src/config/silence-document.ts";
import { openDocumentReader } from "#src/config/subscription-document.ts";
import { SMALL_ATLAS } from "#tests/support/atlas.ts";
import { SMALL_TAXONOMY } from "#tests/support/taxonomy.ts";

import { fuzzTarget } from "./frame/fuzz-target.ts";
import { mutated, upTo } from "./frame/mutations.ts";
import { varyFields, varyText } from "./frame/variations.ts";
import { varyJson } from "./frame/vary-json.ts";

const SECRET = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const SOURCES = `sources:
  - { id: wire, secrets: [WIRE_SECRET], rate: 600/minute, trust: 0.7, country: SY, tlp: amber }
`;
const REGIONS = `regions:
  - { name: gulf-states, codes: [SA, AE, QA] }
  - name: lake-chad
    codes: [NG-BO, Western Asia]
    circles: [{ name: Lake Chad, lat: 13, lon: 14, km: 150 }]
`;
const SUBSCRIPTION = `id: desk
name: Levant desk
to: [desk@example.org]
timezone: Europe/London
match:
  - name: near us
    regions: [SY, gulf-states]
    threats: [terrorism, crime/kidnapping]
    severity: moderate
    words: ["barrel bomb", ISIS]
    near: { lat: 33.5, lon: 36.3, km: { extreme: 300, severe: 100 } }
    unless: { words: [exercise] }
deliver:
  - { at: "07:00", days: [mon, tue] }
  - { immediately: { severity: severe } }
tests:
  - { report: "A bomb exploded in Damascus.", sent: true }
`;
const INHIBITIONS = `inhibitions:
  - name: battle-hides-shelling
    when: { threats: [terrorism], severity: severe }
    hides: { threats: [crime/kidnapping], words: ["barrel bomb"] }
    within: 24h
    widest: country
    km: 5
    subscriptions: [desk]
`;
const NEAR = `presets:
  tight: { minor: 5, moderate: 10, severe: 25, extreme: 50 }
impact: { terrorism: 20, crime/kidnapping: 5 }
`;
const SILENCE = {
  match: { regions: ["SY"], threats: ["terrorism"], words: ["exercise"] },
  subscriptions: ["desk"],
  reason: "A planned exercise",
  startsAt: "2026-11-24T12:00:00Z",
  endsAt: "2026-11-25T12:00:00+02:00",
};
/** Reading grows with length alone, some 7 ms for 4 KB where each line is a fault: a limit of time needs one of length. */
const LONGEST = 4_000;

/** Aliases of aliases: nine to the power of the depth. */
const laughs = fc.integer({ min: 1, max: 12 }).map((depth) => {
  const levels = Array.from(
    { length: depth },
    (_, at) => `a${at + 1}: &a${at + 1} [${Array(9).fill(`*a${at}`).join(",")}]`,
  );
  return `a0: &a0 lol\n${levels.join("\n")}\nregions: *a${depth}\n`;
});
const deep = fc.integer({ min: 1, max: 3000 }).map((depth) => `regions: ${"[".repeat(depth)}`);
const pathsOut = fc
  .constantFrom("../../etc/passwd", "/etc/passwd", "keys/../../x.asc", "..\\x", "x\0.asc")
  .map((path) => `${SUBSCRIPTION}mail: { encrypt: "${path}" }\n`);

type Texts = Readonly<Record<"sources" | "regions" | "subscription", string>>;

function configuration({ sources, regions, subscription }: Texts) {
  return parseConfiguration(
    {
      sources: { path: "sources.yaml", text: sources },
      regions: { path: "regions.yaml", text: regions },
      subscriptions: [{ path: "desk.yaml", text: subscription }],
    },
    {
      atlas: SMALL_ATLAS,
      taxonomy: SMALL_TAXONOMY,
      actorNames: ["Islamic State", "UNSC-1267"],
      secrets: () => SECRET,
      keys: new Map(),
    },
  );
}

/** Every fault is at a place that is in its file, and says something, but never a secret. */
function faultsHold(faults: readonly Fault[], texts: Readonly<Record<string, string>>): void {
  const lines = new Map(Object.entries(texts).map(([file, text]) => [file, text.split("\n")]));
  for (const { file, line, column, message } of faults) {
    const its = lines.get(file);
    assert.ok(its !== undefined, `a fault of ${file}`);
    const text = its[line - 1];
    assert.ok(text !== undefined, `line ${line} of ${its.length}`);
    assert.ok(column >= 1 && column <= text.length + 1, `column ${column} of ${text.length}`);
    assert.ok(message !== "" && !message.includes(SECRET));
  }
  assert.equal(Reflect.get({}, "polluted"), undefined);
}

const ACTORS = readFileSync("config/actors.yaml", "utf8").slice(0, LONGEST);
const DOCUMENT = parse(SUBSCRIPTION) as fc.JsonValue;
const NAMES = {
  atlas: SMALL_ATLAS,
  taxonomy: SMALL_TAXONOMY,
  customRegions: new Map(),
  near: NO_PRESETS,
  actorNames: [],
  sourceIds: [],
};
const readDocument = openDocumentReader(NAMES);
const readSilence = openSilenceReader(NAMES);
const NOW = Temporal.Instant.from("2026-11-24T12:00:00Z");

/** One file by itself, that a reader takes or refuses with a word. */
function fileTarget(
  path: string,
  { weight, base, limit = LONGEST }: { weight: number; base: string; limit?: number },
  read: (file: ConfigFile, faults: Fault[]) => unknown,
) {
  return fuzzTarget({
    name: path.replace(".yaml", ""),
    weight,
    inputs: upTo(limit, mutated(fc.constant(base))),
    vary: varyText(limit),
    check: (text) => {
      const faults: Fault[] = [];
      const value = read({ path, text }, faults);
      faultsHold(faults, { [path]: text });
      assert.ok(value !== undefined || faults.length > 0, "refused without a word");
    },
  });
}

/** Any JSON, and what begins as a good document. */
function documents(good: fc.JsonValue): fc.Arbitrary<fc.JsonValue> {
  const names = fc.constantFrom(...Object.keys(good ?? {}), "unless", "__proto__");
  return fc.oneof(fc.constant(good), fc.jsonValue(), fc.dictionary(names, fc.jsonValue()));
}

/** Whatever stands in a file, it is read or refused at its place, and fills no memory. */
export const CONFIG_FILES = [
  fuzzTarget({
    name: "configuration",
    weight: 2,
    inputs: fc.record({
      sources: fc.oneof(
        { weight: 3, arbitrary: fc.constant(SOURCES) },
        upTo(LONGEST, mutated(fc.constant(SOURCES))),
      ),
      regions: fc.oneof(
        { weight: 8, arbitrary: upTo(LONGEST, mutated(fc.constant(REGIONS))) },
        laughs,
        deep,
      ),
      subscription: fc.oneof(upTo(LONGEST, mutated(fc.constant(SUBSCRIPTION))), pathsOut),
    }),
    vary: varyFields({
      sources: varyText(LONGEST),
      regions: varyText(LONGEST),
      subscription: varyText(LONGEST),
    }),
    check: (texts) => {
      const { configuration: read, faults } = configuration(texts);
      const { sources, regions, subscription } = texts;
      faultsHold(faults, {
        "sources.yaml": sources,
        "regions.yaml": regions,
        "desk.yaml": subscription,
      });
      assert.equal(
        read === undefined,
        faults.some(({ level }) => level === "error"),
      );
    },
  }),
  fileTarget("actors.yaml", { weight: 1, base: ACTORS, limit: 2 * LONGEST }, readActors),
  fileTarget("near.yaml", { weight: 1, base: NEAR }, (file, faults) =>
    parseNearPresets(file, SMALL_TAXONOMY, faults),
  ),
  fileTarget("inhibitions.yaml", { weight: 1, base: INHIBITIONS }, (file, faults) =>
    parseInhibitions(file, NAMES, ["desk"], faults),
  ),
  fuzzTarget({
    name: "document",
    weight: 12,
    inputs: documents(DOCUMENT),
    vary: varyJson,
    check: (document) => {
      const { subscription, faults } = readDocument(document);
      assert.equal(
        subscription === undefined,
        faults.some(({ level }) => level === "error"),
      );
      assert.equal(Reflect.get({}, "polluted"), undefined);
    },
  }),
  fuzzTarget({
    name: "silence",
    weight: 5,
    inputs: documents(SILENCE),
    vary: varyJson,
    check: (document) => {
      const { silence, faults } = readSilence(document, { now: NOW, author: "token 1" });
      assert.equal(silence === undefined, faults.length > 0);
      if (silence) {
        const [from, to] = [silence.startsAt, silence.endsAt].map((at) =>
          Temporal.Instant.from(at),
        );
        assert.ok(from && to && Temporal.Instant.compare(from, to) < 0, "ends before it starts");
      }
      assert.equal(Reflect.get({}, "polluted"), undefined);
    },
  }),
];
