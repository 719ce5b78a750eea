import { describe, expect, test } from "vitest";

import type { SealedMail } from "#src/model/digest.ts";
import type { Incident } from "#src/model/incident.ts";
import type { Enlisted } from "#src/pipeline/roster.ts";
import { stormBraked } from "#src/pipeline/tell-operator.ts";

import { aClassification, aTeller } from "../support/digests.ts";
import { aSubscription, atOnce, daily, notifier } from "../support/notifier.ts";
import { quietLogger } from "../support/steps.ts";

type Run = Awaited<ReturnType<typeof notifier>>;

/** Each digest as its items with what they waited for, and as what was left out. */
async function told(run: Run): Promise<string[][]> {
  return (await run.sealed()).map((mail: SealedMail) =>
    "watched" in mail
      ? ["all clear"]
      : mail.items.map(({ incident, kind, heldBy }) =>
          [incident.id, kind === "new" ? "" : kind, heldBy ?? ""].filter(Boolean).join(" "),
        ),
  );
}

const quiet = { from: "22:00", to: "06:00", except: "extreme" as const };
const NIGHT = "2027-01-10T23:00:00Z";
const MORNING = "2027-01-11T06:00:01Z";

describe("in the quiet hours", () => {
  const night = () => notifier(aSubscription({ quiet, deliver: [atOnce()] }), NIGHT);

  test("the worst goes alone; the rest comes in the morning and says that it waited", async () => {
    const run = await night();
    const bad = await run.file("severe");
    const worst = await run.file("extreme");
    await run.seal();
    expect(await told(run)).toEqual([[worst]]);
    run.advanceTo(MORNING);
    await run.seal();
    expect(await told(run)).toEqual([[worst], [`${bad} quiet-hours`]]);
    expect((await run.sealed())[1]).toMatchObject({
      held: { quiet: { from: "22:00", to: "06:00" }, withdrawn: 0 },
    });
  });

  test("what waits is kept by name: the next look reads no more of the log than came since", async () => {
    const run = await night();
    const [bad, worse] = [await run.file("severe"), await run.file("severe")];
    await run.seal();
    const [{ delivery }] = [...run.roster().values()] as [Enlisted];
    const before = await run.deliveries.read(delivery.id);
    expect(before?.kept.map(({ incidentId }) => incidentId)).toEqual([bad, worse]);
    await run.file("severe", { id: worse, version: 2, change: "material" });
    await run.seal();
    const after = await run.deliveries.read(delivery.id);
    expect(Number(after?.cursor.epochMilliseconds) > Number(before?.cursor.epochMilliseconds)).toBe(
      true,
    );
    expect(after?.kept.map(({ incidentId, positions }) => [incidentId, positions.length])).toEqual([
      [bad, 1],
      [worse, 2],
    ]);
    run.advanceTo(MORNING);
    await run.seal();
    expect(await told(run)).toEqual([[`${bad} quiet-hours`, `${worse} quiet-hours`]]);
  });

  test("what was withdrawn before the morning is left out and counted", async () => {
    const run = await night();
    const bad = await run.file("severe");
    const wrong = await run.file("severe");
    await run.seal();
    await run.file("severe", {
      id: wrong,
      version: 2,
      change: "retraction",
      retracted: true,
    });
    run.advanceTo(MORNING);
    await run.seal();
    expect(await told(run)).toEqual([[`${bad} quiet-hours`]]);
    expect((await run.sealed())[0]).toMatchObject({ held: { withdrawn: 1 } });
  });

  test("what was kept by name and withdrawn is told to nobody", async () => {
    const run = await night();
    const wrong = await run.file("severe");
    const worst = await run.file("extreme");
    await run.seal();
    await run.file("severe", { id: wrong, version: 2, change: "retraction", retracted: true });
    run.advanceTo(MORNING);
    await run.seal();
    expect(await told(run)).toEqual([[worst]]);
    expect(await run.due.next()).toBeUndefined();
  });

  test("updates of what waits are one item, by its latest version", async () => {
    const run = await night();
    const id = await run.file("severe");
    const worst = await run.file("extreme");
    await run.seal();
    await run.file("severe", { id, version: 2, change: "material" });
    await run.file("severe", { id, version: 3, change: "material" });
    run.advanceTo(MORNING);
    await run.seal();
    expect(await told(run)).toEqual([[worst], [`${id} quiet-hours`]]);
    expect((await run.sealed())[1]).toMatchObject({ items: [{ incident: { version: 3 } }] });
  });

  test("a correction reaches just those who had the first version, once the quiet ends", async () => {
    const run = await notifier(aSubscription({ quiet, deliver: [atOnce()] }), "2027-01-10T21:00Z");
    const id = await run.file("severe");
    await run.seal();
    run.advanceTo(NIGHT);
    await run.file("severe", { id, version: 2, change: "correction" });
    await run.seal();
    expect(await told(run)).toEqual([[id]]);
    run.advanceTo(MORNING);
    await run.seal();
    expect(await told(run)).toEqual([[id], [`${id} correction quiet-hours`]]);
  });

  test("the morning's rules decide, and the reader who left is owed nothing", async () => {
    const run = await night();
    await run.file("severe");
    const worst = await run.file("extreme");
    await run.seal();
    await run.readers.unsubscribe("levant", "desk@example.org", run.clock.now());
    run.advanceTo(MORNING);
    await run.seal();
    await run.readers.resubscribe("levant", "desk@example.org");
    await run.enroll();
    await run.seal();
    expect(await told(run)).toEqual([[worst]]);
  });

  test("an alert does not repeat what a digest told while it waited; what is worse since is an update", async () => {
    const early = { ...daily, time: "05:00" };
    const run = await notifier(
      aSubscription({ quiet: { from: "22:00", to: "06:00" }, deliver: [early, atOnce()] }),
      NIGHT,
    );
    const [same, worse] = [await run.file("severe"), await run.file("severe")];
    run.advanceTo("2027-01-11T05:00:01Z");
    await run.seal();
    await run.file("extreme", {
      id: worse,
      version: 2,
      change: "material",
      changes: [{ field: "severity", from: "severe", to: "extreme" }],
    });
    run.advanceTo(MORNING);
    await run.seal();
    const [digest, alert] = await told(run);
    expect(digest?.toSorted()).toEqual([same, worse].toSorted());
    expect(alert).toEqual([`${worse} update quiet-hours`]);
  });
});

describe("above a reader's mail limit", () => {
  const limit = { count: 2, perSeconds: 3600 };

  async function storm() {
    const raised: string[] = [];
    const run: Run = await notifier(aSubscription({ deliver: [atOnce({ limit })] }), undefined, {
      stormBraked: async (enlisted) => {
        const { notices, clock } = run;
        await stormBraked({ notices, clock, logger: quietLogger })(enlisted);
        for (const { id, kind } of await notices.claim()) {
          raised.push(kind);
          await notices.settle(id);
        }
      },
    });
    const ids: string[] = [];
    // Within the lease of a notice, which no sender is there to settle.
    for (const time of ["31:00", "32:00", "33:00", "33:30", "34:00"]) {
      run.advanceTo(`2027-01-10T06:${time}Z`);
      ids.push(await run.file());
      await run.seal();
    }
    return { run, ids, raised };
  }

  test("all that comes is one summary, in which nothing is lost, and the operator is told once", async () => {
    const { run, ids, raised } = await storm();
    expect(await told(run)).toEqual([[ids[0]], [ids[1]]]);
    run.advanceTo("2027-01-10T07:31:10Z");
    await run.seal();
    const summary = (await told(run))[2]?.toSorted();
    expect(summary).toEqual(ids.slice(2).map((id) => `${id} mail-limit`));
    expect((await run.sealed())[2]).toMatchObject({ held: { limit } });
    expect(raised).toEqual(["storm"]);
    expect(run.meter.counted.filter((name) => name.startsWith("storms_braked"))).toHaveLength(1);
  });

  test("what is extreme passes, and leaves the rest waiting", async () => {
    const { run, ids } = await storm();
    run.advanceTo("2027-01-10T06:40:00Z");
    const worst = await run.file("extreme");
    await run.seal();
    expect((await told(run))[2]).toEqual([worst]);
    run.advanceTo("2027-01-10T08:00:00Z");
    await run.seal();
    expect((await told(run))[3]?.toSorted()).toEqual(ids.slice(2).map((id) => `${id} mail-limit`));
  });
});

describe("what reaches too many readers", () => {
  const tooMany = {
    holdPolicy: { share: 0.5, readers: 10, minutes: 15, except: "extreme" as const },
    reachOf: (incident: Incident) => ({
      matched: incident.headline === "small" ? 40 : 60,
      of: 100,
    }),
  };
  const held = (deliver = [atOnce()] as const) =>
    notifier(aSubscription({ deliver }), undefined, tooMany);
  const bySecond = (id: string) => ({
    id,
    version: 2,
    change: "minor" as const,
    toldBy: [aTeller(), aTeller({ reportId: "other-1", source: "other" })] as const,
  });

  test("waits for some minutes and no longer, and says so", async () => {
    const run = await held();
    const id = await run.file();
    await run.seal();
    run.advanceTo("2027-01-10T06:44:00Z");
    await run.seal();
    expect(await told(run)).toEqual([]);
    expect(await run.holds.inForce(run.clock.now())).toMatchObject([
      { incidentId: id, matched: 60, of: 100 },
    ]);
    run.advanceTo("2027-01-10T06:45:30Z");
    await run.seal();
    expect(await told(run)).toEqual([[`${id} second-source`]]);
    expect(await run.holds.inForce(run.clock.now())).toEqual([]);
    expect(run.meter.counted.filter((name) => name.startsWith("incidents_held"))).toHaveLength(1);
  });

  test("goes when a second source tells it in words of its own", async () => {
    const run = await held();
    const id = await run.file();
    await run.seal();
    run.advanceTo("2027-01-10T06:35:00Z");
    await run.file("severe", bySecond(id));
    await run.seal();
    expect(await told(run)).toEqual([[`${id} second-source`]]);
  });

  test.for([
    ["what is bad enough", "extreme", {}],
    ["what reaches fewer", "severe", { headline: "small" }],
    ["what two sources tell", "severe", { toldBy: bySecond("x").toldBy }],
  ] as const)("%s does not wait", async ([, severity, over]) => {
    const run = await held();
    const id = await run.file(severity, over);
    await run.seal();
    expect(await told(run)).toEqual([[id]]);
  });

  test("keeps nothing else waiting", async () => {
    const run = await held();
    const alone = await run.file();
    const other = await run.file("severe", { headline: "small" });
    await run.seal();
    expect(await told(run)).toEqual([[other]]);
    run.advanceTo("2027-01-10T06:46:00Z");
    await run.seal();
    expect(await told(run)).toEqual([[other], [`${alone} second-source`]]);
  });

  test("is held once: a copy or a later version does not begin the wait again", async () => {
    const run = await held();
    const id = await run.file();
    await run.seal();
    run.advanceTo("2027-01-10T06:44:00Z");
    await run.file("severe", { id, version: 2, change: "minor" });
    await run.seal();
    run.advanceTo("2027-01-10T06:46:00Z");
    await run.seal();
    expect(await told(run)).toEqual([[`${id} second-source`]]);
  });

  test("is judged once: the first notifier's verdict stands for another with other rules", async () => {
    const run = await held();
    const at = run.clock.now();
    const hold = { since: at, until: at.add({ minutes: 15 }), matched: 60, of: 100 };
    const first = await run.holds.judge("i-x", 1, { incidentId: "i-x", version: 1, ...hold });
    const second = await run.holds.judge("i-x", 1, undefined);
    const later = await run.holds.judge("i-x", 2, undefined);
    expect([first.isNew, second.isNew, later.isNew]).toEqual([true, false, false]);
    expect(second.hold).toEqual(first.hold);
    expect(later.hold).toEqual(first.hold);
    await run.holds.judge("i-y", 1, undefined);
    expect((await run.holds.judge("i-y", 1, { ...hold, incidentId: "i-y", version: 1 })).hold).toBe(
      undefined,
    );
    const worse = await run.holds.judge("i-y", 2, { ...hold, incidentId: "i-y", version: 2 });
    expect(worse.hold).toMatchObject({ incidentId: "i-y", version: 2 });
  });

  test("comes after a scheduled digest that had to leave it out, as a mail of its own", async () => {
    const run = await notifier(aSubscription(), "2027-01-10T06:58:00Z", tooMany);
    const other = await run.file("severe", { headline: "small" });
    run.advanceTo("2027-01-10T06:59:00Z");
    const alone = await run.file();
    run.advanceTo("2027-01-10T07:00:01Z");
    await run.seal();
    expect(await told(run)).toEqual([[other]]);
    // Its place in the index may be lost; the state knows what is owed.
    await run.redis.del(run.keys.due);
    await run.enrollAgain();
    run.advanceTo("2027-01-10T07:15:10Z");
    await run.seal();
    expect(await told(run)).toEqual([[other], [`${alone} second-source`]]);
    expect((await run.sealed())[1]).toMatchObject({ followUp: true });
    run.advanceTo("2027-01-11T07:00:01Z");
    await run.seal();
    expect(await told(run)).toHaveLength(2);
    expect(String(await run.due.next())).toBe("2027-01-12T07:00:00Z");
  });

  test("withdrawn while it waits is told to nobody, and nothing is left waiting", async () => {
    const run = await notifier(aSubscription(), "2027-01-10T06:59:00Z", tooMany);
    const id = await run.file();
    run.advanceTo("2027-01-10T07:00:01Z");
    await run.seal();
    await run.file("severe", { id, version: 2, change: "retraction", retracted: true });
    run.advanceTo("2027-01-10T07:15:10Z");
    await run.seal();
    expect(await told(run)).toEqual([]);
    const state = await run.deliveries.read("levant.at.desk");
    expect(state?.kept).toEqual([]);
  });

  test("an update or a correction of what a reader was told does not wait", async () => {
    const run = await held();
    const id = await run.file("severe", { headline: "small" });
    await run.seal();
    await run.file("severe", { id, version: 2, change: "correction" });
    await run.seal();
    expect(await told(run)).toEqual([[id], [`${id} correction`]]);
  });
});

describe("a catch-up after long downtime", () => {
  test("reaches back as far as it may, and says what it leaves out", async () => {
    const run = await notifier(aSubscription(), undefined, {
      catchUp: Temporal.Duration.from({ hours: 48 }),
    });
    await run.file();
    run.advanceTo("2027-01-19T08:00:00Z");
    const recent = await run.file();
    run.advanceTo("2027-01-20T09:00:00Z");
    await run.seal();
    expect(await told(run)).toEqual([[recent]]);
    expect((await run.sealed())[0]).toMatchObject({
      late: true,
      skipped: { count: 1, before: "2027-01-18T07:00:00Z" },
    });
    expect(run.meter.counted).toContain("incidents_skipped ");
  });

  test("never leaves out what became of something that was told", async () => {
    const run = await notifier(aSubscription(), undefined, {
      catchUp: Temporal.Duration.from({ hours: 48 }),
    });
    const id = await run.file();
    run.advanceTo("2027-01-10T07:00:01Z");
    await run.seal();
    await run.file("severe", { id, version: 2, change: "correction" });
    run.advanceTo("2027-01-20T09:00:00Z");
    await run.seal();
    expect(await told(run)).toEqual([[id], [`${id} correction`]]);
  });

  test("a weekly digest is owed its own window whole, whatever the reach", async () => {
    const weekly = { ...daily, days: ["mon"] as const };
    const run = await notifier(aSubscription({ deliver: [weekly] }), "2027-01-04T06:30:00Z", {
      catchUp: Temporal.Duration.from({ hours: 24 }),
    });
    run.advanceTo("2027-01-12T07:00:00Z");
    const first = await run.file();
    run.advanceTo("2027-01-18T09:00:00Z");
    await run.seal();
    expect(await told(run)).toEqual([[first]]);
  });

  test("an alert older than its reach is not told as news", async () => {
    const run = await notifier(aSubscription({ deliver: [atOnce()] }), undefined, {
      catchUp: Temporal.Duration.from({ hours: 48 }),
    });
    await run.file();
    run.advanceTo("2027-01-20T09:00:00Z");
    await run.seal();
    expect(await told(run)).toEqual([]);
  });
});

describe("an all-clear", () => {
  const mail = { format: "text", allClear: "daily" } as const;
  const clear = (over = {}) => notifier(aSubscription({ mail, ...over }));
  const irrelevant = { classification: aClassification({ relevant: false }) };

  test("comes where nothing happened, and says what was watched", async () => {
    const run = await clear();
    await run.file("severe", irrelevant);
    run.advanceTo("2027-01-10T07:00:01Z");
    await run.seal();
    expect(await run.sealed()).toMatchObject([
      { watched: { rules: ["any"], reports: 1, sources: 1 }, late: false },
    ]);
    expect(await run.outbox.depth()).toBe(1);
  });

  test("does not come beside an item, nor on the day after it for that", async () => {
    const run = await clear();
    const id = await run.file();
    run.advanceTo("2027-01-10T07:00:01Z");
    await run.seal();
    expect(await told(run)).toEqual([[id]]);
    run.advanceTo("2027-01-11T07:00:01Z");
    await run.seal();
    expect(await told(run)).toEqual([[id], ["all clear"]]);
  });

  test("does not come where a told story was withdrawn, though no rule matches it", async () => {
    const run = await clear();
    const id = await run.file();
    run.advanceTo("2027-01-10T07:00:01Z");
    await run.seal();
    await run.file("severe", {
      id,
      version: 2,
      change: "retraction",
      retracted: true,
      ...irrelevant,
    });
    run.advanceTo("2027-01-11T07:00:01Z");
    await run.seal();
    expect(await told(run)).toEqual([[id], [`${id} retraction`]]);
  });

  test("does not come while something is held back", async () => {
    const run = await notifier(aSubscription({ mail }), "2027-01-10T06:59:00Z", {
      holdPolicy: { share: 0.5, readers: 10, minutes: 60 * 30, except: "extreme" },
      reachOf: () => ({ matched: 60, of: 100 }),
    });
    await run.file();
    run.advanceTo("2027-01-10T07:00:01Z");
    await run.seal();
    run.advanceTo("2027-01-11T07:00:01Z");
    await run.seal();
    expect(await told(run)).toEqual([]);
  });

  test("counts what is too mild for an alert as nothing, and what is not as something", async () => {
    const run = await clear({ deliver: [atOnce({ severity: "severe" })] });
    await run.file("minor");
    run.advanceTo("2027-01-10T08:00:01Z");
    await run.seal();
    expect(await told(run)).toEqual([["all clear"]]);
    const id = await run.file("severe");
    run.advanceTo("2027-01-11T08:00:01Z");
    await run.seal();
    expect(await told(run)).toEqual([[id], ["all clear"]]);
  });

  test("comes on Mondays where it is weekly, and not to a reader who left", async () => {
    const run = await clear({ mail: { format: "text", allClear: "weekly" } });
    await run.readers.unsubscribe("levant", "desk@example.org", run.clock.now());
    run.advanceTo("2027-01-11T07:00:01Z");
    await run.seal();
    await run.readers.resubscribe("levant", "desk@example.org");
    run.advanceTo("2027-01-17T07:00:01Z");
    await run.seal();
    expect(await told(run)).toEqual([]);
    run.advanceTo("2027-01-18T07:00:01Z");
    await run.seal();
    expect(await told(run)).toEqual([["all clear"]]);
  });
});
