import { describe, expect, test } from "vitest";

import { type Fault, formatFault } from "#src/config/fault.ts";
import { findReaderKey, readReaderKeys } from "#src/config/reader-keys.ts";
import { parseSubscriptions } from "#src/config/subscriptions.ts";
import { SMALL_ATLAS } from "#tests/support/atlas.ts";
import { aKeyPair } from "#tests/support/reader-keys.ts";
import { SMALL_TAXONOMY } from "#tests/support/taxonomy.ts";

const now = Temporal.Instant.from("2026-11-24T12:00:00Z");
const since = new Date("2026-11-01T00:00:00Z");
const [good, other, short, old] = await Promise.all([
  aKeyPair(["desk@example.org", "Second@example.org"], { since }),
  aKeyPair(["other@example.org"], { since }),
  aKeyPair(["desk@example.org"], { since, lastsDays: 40 }),
  aKeyPair(["desk@example.org"], { since, lastsDays: 10 }),
]);
const FILES = {
  "desk.asc": good.publicKey,
  "both.asc": `${good.publicKey}\n${other.publicKey}`,
  "soon.asc": short.publicKey,
  "old.asc": old.publicKey,
  "private.asc": good.privateKey,
  "none.asc": "hello",
};

const read = () =>
  readReaderKeys(
    Object.entries(FILES).map(([name, text]) => ({ path: `config/keys/${name}`, text })),
    now,
  );

async function faultsOf(openpgp: string, to = "desk@example.org"): Promise<string[]> {
  const text = `id: desk
to: [${to}]
timezone: UTC
match: [{ name: all, regions: [ML] }]
deliver: [{ at: "07:00" }]
mail: { openpgp: ${openpgp} }
`;
  const faults: Fault[] = [];
  const names = {
    atlas: SMALL_ATLAS,
    taxonomy: SMALL_TAXONOMY,
    customRegions: undefined,
    near: undefined,
    actorNames: [],
    sourceIds: undefined,
    keys: await read(),
  };
  parseSubscriptions([{ path: "desk.yaml", text }], names, faults);
  return faults.map(formatFault);
}

describe("the keys that a subscription names", () => {
  test.for([
    ["desk.asc", "desk@example.org"],
    ["desk.asc", "second@Example.org"],
    ["both.asc", "desk@example.org, other@example.org"],
  ] as const)("%s is good for %s", async ([file, to]) => {
    expect(await faultsOf(file, to)).toEqual([]);
  });

  test.for([
    ["dsk.asc", 'keys/ holds no file "dsk.asc"; did you mean "desk.asc"?'],
    ["desk.gpg", 'expected the name of a file in keys/, such as "desk.asc"'],
    ["../desk.asc", 'expected the name of a file in keys/, such as "desk.asc"'],
    ["none.asc", "it holds no OpenPGP public key in ASCII armour"],
    ["private.asc", "it holds a private key"],
    ["old.asc", "cannot be used"],
    ["soon.asc", "runs out within 30 days"],
  ] as const)("%s: %s", async ([file, says]) => {
    const faults = await faultsOf(file);
    expect(faults.join("\n")).toContain(says);
    expect(faults).toHaveLength(1);
  });

  test("an address without a key is a fault at that address", async () => {
    expect(await faultsOf("desk.asc", "desk@example.org, other@example.org")).toEqual([
      expect.stringMatching(
        /^desk\.yaml:2:24: .*no key of desk\.asc bears the address "other@example\.org"/,
      ),
    ]);
  });

  test("a file has the key of each address it names", async () => {
    const keys = (await read()).get("both.asc");
    expect(findReaderKey(keys, "OTHER@example.org")?.addresses).toEqual(["other@example.org"]);
    expect(findReaderKey(keys, "nobody@example.org")).toBeUndefined();
    expect(findReaderKey(undefined, "desk@example.org")).toBeUndefined();
  });
});
