import { describe, expect, test } from "vitest";

import { compileInhibitions } from "#src/match/inhibition.ts";
import type { Incident } from "#src/model/incident.ts";
import type { Severity } from "#src/model/severity.ts";
import { gatherOwed, type GatherPorts, type OwedWindow } from "#src/pipeline/gather-owed.ts";
import { MOST_NEWS } from "#src/pipeline/leaving-out.ts";
import type { LoggedIncident } from "#src/pipeline/log-ports.ts";
import { rosterOf, subscriptionSet } from "#src/pipeline/roster.ts";
import { aClassification, anIncident } from "#tests/support/digests.ts";
import { aSubscription } from "#tests/support/notifier.ts";
import { fakeMeter } from "#tests/support/steps.ts";
import { SMALL_TAXONOMY } from "#tests/support/taxonomy.ts";

const START = Temporal.Instant.from("2027-01-10T06:30:00Z").epochMilliseconds;
const at = (ms: number) => Temporal.Instant.fromEpochMilliseconds(START + ms);
/** Whatever this many are, part for part, they are sifted more than once on the way. */
const MANY = 3 * MOST_NEWS;
const OF_A_PART = 500;

const [ENLISTED] = rosterOf(subscriptionSet([aSubscription()]), () => "a").values();

/** An entry a millisecond. */
function logged(incidents: readonly Partial<Incident>[]): LoggedIncident[] {
  return incidents.map((over, n) => ({
    position: `${START + n}-0`,
    incident: anIncident({ id: `i-${n}`, ...over }),
  }));
}

function rated(severity: Severity): Partial<Incident> {
  return { classification: aClassification({ severity }) };
}

function many(severity: Severity, count = MANY): Partial<Incident>[] {
  return Array.from({ length: count }, () => rated(severity));
}

interface Setting {
  readonly sent?: ReadonlyMap<string, number>;
  readonly pausedUntil?: Temporal.Instant;
  readonly silences?: (incident: Incident) => boolean;
  readonly window?: Partial<OwedWindow>;
}

async function gather(entries: readonly LoggedIncident[], setting: Setting = {}) {
  const { sent = new Map<string, number>(), silences = () => false } = setting;
  const meter = fakeMeter();
  const hits: string[] = [];
  const ports: GatherPorts = {
    windows: {
      async *parts() {
        for (let n = 0; n < entries.length; n += OF_A_PART) yield entries.slice(n, n + OF_A_PART);
      },
    },
    log: { entriesAt: async () => [] },
    matching: (_, part) => [...part.keys()],
    trace: ({ match }) => ({ matched: true, rules: [{ rule: match[0].name, facts: [] }] }),
    inhibitions: compileInhibitions([], SMALL_TAXONOMY),
    hiding: async () => [],
    deliveries: {
      sentVersions: async (_: string, ids: readonly string[]) =>
        new Map([...sent].filter(([id]) => ids.includes(id))),
    },
    readers: {
      choices: async () => ({
        unsubscribed: false,
        pausedUntil: setting.pausedUntil,
        severity: undefined,
        mutes: new Map(),
        linksFrom: undefined,
      }),
    },
    meter,
    clock: { now: () => at(MANY), offsetMs: 0 },
    hideSilenced: async (composed) =>
      composed.filter(({ latest }) => {
        if (silences(latest)) hits.push(latest.id);
        return !silences(latest);
      }),
  };
  if (!ENLISTED) throw new Error("nobody is enlisted");
  const state = { cursor: at(0), kept: [] };
  const window = { to: at(entries.length), ...setting.window };
  const gathered = await gatherOwed(ports, ENLISTED, state, window);
  return { ids: gathered?.wanted.map(({ latest }) => latest.id), ...gathered, hits, meter };
}

describe("of more news than one mail holds", () => {
  test("the worst are told, wherever they stand, and the rest is counted", async () => {
    const bad = logged([...many("moderate", 1_400), ...many("severe", 2), ...many("minor", 1_400)]);
    const { ids, leftOut } = await gather(bad);
    expect(ids).toHaveLength(MOST_NEWS);
    expect(ids?.slice(0, 2)).toEqual(["i-1400", "i-1401"]);
    expect(leftOut).toEqual({ withdrawn: 0, beyond: { count: 1_802, severity: "moderate" } });
  });

  test("what became of a told story is told besides, and whatever there is of it", async () => {
    const story = { id: "told", ...rated("minor") };
    const entries = logged([
      { ...story, version: 2, change: "minor" },
      ...many("severe"),
      {
        ...story,
        version: 3,
        change: "material",
        changes: [{ field: "killed", from: "1", to: "2" }],
      },
    ]);
    const { ids, wanted } = await gather(entries, { sent: new Map([["told", 1]]) });
    expect(ids).toHaveLength(MOST_NEWS + 1);
    expect(wanted?.at(-1)?.item).toMatchObject({ kind: "update", incident: { id: "told" } });
    expect(wanted?.at(-1)?.positions).toHaveLength(2);
  });

  test("one that was too mild and became grave is told, and one that was withdrawn is not counted", async () => {
    const mild = (id: string) => ({ id, ...rated("minor") });
    const entries = logged([
      mild("worse"),
      mild("wrong"),
      ...many("severe"),
      { id: "worse", version: 2, change: "material", ...rated("extreme") },
      { ...mild("wrong"), version: 2, change: "retraction", retracted: true },
    ]);
    const { ids, leftOut } = await gather(entries);
    expect(ids?.[0]).toBe("worse");
    expect(leftOut?.beyond).toEqual({ count: MANY + 1 - MOST_NEWS, severity: "severe" });
  });

  test("what is silenced takes no place, and is counted there once", async () => {
    const entries = logged([...many("extreme"), ...many("minor", 10)]);
    const { ids, leftOut, hits } = await gather(entries, {
      silences: ({ classification }) => classification.severity === "extreme",
    });
    expect(ids).toHaveLength(10);
    expect(leftOut).toEqual({ withdrawn: 0 });
    expect(hits).toHaveLength(MANY);
    expect(new Set(hits).size).toBe(MANY);
  });

  test("what a catch-up does not reach takes no place, and is counted apart", async () => {
    const entries = logged([...many("extreme"), ...many("minor", 10)]);
    const { ids, leftOut } = await gather(entries, { window: { reach: at(MANY) } });
    expect(ids).toHaveLength(10);
    const skipped = { count: MANY, before: at(MANY).toString() };
    expect(leftOut).toEqual({ withdrawn: 0, skipped });
  });

  test("nothing is gathered for a reader who gets no mail", async () => {
    const { ids, meter } = await gather(logged(many("severe")), {
      pausedUntil: at(2 * MANY),
    });
    expect(ids).toBeUndefined();
    expect(meter.counted).toEqual(["digests_sealed paused"]);
  });

  test("what came and was withdrawn on the way is counted once", async () => {
    const wrong = { id: "wrong", ...rated("severe") };
    const entries = logged([
      wrong,
      { ...wrong, version: 2, change: "retraction", retracted: true },
      ...many("severe"),
    ]);
    expect((await gather(entries)).leftOut).toMatchObject({ withdrawn: 1 });
  });
});
