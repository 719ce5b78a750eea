import { describe, expect, test } from "vitest";

import { parseConfiguration } from "#src/config/configuration.ts";
import { formatFault } from "#src/config/fault.ts";
import { parseSecret } from "#src/config/sources.ts";
import { ConfigError } from "#src/model/failure.ts";
import { SMALL_ATLAS } from "#tests/support/atlas.ts";
import { SMALL_TAXONOMY } from "#tests/support/taxonomy.ts";

import { NEAR, SECRET, readTexts } from "./files.ts";

const read = (source: string, secrets: Record<string, string> = { A: SECRET }) =>
  readTexts({ sources: `sources: [${source}]`, secrets });

test("a source that says little gets the defaults", () => {
  expect(read("{ id: wire, secrets: [A] }").configuration?.sources).toEqual([
    { id: "wire", name: "wire", secrets: [Buffer.alloc(32, 7)], trust: 0.5 },
  ]);
});

test("a source keeps what it says", () => {
  const { configuration } = read(
    "{ id: wire, name: Wire feed, secrets: [A, B], rate: 600/minute, trust: 1, official: true, tlp: amber+strict, language: pt-BR, country: GB }",
    { A: SECRET, B: `whsec_${Buffer.alloc(24, 1).toString("base64")}` },
  );
  expect(configuration?.sources).toEqual([
    {
      id: "wire",
      name: "Wire feed",
      official: true,
      tlp: "amber+strict",
      secrets: [Buffer.alloc(32, 7), Buffer.alloc(24, 1)],
      rate: { count: 600, perSeconds: 60 },
      trust: 1,
      language: "pt-BR",
      country: "GB",
    },
  ]);
});

describe("secrets", () => {
  test.for([
    ["the next one may be absent", { A: SECRET }, []],
    ["the first may be gone once the next is live", { B: SECRET }, []],
    ["an empty variable is an absent one", { A: "", B: SECRET }, []],
    ["one must be set", {}, ["sources.yaml:1:33: no secret: set A or B in the environment"]],
    [
      "one that is set must be right",
      { A: SECRET, B: "hunter2" },
      ["sources.yaml:1:36: B does not hold whsec_ and 24 to 64 bytes in base64"],
    ],
  ] as const)("%s", ([, secrets, faults]) => {
    expect(read("{ id: wire, secrets: [A, B] }", secrets).faults).toEqual(faults);
  });

  test("a secret's file that cannot be read is told at the secret", () => {
    const { faults } = parseConfiguration(
      {
        sources: { path: "sources.yaml", text: "sources: [{ id: wire, secrets: [A] }]" },
        near: { path: "near.yaml", text: NEAR },
        subscriptions: [],
      },
      {
        atlas: SMALL_ATLAS,
        taxonomy: SMALL_TAXONOMY,
        actorNames: [],
        secrets: (name) => {
          throw new ConfigError(`${name}_FILE: no such file`);
        },
      },
    );
    expect(faults.map(formatFault)).toEqual(["sources.yaml:1:33: A_FILE: no such file"]);
  });

  test("a secret written into the file is not repeated in the message", () => {
    const { faults } = read(`{ id: wire, secrets: [${SECRET}] }`);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain("a secret is named by its environment variable");
    expect(faults[0]).not.toContain(SECRET);
  });

  test.for([
    [23, false],
    [24, true],
    [64, true],
    [65, false],
  ] as const)("of %i bytes: %s", ([bytes, isRight]) => {
    const text = `whsec_${Buffer.alloc(bytes, 1).toString("base64")}`;
    expect(parseSecret(text) !== undefined).toBe(isRight);
  });

  test.for(["", "whsec_", "hunter2", `WHSEC_${"A".repeat(40)}`, `whsec_${"-".repeat(40)}`])(
    "%j is none",
    (text) => {
      expect(parseSecret(text)).toBeUndefined();
    },
  );
});

test.for([
  [
    "{ id: Wire, secrets: [A] }",
    'sources.yaml:1:17: sources.0.id: "Wire" is not an id: 1 to 64 small letters, digits and hyphens',
  ],
  ["{ id: wire }", "sources.yaml:1:11: sources.0.secrets: missing"],
  ["{ id: wire, secrets: [A], trust: 2 }", "sources.yaml:1:44: sources.0.trust: 2 is more than 1"],
  [
    "{ id: wire, secrets: [A], rate: fast }",
    'sources.yaml:1:43: sources.0.rate: "fast" is not a rate such as "600/minute"',
  ],
  [
    "{ id: wire, secrets: [A], rate: 0/minute }",
    'sources.yaml:1:43: sources.0.rate: "0/minute" is not a rate such as "600/minute"',
  ],
  [
    "{ id: wire, secrets: [A], language: English }",
    'sources.yaml:1:47: sources.0.language: "English" is not a language tag such as "en"',
  ],
  [
    "{ id: wire, secrets: [A], country: Mars }",
    'sources.yaml:1:46: sources.0.country: unknown country "Mars"',
  ],
  [
    "{ id: wire, secrets: [A], country: Norway }",
    'sources.yaml:1:46: sources.0.country: unknown country "Norway"; did you mean "NO"?',
  ],
  [
    "{ id: wire, secrets: [A], secret: A }",
    'sources.yaml:1:37: sources.0.secret: unknown key; did you mean "secrets"?',
  ],
  [
    "{ id: wire, secrets: [A] }, { id: wire, secrets: [A] }",
    'sources.yaml:1:45: a second source has the id "wire"',
  ],
] as const)("%s is refused", ([source, fault]) => {
  const { configuration, faults } = read(source);
  expect(faults).toEqual([fault]);
  expect(configuration).toBeUndefined();
});
