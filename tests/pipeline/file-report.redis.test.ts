import { array, assert, asyncProperty, boolean, constantFrom, record } from "fast-check";
import { describe, expect, test } from "vitest";

import { isOutage } from "#src/adapters/redis/is-outage.ts";
import type { Report } from "#src/model/report.ts";
import { fileReport, type ReadReport } from "#src/pipeline/file-report.ts";
import { fileReports } from "#src/pipeline/file-reports.ts";
import type { Inbox } from "#src/pipeline/inbox-ports.ts";
import { sweepInbox } from "#src/pipeline/sweep.ts";

import { aClassification } from "../support/digests.ts";
import { fakeMeter, fakeProgress, fakePulse, noSeams, quietLogger } from "../support/steps.ts";
import { openStores } from "../support/stores.ts";
import { stories } from "../support/stories.ts";

const read: ReadReport = ({ title = "untitled" }) => ({
  classification: aClassification(),
  headline: title,
  summary: "",
});

const TEXT =
  "Gunmen attacked a convoy on the road between Gao and Ansongo in northern Mali on Friday, killing three people and wounding five others, the governor said in a statement.";

function ingest(over: { readonly read?: ReadReport; readonly noteFiled?: () => void } = {}) {
  const stores = openStores();
  const pulse = fakePulse();
  const meter = fakeMeter();
  const progress = fakeProgress();
  const shared = {
    ...stores,
    pulse,
    meter,
    progress,
    logger: quietLogger,
    passSeam: noSeams,
    stories,
    maxAgeDays: 30,
    noteFiled: over.noteFiled ?? (() => {}),
    isOutage,
  };
  return {
    ...stores,
    pulse,
    meter,
    progress,
    file: fileReport({ ...shared, read: over.read ?? read }),
    fileAll: fileReports({ ...shared, read: over.read ?? read }),
    ports: shared,
    sweep: sweepInbox(shared),
    /** Of one source, told apart by their external ids. */
    acceptStory: async (id: string, story: Partial<Report>) => {
      const report = {
        id,
        source: "wire",
        title: id,
        text: `${TEXT} ${id}`,
        receivedAt: "2026-11-21T07:00:00Z",
        ...story,
      };
      await stores.inbox.accept([{ report, bodyHash: "aa" }]);
    },
    accept: async (...ids: string[]) => {
      const reports = ids.map((id) => ({
        report: { id, source: id, title: id, text: TEXT, receivedAt: "2026-11-21T07:00:00Z" },
        bodyHash: "aa",
      }));
      await stores.inbox.accept(reports);
    },
    logged: async () => {
      const entries = await stores.log.readAfter(undefined, 1000);
      return entries.map(({ incident }) => incident);
    },
  };
}

test("a report is filed once, however often its job runs", async () => {
  const { accept, file, logged, inbox, meter } = ingest();
  await accept("r-1");
  await Promise.all([file("r-1"), file("r-1"), file("r-1")]);
  await file("r-1");
  expect(await logged()).toHaveLength(1);
  expect(await inbox.depth()).toBe(0);
  expect(meter.counted).toContain("reports_filed new");
});

test("a report is told of when it is filed, not when its batch is done", async () => {
  let told = 0;
  const toldBefore = new Map<string, number>();
  const { accept, fileAll } = ingest({
    noteFiled: () => {
      told += 1;
    },
    read: (report) => {
      toldBefore.set(report.id, told);
      return read(report);
    },
  });
  const ids = Array.from({ length: 24 }, (_, n) => `r-${n}`);
  await accept(...ids);
  await fileAll(ids);
  expect(told).toBe(24);
  expect(toldBefore.get("r-23")).toBeGreaterThanOrEqual(8);
});

test("of a large job 64 are in hand at once, whoever was in hand before comes last, and all are filed", async () => {
  const { accept, ports, inbox, logged } = ingest();
  const ids = Array.from({ length: 150 }, (_, n) => `r-${n}`);
  await accept(...ids);
  await inbox.start("r-0");
  const inHand: number[] = [];
  const order: string[] = [];
  const fileAll = fileReports({
    ...ports,
    inbox: {
      ...inbox,
      startTogether: async (part) => {
        inHand.push(part.length);
        return inbox.startTogether(part);
      },
    },
    read: (report) => {
      order.push(report.id);
      return read(report);
    },
  });
  await fileAll(ids);
  expect(inHand).toEqual([64, 64, 22]);
  expect(order.at(-1)).toBe("r-0");
  expect(await inbox.depth()).toBe(0);
  expect(await logged()).toHaveLength(150);
});

test("reports of one job become what they would have become one after another", async () => {
  const aStory = record({
    place: constantFrom("Gao", "Kidal", "Menaka"),
    victims: constantFrom("three traders", "a mayor and his guard"),
    words: constantFrom("", "The governor spoke to reporters.", "Rain had closed the road."),
    source: constantFrom("wire", "field"),
  });
  await assert(
    asyncProperty(array(aStory, { minLength: 2, maxLength: 20 }), async (told) => {
      const [together, single] = [ingest(), ingest()];
      const ids = told.map((_, n) => `r-${n}`);
      for (const { acceptStory } of [together, single])
        for (const [n, { place, victims, words, source }] of told.entries()) {
          const text = `${TEXT.replace("Gao", place)} Gunmen shot ${victims} at ${place}. ${words}`;
          await acceptStory(`r-${n}`, { source, title: `${victims} shot at ${place}`, text });
        }
      await together.fileAll(ids);
      for (const id of ids) await single.file(id);
      expect(await together.logged()).toEqual(await single.logged());
    }),
    { numRuns: 12 },
  );
});

test("copies filed at once by several workers make one incident that all of them tell", async () => {
  const { accept, file, logged } = ingest();
  const ids = ["r-1", "r-2", "r-3", "r-4", "r-5", "r-6"];
  await accept(...ids);
  await Promise.all(ids.map(file));
  const versions = await logged();
  expect(new Set(versions.map(({ id }) => id)).size).toBe(1);
  expect(versions.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(
    versions
      .at(-1)
      ?.toldBy.map(({ source }) => source)
      .toSorted(),
  ).toEqual(ids);
});

test("a report that cannot be classified is set aside with its reason, and the rest go on", async () => {
  const { accept, file, inbox, logged } = ingest({
    read: (report) => {
      if (report.id === "r-1") throw new Error("boom");
      return read(report);
    },
  });
  await accept("r-1", "r-2");
  await file("r-1");
  await file("r-2");
  expect(await inbox.buried()).toMatchObject([
    { id: "r-1", reason: "unclassifiable", detail: "Error: boom" },
  ]);
  expect(await logged()).toHaveLength(1);
});

test("a report that killed its worker too often is set aside", async () => {
  const { accept, file, inbox } = ingest();
  await accept("r-1");
  for (let death = 0; death < 8; death += 1) await inbox.start("r-1");
  await file("r-1");
  expect(await inbox.buried()).toMatchObject([
    { reason: "too-many-attempts", detail: expect.stringContaining("in hand 8 times") },
  ]);
});

test("filing proves progress, and so does an inbox in which nothing waits; one in which something does is no proof", async () => {
  const { accept, file, sweep, progress, clock } = ingest();
  await accept("r-1");
  clock.advanceTo(clock.now().add({ seconds: 10 }));
  await sweep();
  expect(progress.proven).toEqual([]);
  await file("r-1");
  expect(progress.proven).toEqual(["file"]);
  await sweep();
  expect(progress.proven).toEqual(["file", "file"]);
});

test("what the queue lost is given to it again from the inbox", async () => {
  const { accept, sweep, pulse, clock } = ingest();
  await accept("r-1", "r-2");
  await sweep();
  expect(pulse.given).toEqual([]);
  clock.advanceTo(clock.now().add({ seconds: 10 }));
  await sweep();
  expect(pulse.given.toSorted()).toEqual(["report r-1", "report r-2"]);
});

test("a retraction that overtakes its report waits for it, and costs no attempt", async () => {
  const { acceptStory, file, logged, inbox, clock } = ingest();
  const receivedAt = clock.now().toString();
  await acceptStory("r-1", { externalId: "story" });
  await acceptStory("r-2", { retracts: "story", receivedAt });
  for (let i = 0; i < 12; i += 1)
    await expect(file("r-2")).rejects.toThrow("waits for the one it refers to");
  expect(await inbox.buried()).toEqual([]);
  await file("r-1");
  await file("r-2");
  const versions = await logged();
  expect(versions.map(({ id, change, retracted }) => [id, change, retracted])).toEqual([
    ["i-1", "new", false],
    ["i-1", "retraction", true],
  ]);
});

test("a retraction waits as long as its report does, whatever the clock says meanwhile", async () => {
  const { acceptStory, file, logged, clock } = ingest();
  const receivedAt = clock.now().toString();
  await acceptStory("r-1", { externalId: "story", receivedAt });
  await acceptStory("r-2", { retracts: "story", receivedAt });
  clock.advanceTo(clock.now().add({ hours: 48 }));
  await expect(file("r-2")).rejects.toThrow("waits for the one it refers to");
  await file("r-1");
  await file("r-2");
  expect((await logged()).map(({ change }) => change)).toEqual(["new", "retraction"]);
});

test.each([
  { how: "itself", refers: ["a"] },
  { how: "each other", refers: ["b", "a"] },
  { how: "each the next, and the last the first", refers: ["b", "c", "d", "a"] },
])("reports that refer to $how do not wait for ever", async ({ refers }) => {
  const { acceptStory, file, inbox } = ingest();
  for (const [n, corrects] of refers.entries())
    await acceptStory(`r-${n}`, { externalId: "abcd"[n], corrects });
  for (const _ of refers) await Promise.allSettled([...refers.keys()].map((n) => file(`r-${n}`)));
  expect(await inbox.depth()).toBe(0);
});

test("one that refers to reports that wait for each other waits for them", async () => {
  const { acceptStory, file } = ingest();
  await acceptStory("r-0", { corrects: "a" });
  await acceptStory("r-1", { externalId: "a", corrects: "b" });
  await acceptStory("r-2", { externalId: "b", corrects: "a" });
  await expect(file("r-0")).rejects.toThrow("waits for the one it refers to");
  await file("r-1");
  await file("r-0");
});

describe("where the log cannot be used", () => {
  test("no report is set aside, however long that lasts and in however many jobs it is tried", async () => {
    const { accept, inbox, ports, file } = ingest();
    const outages = ["OOM command not allowed", "Command timed out", "Connection is closed."];
    let tries = 0;
    const dark = fileReports({
      ...ports,
      read,
      log: {
        ...ports.log,
        lookUp: () => Promise.reject(outageSaying(outages[tries++ % outages.length] ?? "")),
      },
    });
    await accept("r-1", "r-2");
    for (let n = 0; n < 20; n += 1)
      await expect(dark(["r-1", "r-2"])).rejects.toThrow("2 of 2 reports were not filed");
    await file("r-1");
    await file("r-2");
    expect([await inbox.depth(), await inbox.buried()]).toEqual([0, []]);
  });

  test("a report that the log always refuses is set aside", async () => {
    const { accept, inbox, ports } = ingest();
    const lookUp = () => Promise.reject(outageSaying("ERR wrong number of arguments"));
    const refusing = fileReports({ ...ports, read, log: { ...ports.log, lookUp } });
    await accept("r-1");
    for (let n = 0; n < 8; n += 1) await expect(refusing(["r-1"])).rejects.toThrow("not filed");
    await refusing(["r-1"]);
    expect(await inbox.buried()).toMatchObject([{ id: "r-1", reason: "too-many-attempts" }]);
  });
});

function outageSaying(message: string): Error {
  return Object.assign(new Error(message), {
    name: /^[A-Z]+ /.test(message) ? "ReplyError" : "Error",
  });
}

test("a retraction of what was never told opens an incident of its own", async () => {
  const { acceptStory, file, logged } = ingest();
  await acceptStory("r-1", { retracts: "unheard-of" });
  await file("r-1");
  expect(await logged()).toMatchObject([{ change: "new" }]);
});

test("any number of copies filed at once are all filed", async () => {
  const { accept, file, inbox, logged } = ingest();
  const ids = Array.from({ length: 40 }, (_, i) => `r-${i}`);
  await accept(...ids);
  for (let round = 0; (await inbox.depth()) > 0 && round < 10; round += 1)
    await Promise.allSettled(ids.map(file));
  expect(await inbox.buried()).toEqual([]);
  expect(await inbox.depth()).toBe(0);
  expect(new Set((await logged()).map(({ id }) => id)).size).toBe(1);
});

describe("a job of several reports", () => {
  test("is filed in order, and copies in it join each other", async () => {
    const { accept, fileAll, inbox, logged } = ingest();
    await accept("r-1", "r-2", "r-3");
    await fileAll(["r-1", "r-2", "r-3"]);
    expect(await inbox.depth()).toBe(0);
    expect((await logged()).map(({ id, version }) => [id, version])).toEqual([
      ["i-1", 1],
      ["i-1", 2],
      ["i-1", 3],
    ]);
  });

  test("that holds a report and its retraction withdraws it", async () => {
    const { acceptStory, fileAll, logged, clock } = ingest();
    const receivedAt = clock.now().toString();
    await acceptStory("r-1", { externalId: "story", receivedAt });
    await acceptStory("r-2", { retracts: "story", receivedAt });
    await fileAll(["r-1", "r-2"]);
    expect((await logged()).map(({ change }) => change)).toEqual(["new", "retraction"]);
  });

  test("loses nothing where one of them fails, and says which", async () => {
    const { accept, acceptStory, fileAll, inbox, clock } = ingest();
    await acceptStory("r-0", { externalId: "later" });
    await acceptStory("r-1", { retracts: "later", receivedAt: clock.now().toString() });
    await accept("r-2");
    await expect(fileAll(["r-1", "r-2"])).rejects.toThrow("1 of 2 reports were not filed");
    expect(await inbox.waiting(clock.now().add({ hours: 1 }), 10)).toEqual(["r-0", "r-1"]);
    await fileAll(["r-0", "r-1", "r-2"]);
    expect(await inbox.depth()).toBe(0);
  });

  test("run twice at once files each report once", async () => {
    const { accept, fileAll, inbox, logged } = ingest();
    const ids = ["r-1", "r-2", "r-3", "r-4"];
    await accept(...ids);
    await Promise.all([fileAll(ids), fileAll(ids)]);
    expect(await logged()).toHaveLength(4);
    expect(await inbox.depth()).toBe(0);
  });
});

/** Reports that end the process that reads them; what a dead process had begun never goes on. */
function deadlyIngest(poison: ReadonlySet<string>) {
  const shared = ingest();
  let deaths = 0;
  const runUntilDeath = async (ids: readonly string[]): Promise<void> => {
    let isDead = false;
    const { promise: death, resolve: die } = Promise.withResolvers<void>();
    const inbox = new Proxy<Inbox>(shared.inbox, {
      get(store, name) {
        const method: unknown = Reflect.get(store, name);
        if (typeof method !== "function") return method;
        return (...args: unknown[]): unknown =>
          isDead ? new Promise(() => {}) : Reflect.apply(method, store, args);
      },
    });
    const fileAll = fileReports({
      ...shared.ports,
      inbox,
      read: (report) => {
        if (poison.has(report.id)) {
          isDead = true;
          deaths += 1;
          die();
          throw new Error("nobody hears this");
        }
        return read(report);
      },
    });
    await Promise.race([fileAll(ids), death]);
  };
  return { ...shared, runUntilDeath, deaths: () => deaths };
}

const MOST_DEATHS = 8;

test("whatever ends its process is set aside after eight deaths, and whatever shared a job with it is filed", async () => {
  const reports = array(boolean(), { minLength: 1, maxLength: 12 });
  await assert(
    asyncProperty(reports, async (areDeadly) => {
      const ids = areDeadly.map((isDeadly, i) => `${isDeadly ? "poison" : "plain"}-${i}`);
      const poison = new Set(ids.filter((id) => id.startsWith("poison")));
      const { accept, runUntilDeath, inbox, deaths } = deadlyIngest(poison);
      await accept(...ids);
      for (let run = 0; (await inbox.depth()) > 0; run += 1) {
        expect(run).toBeLessThanOrEqual(MOST_DEATHS * poison.size + 1);
        await runUntilDeath(ids);
      }
      const buried = await inbox.buried();
      expect(new Set(buried.map(({ id }) => id))).toEqual(poison);
      expect(new Set(buried.map(({ reason }) => reason)).size).toBe(poison.size > 0 ? 1 : 0);
      expect(deaths()).toBeLessThanOrEqual(MOST_DEATHS * poison.size);
    }),
    { numRuns: 12 },
  );
});

test("reports that shared a job with one that ends its process are filed before it is tried again", async () => {
  const { accept, runUntilDeath, inbox, clock } = deadlyIngest(new Set(["r-1"]));
  await accept("r-1", "r-2", "r-3");
  for (let life = 0; life < 3; life += 1) await runUntilDeath(["r-1", "r-2", "r-3"]);
  expect(await inbox.waiting(clock.now().add({ hours: 1 }), 10)).toEqual(["r-1"]);
});
