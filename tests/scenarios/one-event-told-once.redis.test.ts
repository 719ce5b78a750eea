import { expect, onTestFinished, test, vi } from "vitest";

import type { Incident } from "#src/model/incident.ts";
import type { LoggedIncident } from "#src/pipeline/log-ports.ts";
import { memoryRelater } from "#src/relate/memory-relater.ts";

import { spawnTocsin } from "../support/processes.ts";
import { stories } from "../support/stories.ts";
import { type Posted, startTocsin, type Tocsin, WIRE_SECRET } from "../support/tocsin.ts";

const DESK = `
id: desk
name: Desk
to: [desk@example.org]
timezone: UTC
match: [{ name: Mali, regions: [ML] }]
deliver: [{ at: "07:00" }]
`;

const URGENT = DESK.replace("id: desk", "id: urgent")
  .replace("desk@", "urgent@")
  .replace('{ at: "07:00" }', "{ immediately: { severity: severe, hold: 0s } }");

const ELSEWHERE = DESK.replace("id: desk", "id: far")
  .replace("desk@", "far@")
  .replace("[ML]", "[SY]");

const BLAST =
  "A car bomb exploded at a crowded market in Gao in northern Mali on Friday, killing at least 3 civilians and wounding 8, the governor Ibrahim Cissoko said. No group claimed the attack. Ambulances took the wounded to the regional hospital, where doctors asked residents to give blood.";

/** What wires and sites make of one text. */
const copies: readonly Posted[] = [
  BLAST,
  BLAST.toUpperCase(),
  `BAMAKO, Nov. 27 (Wire) -- ${BLAST}`,
  `${BLAST} Follow us for more news from the Sahel, every morning in your inbox.`,
  BLAST.replaceAll("the", "THE"),
  BLAST.replace("civilians", "people"),
  BLAST.replace("crowded market", "busy market"),
  BLAST.slice(0, BLAST.indexOf(" Ambulances")),
  BLAST.split(". ").toReversed().join(". "),
  `${BLAST} (Reporting by our correspondent)`,
  BLAST.replace("No group claimed the attack.", "Nobody claimed the attack."),
  BLAST.replace("doctors asked residents", "doctors urged residents"),
].map((text) => ({ title: "Car bomb at market in Gao, Mali", text }));

/** The same event in other words, the toll rising. */
const updates: readonly Posted[] = [
  {
    title: "Gao market blast: toll rises to 12",
    text: "The toll of Friday's car bomb at the crowded market in Gao, northern Mali, has risen to 12 killed, the governor Ibrahim Cissoko said. Doctors at the regional hospital, where 31 wounded were brought by ambulances, still ask residents to give blood. No group has claimed the attack.",
  },
  {
    title: "At least 24 killed in Gao market bombing",
    text: "At least 24 people were killed by the car bomb that exploded at a crowded market in Gao in northern Mali on Friday, governor Ibrahim Cissoko said. Doctors at the regional hospital said that ambulances had brought 60 wounded. Residents gave blood. No group claimed the attack.",
  },
  {
    title: "Residents of Gao mourn after the market bombing",
    text: "Residents of Gao in northern Mali mourned on Friday the victims of the car bomb at the crowded market. Governor Ibrahim Cissoko visited the wounded at the regional hospital, where doctors thanked those who gave blood after the attack that no group has claimed.",
  },
];

const twin: Posted = {
  title: "Car bomb at bus station in Mopti, Mali",
  text: "A car bomb exploded at a bus station in Mopti in central Mali on Friday, killing at least 5 travellers and wounding 12, the mayor Adama Traore said. No group claimed the attack. The town has been blockaded for months by Islamist militants who demand that the army leave.",
};

/** The same order each time, and none that a source would choose. */
function shuffled<T>(all: readonly T[]): T[] {
  return all
    .map((one, i) => ({ one, rank: ((i * 7919) % 104_729) % 17 }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ one }) => one);
}

const PATIENCE = { timeout: 45_000, interval: 50 };

/** Two processes that file what another accepts, both ready to. */
async function startTwoIngestProcesses({ env }: Tocsin): Promise<void> {
  const own = { ...env, TOCSIN_ROLES: "ingest", WIRE_SECRET, LOG_LEVEL: "info" };
  const processes = [1, 2].map(() => spawnTocsin(["serve"], own, onTestFinished));
  await Promise.all(processes.map((process) => process.logged("tocsin is running")));
}

/** What one worker would have made of these reports, had they come to it in the order of the log. */
async function byOneWorker({ service }: Tocsin, log: readonly LoggedIncident[]) {
  const relate = memoryRelater(stories);
  const reports = await service.stores.inbox.read(
    log.flatMap(({ incident }) => lastTeller(incident)?.reportId ?? []),
  );
  return reports.map((report) => {
    const telling = { report, ...service.knowledge.current().read(report) };
    return JSON.parse(JSON.stringify(relate(telling).incident)) as Incident;
  });
}

/** Of the report that made this version. */
function lastTeller({ toldBy, updatedAt }: Incident) {
  return toldBy.findLast(({ receivedAt }) => receivedAt === updatedAt);
}

/** Items of mails in their order: which town, and what became of it. */
function itemsOf(mails: readonly { readonly parsed: { readonly text?: string } }[]): string[] {
  const line = /^\d+ {2}\[\w+\] (?:([A-Z]{2,}) )?.* - (\w+), Mali$/gm;
  return mails
    .flatMap(({ parsed }) => [...(parsed.text ?? "").matchAll(line)])
    .map(([, mark = "NEW", town]) => `${town} ${mark}`);
}

test(
  "two processes that file one burst tell one event once, its changes, and its twin apart",
  { timeout: 90_000 },
  async () => {
    const tocsin = await startTocsin({
      subscriptions: { desk: DESK, urgent: URGENT, far: ELSEWHERE },
      ingest: "elsewhere",
    });
    await startTwoIngestProcesses(tocsin);
    const reports = shuffled([...copies, ...updates, { ...twin, externalId: "twin" }]);
    // One after another, or one worker would be given all of them in one job.
    for (const report of reports) await tocsin.post(report);
    await tocsin.filed();
    const log = await tocsin.service.stores.log.readAfter(undefined, 1_000);
    const versions = log.map(({ incident }) => incident);
    expect(versions).toEqual(await byOneWorker(tocsin, log));
    const latest = new Map(versions.map((incident) => [incident.id, incident]));
    const told = [...latest.values()].map(({ toldBy }) => toldBy.length);
    expect(told.toSorted((a, b) => a - b)).toEqual([1, 15]);

    const urgent = tocsin.mailbox("urgent@example.org");
    await vi.waitFor(() => {
      const texts = tocsin.sink.taken.map(({ parsed }) => parsed.text).join("\n");
      expect(texts).toMatch(/At least 24 killed/);
      expect(texts).toMatch(/Mopti/);
    }, PATIENCE);
    const mails = await urgent.all();
    const [gao = [], mopti] = ["Gao", "Mopti"].map((town) =>
      itemsOf(mails).filter((item) => item.startsWith(town)),
    );
    expect(mopti).toEqual(["Mopti NEW"]);
    expect(gao).toEqual(["Gao NEW", ...gao.slice(1).map(() => "Gao UPDATE")]);

    await tocsin.post({ text: "The report of a blast in Mopti is withdrawn.", retracts: "twin" });
    await tocsin.filed();
    const notice = await urgent.expectDigest(/Mopti/);
    expect(itemsOf([notice])).toEqual(["Mopti WITHDRAWN"]);
    tocsin.advance({ hours: 24 });
    const digest = await tocsin.mailbox("desk@example.org").expectDigest(/24/);
    expect(itemsOf([digest])).toEqual(["Gao NEW"]);
  },
);

test("who was alerted is told each change that matters, and nothing else", async () => {
  const tocsin = await startTocsin({
    at: "2026-11-27T16:00:00Z",
    subscriptions: { urgent: URGENT },
  });
  const [first, ...others] = copies;
  const [risen, worst, mourning] = updates;
  if (!first || !risen || !worst || !mourning) throw new Error("no reports");
  const mailbox = tocsin.mailbox("urgent@example.org");
  await tocsin.send(first);
  await mailbox.expectDigest(/Gao/);
  for (const copy of others) await tocsin.send(copy);
  await mailbox.expectNothing();
  await tocsin.send(risen);
  await mailbox.expectDigest(/killed 3 → 12/);
  await tocsin.send(worst);
  await mailbox.expectDigest(/severe → extreme; killed 12 → 24/);
  await tocsin.send(mourning);
  await mailbox.expectNothing();
  await tocsin.send(twin);
  await mailbox.expectDigest(/Mopti/);
});

test("a past that is filed alerts nobody, until the present tells it", async () => {
  const tocsin = await startTocsin({
    at: "2026-11-27T16:00:00Z",
    subscriptions: { urgent: URGENT },
  });
  const [first] = copies;
  if (!first) throw new Error("no report");
  await tocsin.send({ ...first, backfill: true });
  await tocsin.mailbox("urgent@example.org").expectNothing();
  const [risen] = updates;
  if (!risen) throw new Error("no report");
  await tocsin.send(risen);
  await tocsin.mailbox("urgent@example.org").expectDigest(/Gao/);
});

test("where the report that led is taken back, who had it is told what the others say", async () => {
  const tocsin = await startTocsin({
    at: "2026-11-27T16:00:00Z",
    subscriptions: { urgent: URGENT, far: ELSEWHERE },
  });
  const [first] = copies;
  const [, worst] = updates;
  if (!first || !worst) throw new Error("no reports");
  const mailbox = tocsin.mailbox("urgent@example.org");
  await tocsin.send(first);
  await mailbox.expectDigest(/Gao/);
  await tocsin.send({ ...worst, externalId: "worst" });
  await mailbox.expectDigest(/severe → extreme; killed 3 → 24/);
  await tocsin.send({ text: "Our toll of the Gao blast was wrong.", retracts: "worst" });
  await mailbox.expectDigest(/CORRECTION[^]*extreme → severe; killed 24 → 3/);
});
