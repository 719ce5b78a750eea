import { describe, expect, test } from "vitest";

import type { Filing, LogPart } from "#src/pipeline/log-ports.ts";

import { aClassification, anIncident, code } from "../support/digests.ts";
import { fileOne } from "../support/file-one.ts";
import { openStores } from "../support/stores.ts";

let serial = 0;

function aFiling(over: Partial<Filing> = {}): Filing {
  serial += 1;
  return {
    report: { id: `r-${serial}`, source: "wire", text: "x", receivedAt: "2026-11-21T07:00:00Z" },
    incident: anIncident({ id: `i-${serial}` }),
    fingerprint: { hash: `f-${serial}`, validSeconds: 600 },
    seen: { copyOf: undefined, sequence: 0 },
    telling: undefined,
    ...over,
  };
}

const past = Temporal.Instant.from("2026-01-01T00:00:00Z");

describe("filing", () => {
  test("appends the incident and makes it findable", async () => {
    const { log, clock } = openStores();
    const filing = aFiling();
    expect(await fileOne(log, filing)).toEqual({ outcome: "filed" });
    expect(await log.find(filing.incident.id)).toEqual(filing.incident);
    const fingerprints = [filing.fingerprint.hash, "unheard-of"];
    const found = await log.lookUp({ terms: [], span: 100, fingerprints });
    expect(found.copies).toEqual([filing.incident.id, undefined]);
    const entries = await log.read(past, clock.now().add({ seconds: 1 }));
    expect(entries.map(({ incident }) => incident)).toEqual([filing.incident]);
  });

  test("files a report once, however often it is tried", async () => {
    const { log, clock } = openStores();
    const filing = aFiling();
    await fileOne(log, filing);
    expect(await fileOne(log, filing)).toEqual({
      outcome: "already",
      incidentId: filing.incident.id,
    });
    expect(await log.read(past, clock.now().add({ seconds: 1 }))).toHaveLength(1);
  });

  test("refuses a version that was made from an older one", async () => {
    const { log } = openStores();
    const first = aFiling();
    await fileOne(log, first);
    const again = { ...first.incident, version: 1 };
    const stale = aFiling({ incident: again });
    expect(await fileOne(log, stale)).toEqual({ outcome: "stale" });
  });

  test("refuses a second opening under a fingerprint that was taken meanwhile", async () => {
    const { log } = openStores();
    const first = aFiling();
    await fileOne(log, first);
    expect(await fileOne(log, aFiling({ fingerprint: first.fingerprint }))).toEqual({
      outcome: "stale",
    });
  });

  test("takes several one after another, each onto what the one before it left", async () => {
    const { log } = openStores();
    const first = aFiling();
    const grown = { ...first.incident, version: 2 };
    const copyOf = first.incident.id;
    const seen = { copyOf, sequence: 0 };
    const second = aFiling({ incident: grown, fingerprint: first.fingerprint, seen });
    expect(await log.file([first, second])).toEqual([{ outcome: "filed" }, { outcome: "filed" }]);
    expect((await log.find(copyOf))?.version).toBe(2);
  });

  test.for([
    ["is stale", (filed: Filing) => aFiling({ incident: filed.incident }), "stale"],
    ["was filed before", (filed: Filing) => filed, "already"],
  ] as const)("takes nothing after one that %s", async ([, second, outcome]) => {
    const { log } = openStores();
    const before = aFiling();
    await fileOne(log, before);
    const [first, third] = [aFiling(), aFiling()];
    const answers = await log.file([first, second(before), third]);
    expect(answers).toMatchObject([{ outcome: "filed" }, { outcome }, { outcome: "stale" }]);
    expect(await log.find(first.incident.id)).toBeDefined();
    expect(await log.find(third.incident.id)).toBeUndefined();
  });

  test("opens one incident when two workers file copies at once", async () => {
    const { log } = openStores();
    const fingerprint = { hash: "same", validSeconds: 600 };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => fileOne(log, aFiling({ fingerprint }))),
    );
    expect(answers.filter(({ outcome }) => outcome === "filed")).toHaveLength(1);
  });

  test("finds an incident by the id its source gave the report", async () => {
    const { log } = openStores();
    const filing = aFiling();
    const report = { ...filing.report, externalId: "story-7" };
    await fileOne(log, { ...filing, report });
    expect(await log.findByExternalId("wire", "story-7")).toEqual(filing.incident);
    expect(await log.findByExternalId("field", "story-7")).toBeUndefined();
  });
});

describe("a closed window", () => {
  test("takes nothing in that is filed later, though Redis's clock stood still", async () => {
    const { log } = openStores();
    await fileOne(log, aFiling());
    const to = await log.closeWindow(undefined);
    if (!to) throw new Error("the present can always be closed");
    const inside = await log.read(past, to);
    await fileOne(log, aFiling());
    expect(await log.read(past, to)).toEqual(inside);
    expect(await log.read(to, to.add({ minutes: 1 }))).toHaveLength(1);
  });

  test("of the present holds what was filed last, though Redis's clock stepped back since", async () => {
    const { log, redis, keys } = openStores();
    await redis.set(keys.logClock, Temporal.Now.instant().add({ minutes: 1 }).epochMilliseconds);
    await fileOne(log, aFiling());
    const to = await log.closeWindow(undefined);
    if (!to) throw new Error("the present can always be closed");
    expect(await log.read(past, to)).toHaveLength(1);
  });

  test("cannot end in the future", async () => {
    const { log, clock } = openStores();
    expect(await log.closeWindow(clock.now().add({ minutes: 1 }))).toBeUndefined();
  });

  test("ends where it was asked to in the past, to the millisecond", async () => {
    const { log } = openStores();
    const to = Temporal.Instant.from("2026-11-21T07:00:00Z");
    expect(String(await log.closeWindow(to))).toBe(String(to));
  });
});

test("the log is read in pages without a gap", async () => {
  const { log, clock } = openStores();
  await Promise.all(Array.from({ length: 1_203 }, () => fileOne(log, aFiling())));
  const all = await log.read(past, clock.now().add({ seconds: 5 }));
  expect(new Set(all.map(({ incident }) => incident.id)).size).toBe(1_203);
  expect(all.map(({ position }) => position)).toEqual(
    all.map(({ position }) => position).toSorted((a, b) => compare(a, b)),
  );
  const [, second] = all;
  const after = await log.readAfter(second?.position, 3);
  expect(after.map(({ position }) => position)).toEqual(
    all.slice(2, 5).map(({ position }) => position),
  );
});

test("the log is read in parts of some size, none of which ends within a millisecond", async () => {
  const { log, clock } = openStores();
  await Promise.all(Array.from({ length: 50 }, () => fileOne(log, aFiling())));
  const to = clock.now().add({ seconds: 5 });
  const all = await log.read(past, to);
  const one = JSON.stringify(all[0]?.incident).length;
  const found: LogPart[] = [];
  for (let from = past; Temporal.Instant.compare(from, to) < 0; from = found.at(-1)?.to ?? to)
    found.push(await log.readPart(from, to, 5 * one));
  expect(found.flatMap(({ entries }) => entries)).toEqual(all);
  expect(found.slice(0, -1).every(({ letters }) => letters >= 5 * one)).toBe(true);
  const ends = found.map(({ entries }) => entries.at(-1)?.position.split("-")[0]);
  expect(new Set(ends).size).toBe(found.length);
  const positions = all.map(({ position }) => position);
  expect(await log.entriesAt([...positions.slice(7, 9), "1-1"])).toEqual(all.slice(7, 9));
});

function compare(a: string, b: string): number {
  const [ms = 0, seq = 0] = a.split("-").map(Number);
  const [otherMs = 0, otherSeq = 0] = b.split("-").map(Number);
  return ms - otherMs || seq - otherSeq;
}

describe("the queues by region and by threat", () => {
  const place = (id: string, regions: string[], type: `crime/${string}` | undefined) =>
    aFiling({
      incident: anIncident({
        id,
        classification: aClassification({
          regions: regions.map(code),
          threats: type ? [{ type, score: 0.9, primary: true, evidence: [] }] : [],
        }),
      }),
    });

  test.for([
    [{ region: "SY" }, ["b", "a"]],
    [{ region: "SY-RD" }, ["a"]],
    [{ region: "unplaced" }, ["c"]],
    [{ threat: "crime" }, ["b", "a"]],
    [{ threat: "crime/robbery" }, ["b"]],
    [{ threat: "unclassified" }, ["c"]],
    [{ region: "SY", threat: "crime/robbery" }, ["b"]],
    [{ region: "SY", threat: "unclassified" }, []],
    [{}, ["c", "b", "a"]],
    [{ since: "2100-01-01T00:00:00Z" }, []],
  ] as const)("%o holds %o, newest first", async ([query, expected]) => {
    const { log } = openStores();
    await fileOne(log, place("a", ["SY-RD", "SY"], "crime/kidnapping"));
    await fileOne(log, place("b", ["SY"], "crime/robbery"));
    await fileOne(log, place("c", [], undefined));
    const page = await log.query({ ...query, limit: 10 });
    expect(page.incidents.map(({ id }) => id)).toEqual(expected);
    expect(page.cursor).toBeUndefined();
  });

  test("no longer hold an incident that was corrected to another place", async () => {
    const { log } = openStores();
    await fileOne(log, place("a", ["SY"], "crime/robbery"));
    const moved = place("a", ["LB"], "crime/robbery");
    await fileOne(log, { ...moved, incident: { ...moved.incident, version: 2 } });
    const ids = async (region: string) =>
      (await log.query({ region, limit: 10 })).incidents.map(({ id }) => id);
    expect(await ids("LB")).toEqual(["a"]);
    expect(await ids("SY")).toEqual([]);
  });

  test("are paged without losing what came in the same millisecond", async () => {
    const { log } = openStores();
    const ids = Array.from({ length: 30 }, (_, i) => `i-${i}`);
    await Promise.all(ids.map((id) => fileOne(log, place(id, ["SY"], "crime/robbery"))));
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await log.query({ region: "SY", limit: 7, cursor });
      found.push(...page.incidents.map(({ id }) => id));
      ({ cursor } = page);
    } while (cursor !== undefined);
    expect(found.toSorted()).toEqual(ids.toSorted());
  });
});
