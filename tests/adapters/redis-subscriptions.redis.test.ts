import { describe, expect, test } from "vitest";

import { redisSubscriptions } from "#src/adapters/redis/redis-subscriptions.ts";
import type { StoredSubscription } from "#src/pipeline/operator-ports.ts";

import { openStores } from "../support/stores.ts";

function aStore(changesKept?: number) {
  const { redis, keys, clock } = openStores();
  return redisSubscriptions({ redis, keys, clock, changesKept });
}

const aDocument = (id: string, name = id) => ({ id, document: { id, name }, confirmed: [] });

const anything = { is: "anything" } as const;
const nothing = { is: "nothing" } as const;

async function revisionAfter(put: ReturnType<ReturnType<typeof aStore>["put"]>): Promise<string> {
  const done = await put;
  return "revision" in done ? done.revision : done.outcome;
}

describe("a stored subscription", () => {
  test("is written only over what its writer has seen", async () => {
    const store = aStore();
    const first = await revisionAfter(store.put(aDocument("desk"), nothing));
    expect(await store.put(aDocument("desk", "B"), nothing)).toEqual({ outcome: "moved" });
    const seen = { is: "revision", revision: first } as const;
    expect(await store.put(aDocument("desk", "B"), seen)).toMatchObject({ outcome: "updated" });
    expect(await store.put(aDocument("desk", "C"), seen)).toEqual({ outcome: "moved" });
    expect(await store.remove("desk", seen)).toBe("moved");
    expect((await store.find("desk"))?.document).toEqual({ id: "desk", name: "B" });
  });

  test("of two writers who have seen the same one is told that it moved", async () => {
    const store = aStore();
    const first = await revisionAfter(store.put(aDocument("desk"), nothing));
    const seen = { is: "revision", revision: first } as const;
    const both = await Promise.all([
      store.put(aDocument("desk", "B"), seen),
      store.put(aDocument("desk", "C"), seen),
    ]);
    expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(["moved", "updated"]);
  });

  test("put again as it stands is no change", async () => {
    const store = aStore();
    const first = await revisionAfter(store.put(aDocument("desk"), anything));
    expect(await store.put(aDocument("desk"), anything)).toEqual({
      outcome: "unchanged",
      revision: first,
    });
    expect(await store.position()).toBe(1);
  });

  test("that is not there can be neither removed nor replaced", async () => {
    const store = aStore();
    const seen = { is: "revision", revision: "7" } as const;
    expect(await store.put(aDocument("desk"), seen)).toEqual({ outcome: "absent" });
    expect(await store.put(aDocument("desk"), { is: "something" })).toEqual({ outcome: "absent" });
    expect(await store.remove("desk", anything)).toBe("absent");
  });
});

test("pages go through all ids in order, each once", async () => {
  const store = aStore();
  const ids = Array.from({ length: 7 }, (_, n) => `desk-${n}`);
  for (const id of ids.toReversed()) await store.put(aDocument(id), anything);
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.page(cursor, 3);
    found.push(...page.subscriptions.map(({ id }) => id));
    cursor = page.cursor;
  } while (cursor !== undefined);
  expect(found).toEqual(ids);
});

describe("the log of changes", () => {
  test("names what was put and removed after a position", async () => {
    const store = aStore();
    await store.put(aDocument("a"), anything);
    const position = await store.position();
    await store.put(aDocument("b"), anything);
    await store.remove("a", anything);
    expect(await store.changesAfter(position, 10)).toEqual({ position: 3, ids: ["b", "a"] });
    expect(await store.changesAfter(3, 10)).toEqual({ position: 3, ids: [] });
  });

  test("says so where it no longer reaches back", async () => {
    const store = aStore(100);
    for (let n = 0; n < 400; n += 1) await store.put(aDocument("desk", `name ${n}`), anything);
    expect(await store.changesAfter(1, 10)).toBe("too-far");
    expect(await store.changesAfter(399, 10)).toMatchObject({ position: 400 });
  });

  test("says so where Redis has forgotten more than the follower", async () => {
    expect(await aStore().changesAfter(12, 10)).toBe("too-far");
  });
});

test("reading everything yields every document at least once", async () => {
  const store = aStore();
  const ids = Array.from({ length: 1_200 }, (_, n) => `desk-${n}`);
  await Promise.all(ids.map((id) => store.put(aDocument(id), anything)));
  const parts: (readonly StoredSubscription[])[] = [];
  for await (const part of store.all()) parts.push(part);
  expect(new Set(parts.flat().map(({ id }) => id))).toEqual(new Set(ids));
  expect(await store.count()).toBe(1_200);
});
