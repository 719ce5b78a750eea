import { describe, expect, test } from "vitest";

import type { BounceKind } from "#src/model/bounce.ts";

import { openStores } from "../support/stores.ts";

const ID = "abcdefghijklmnop";

/** Notes one bounce a day, in turn; days are by the clock of the rehearsal. */
async function bounced(kinds: readonly BounceKind[], everyHours = 24) {
  const { bounces, clock } = openStores();
  const noted: string[] = [];
  for (const kind of kinds) {
    noted.push(await bounces.note({ addressId: ID, kind, detail: `550 ${kind}` }));
    clock.advanceTo(clock.now().add({ hours: everyHours }));
  }
  return { bounces, noted };
}

const times = (count: number, kind: BounceKind) => Array.from({ length: count }, () => kind);

describe("an address is paused", () => {
  test.for([
    ["by hard bounces of five days", times(5, "hard"), 5],
    ["by soft ones of ten", times(10, "soft"), 10],
    ["by complaints of three", times(3, "complaint"), 3],
  ] as const)("%s", async ([, kinds, at]) => {
    const { bounces, noted } = await bounced(kinds);
    expect(noted.indexOf("paused")).toBe(at - 1);
    expect(await bounces.isPaused(ID)).toBe(true);
    expect(await bounces.paused()).toEqual([
      {
        addressId: ID,
        pausedAt: expect.any(String),
        kind: kinds[0],
        detail: `550 ${kinds[0]}`,
      },
    ]);
  });

  test("once: later bounces tell the operator nothing new", async () => {
    expect((await bounced(times(7, "hard"))).noted.filter((one) => one === "paused")).toHaveLength(
      1,
    );
  });

  test("until an operator resumes it, and then begins anew", async () => {
    const { bounces } = await bounced(times(5, "hard"));
    expect(await bounces.resume(ID)).toBe(true);
    expect(await bounces.isPaused(ID)).toBe(false);
    expect(await bounces.note({ addressId: ID, kind: "hard", detail: "" })).toBe("noted");
    expect(await bounces.resume(ID)).toBe(false);
  });
});

describe("an address is not paused", () => {
  test("by one bounce, of whatever kind", async () => {
    for (const kind of ["hard", "soft", "complaint"] as const)
      expect((await bounced([kind])).noted).toEqual(["noted"]);
  });

  test("by a hundred bounces of one bad day", async () => {
    const { bounces, noted } = await bounced(times(100, "hard"), 0);
    expect(noted).not.toContain("paused");
    expect(await bounces.isPaused(ID)).toBe(false);
  });

  test("by bounces more than a week apart", async () => {
    expect((await bounced(times(8, "hard"), 8 * 24)).noted).not.toContain("paused");
  });
});

test("the worst sign of a day is the one that counts", async () => {
  const { bounces, clock } = openStores();
  // Soft, then hard, on each of five days: as much as five hard ones.
  for (let day = 0; day < 5; day += 1) {
    await bounces.note({ addressId: ID, kind: "soft", detail: "" });
    await bounces.note({ addressId: ID, kind: "hard", detail: "" });
    expect(await bounces.isPaused(ID)).toBe(day === 4);
    clock.advanceTo(clock.now().add({ hours: 24 }));
  }
});
