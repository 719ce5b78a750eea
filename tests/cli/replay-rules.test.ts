import { describe, expect, test } from "vitest";

import { compareRules } from "#src/cli/compare-rules.ts";
import { replayRules, type Tally } from "#src/cli/replay-rules.ts";
import type { LoggedIncident } from "#src/digest/compose-digest.ts";
import { compileInhibitions } from "#src/match/inhibition.ts";
import type { Incident } from "#src/model/incident.ts";
import type { Subscription } from "#src/model/subscription.ts";
import { aRule, aSubscription, anIncident, region } from "#tests/match/incidents.ts";
import { aBattle, anInhibition, aShelling } from "#tests/match/inhibitions.ts";
import { SMALL_TAXONOMY } from "#tests/support/taxonomy.ts";

function logged(...versions: readonly Partial<Incident>[]): LoggedIncident[] {
  return versions.map((version, at) => ({
    position: `${at}-0`,
    incident: { ...anIncident(), ...version },
  }));
}

function tallyOf(
  subscription: Subscription,
  entries: readonly LoggedIncident[],
  inhibitions = compileInhibitions([], SMALL_TAXONOMY),
): Tally {
  const subscriptions = [subscription];
  const set = { subscriptions, taxonomy: SMALL_TAXONOMY, inhibitions };
  const tally = replayRules(entries, set, () => undefined).get(subscription.id);
  if (!tally) throw new Error("every subscription has its tally");
  return tally;
}

const syria = aSubscription([aRule({ regions: [region("SY")] })]);

describe("replayed rules", () => {
  test("count news, updates and what became of it, each once, by the hour", () => {
    const tally = tallyOf(
      syria,
      logged(
        { id: "i1", updatedAt: "2026-11-21T07:10:00Z" },
        { id: "i1", version: 2, change: "minor", updatedAt: "2026-11-21T07:20:00Z" },
        {
          id: "i1",
          version: 3,
          change: "material",
          changes: [{ field: "killed", from: "4", to: "9" }],
          updatedAt: "2026-11-21T07:30:00Z",
        },
        { id: "i2", headline: "Shots in Homs", updatedAt: "2026-11-21T09:00:00Z" },
        {
          id: "i2",
          version: 2,
          change: "retraction",
          retracted: true,
          updatedAt: "2026-11-21T09:30:00Z",
        },
      ),
    );
    expect(tally.items).toBe(4);
    expect([...tally.incidents]).toEqual([
      ["i1", "Car bomb kills four in Damascus"],
      ["i2", "Shots in Homs"],
    ]);
    expect(tally.worstHour).toEqual({ hour: "2026-11-21T07", items: 2 });
  });

  test("leave out and count what an inhibition hides beside what was sent", () => {
    const hiding = aBattle({ id: "i1", updatedAt: "2026-11-21T07:10:00Z" });
    const hidden = aShelling({ id: "i2", updatedAt: "2026-11-21T08:10:00Z" });
    const later = aShelling({ id: "i3", updatedAt: "2026-11-23T08:10:00Z" });
    const inhibitions = compileInhibitions([anInhibition()], SMALL_TAXONOMY);
    const tally = tallyOf(syria, logged(hiding, hidden, later), inhibitions);
    expect([...tally.incidents.keys()]).toEqual(["i1", "i3"]);
    expect(tally.hidden).toBe(1);
  });

  test("send nothing where nothing matches", () => {
    const mali = aSubscription([aRule({ regions: [region("ML")] })]);
    expect(tallyOf(mali, logged({}))).toEqual({
      items: 0,
      incidents: new Map(),
      hidden: 0,
      worstHour: undefined,
    });
  });

  test("leave out what no alert is bad enough for, where there are only alerts", () => {
    const alerts = { kind: "immediately", severity: "extreme", holdSeconds: 60 } as const;
    const entries = logged({});
    expect(tallyOf({ ...syria, deliver: [alerts] }, entries).items).toBe(0);
    expect(tallyOf({ ...syria, deliver: [alerts, { kind: "hourly" }] }, entries).items).toBe(1);
  });
});

describe("a change of rules", () => {
  const tally = (...ids: readonly string[]): Tally => ({
    items: ids.length,
    incidents: new Map(ids.map((id) => [id, `headline of ${id}`])),
    hidden: 0,
    worstHour: undefined,
  });
  const compare = (before: Tally | undefined, after: Tally | undefined) =>
    compareRules({
      before: new Map(before ? [["desk", before]] : []),
      after: new Map(after ? [["desk", after]] : []),
      days: 2,
      most: 1,
    })[0];

  test("names what appears and what vanishes, and the items a day", () => {
    expect(compare(tally("a", "b"), tally("b", "c"))).toEqual({
      subscription: "desk",
      before: { items: 2, itemsADay: 1, hidden: 0, worstHour: undefined },
      after: { items: 2, itemsADay: 1, hidden: 0, worstHour: undefined },
      appear: [{ id: "c", headline: "headline of c" }],
      vanish: [{ id: "a", headline: "headline of a" }],
      warnings: [],
    });
  });

  test.for([
    ["too many a day", tally("a"), tally("a", "b", "c"), ["1.5 items a day are more than 1"]],
    ["nothing left", tally("a"), tally(), ["nothing is sent any more"]],
    ["nothing before and after", tally(), tally(), []],
    ["a subscription that comes", undefined, tally("a"), []],
    ["a subscription that goes", tally("a"), undefined, []],
  ] as const)("%s", ([, before, after, warnings]) => {
    expect(compare(before, after)?.warnings).toEqual(warnings);
  });
});
