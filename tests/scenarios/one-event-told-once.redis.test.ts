import { expect, test } from "vitest";

import { type Posted, startTocsin } from "../support/tocsin.ts";

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

async function twoWorkers(subscriptions: Readonly<Record<string, string>>) {
  const one = await startTocsin({ at: "2026-11-27T16:00:00Z", subscriptions });
  const two = await startTocsin({
    at: "2026-11-27T16:00:00Z",
    subscriptions,
    env: { TOCSIN_KEY_PREFIX: one.env.TOCSIN_KEY_PREFIX, SMTP_URL: one.env.SMTP_URL },
  });
  return { one, two };
}

/** The same order each time, and none that a source would choose. */
function shuffled<T>(all: readonly T[]): T[] {
  return all
    .map((one, i) => ({ one, rank: ((i * 7919) % 104_729) % 17 }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ one }) => one);
}

test("twelve copies and three updates of one event and its twin in another town are two items", async () => {
  const { one, two } = await twoWorkers({ desk: DESK });
  const reports = shuffled([...copies, ...updates, twin]);
  await Promise.all(reports.map((report, i) => (i % 2 === 0 ? one : two).post(report, `msg_${i}`)));
  await one.filed();
  const log = await one.service.stores.log.readAfter(undefined, 1_000);
  const latest = new Map(log.map(({ incident }) => [incident.id, incident]));
  const told = [...latest.values()].map(({ toldBy }) => toldBy.length).toSorted((a, b) => a - b);
  expect(told).toEqual([1, 15]);
  expect(log).toHaveLength(16);

  one.advanceTo("2026-11-28T07:00:01Z");
  two.advanceTo("2026-11-28T07:00:01Z");
  const mail = await one.mailbox("desk@example.org").expectDigest(/Gao[^]*Mopti|Mopti[^]*Gao/);
  expect(mail.parsed.text).toMatch(/24/);
  expect(mail.parsed.text?.match(/Sources?:/g)).toHaveLength(2);
  await one.mailbox("desk@example.org").expectNothing();
});

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
