import { expect, test } from "vitest";

import { startTocsin } from "../support/tocsin.ts";

const SAHEL = `
id: sahel-desk
name: Sahel desk
to: [desk@example.org]
timezone: Europe/London
match:
  - name: Attacks in Mali
    regions: [ML]
    threats: [terrorism, armed-conflict]
deliver:
  - at: "07:00"
`;

const LEVANT = SAHEL.replaceAll(/sahel/g, "levant")
  .replace("Sahel desk", "Levant desk")
  .replace("desk@", "levant@")
  .replace("[ML]", "[SY]");

const URGENT = SAHEL.replace("sahel-desk", "urgent")
  .replace("desk@example.org", "urgent@example.org")
  .replace('  - at: "07:00"', "  - immediately: { severity: severe, hold: 0s }");

const bombing = {
  title: "Car bomb kills 14 at market in Gao, Mali",
  text: "A car bomb exploded at a crowded market in Gao in northern Mali on Friday, killing at least 14 civilians and wounding 30, the governor said. No group claimed the attack.",
  publishedAt: "2026-11-27T15:00:00Z",
};

const FRIDAY = "2026-11-27T16:00:00Z";

test("a signed report comes as a digest at the reader's hour, with the reason, and to nobody else", async () => {
  const tocsin = await startTocsin({ at: FRIDAY, subscriptions: { sahel: SAHEL, levant: LEVANT } });
  await tocsin.send(bombing);
  await tocsin.mailbox("desk@example.org").expectNothing();

  tocsin.advanceTo("2026-11-28T07:00:01Z");
  const mail = await tocsin.mailbox("desk@example.org").expectDigest(/Gao/);
  expect(mail.parsed.text).toContain("Attacks in Mali");
  expect(mail.parsed.html).toContain("Attacks in Mali");
  expect(mail.raw).toMatch(
    /^Message-ID: <sahel-desk\.at\.[0-9a-f]{10}\.[0-9a-z]+-1@alerts\.example\.org>/m,
  );
  expect(mail.raw).toMatch(/^Auto-Submitted: auto-generated/m);
  expect(mail.raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/m);
});

test("what is bad enough comes at once, and again in no later digest of that delivery", async () => {
  const tocsin = await startTocsin({ at: FRIDAY, subscriptions: { urgent: URGENT } });
  await tocsin.send(bombing);
  await tocsin.mailbox("urgent@example.org").expectDigest(/Gao/);
  tocsin.advance({ hours: 30 });
  await tocsin.mailbox("urgent@example.org").expectNothing();
});

test("copies of one story are one item", async () => {
  const tocsin = await startTocsin({ at: FRIDAY, subscriptions: { sahel: SAHEL } });
  await tocsin.send(bombing);
  await tocsin.send({ ...bombing, title: "Blast in Gao", text: bombing.text.toUpperCase() });
  tocsin.advanceTo("2026-11-28T07:00:01Z");
  const mail = await tocsin.mailbox("desk@example.org").expectDigest(/1 new/);
  expect(mail.parsed.text?.match(/Sources?:/g)).toHaveLength(1);
});

test("an ordinary news report is filed and mailed to nobody", async () => {
  const tocsin = await startTocsin({ at: FRIDAY, subscriptions: { sahel: SAHEL, urgent: URGENT } });
  const id = await tocsin.send({
    title: "Mali wins the cup",
    text: "Mali's football team won the regional cup in Bamako on Friday after a penalty shoot-out.",
  });
  tocsin.advance({ hours: 30 });
  await tocsin.mailbox("desk@example.org").expectNothing();
  expect(await tocsin.service.stores.log.find(`i-${id.slice(2)}`)).toBeDefined();
});

test("a retraction reaches those who had the story, and only them", async () => {
  const tocsin = await startTocsin({
    at: FRIDAY,
    subscriptions: { urgent: URGENT, sahel: SAHEL },
  });
  await tocsin.send({ ...bombing, externalId: "story-1" });
  await tocsin.mailbox("urgent@example.org").expectDigest(/Gao/);
  await tocsin.send({
    title: "Withdrawn: car bomb in Gao",
    text: "The report of a car bomb in Gao is withdrawn.",
    retracts: "story-1",
  });
  await tocsin.mailbox("urgent@example.org").expectDigest(/withdrawn|retract/i);
  tocsin.advanceTo("2026-11-28T07:00:01Z");
  await tocsin.mailbox("desk@example.org").expectNothing();
});

test("a window missed in downtime is caught up once, and the mail says it is late", async () => {
  const tocsin = await startTocsin({ at: FRIDAY, subscriptions: { sahel: SAHEL } });
  await tocsin.send(bombing);
  tocsin.advanceTo("2026-12-01T12:00:00Z");
  const mail = await tocsin.mailbox("desk@example.org").expectDigest(/Gao/);
  expect(mail.parsed.text).toMatch(/late/i);
  await tocsin.mailbox("desk@example.org").expectNothing();
});

test("what a reader was alerted to at once is not new again in their daily digest; the rest is", async () => {
  const both = SAHEL.replace(
    '  - at: "07:00"',
    '  - at: "07:00"\n  - immediately: { severity: severe, hold: 0s }',
  );
  const tocsin = await startTocsin({ at: FRIDAY, subscriptions: { sahel: both } });
  await tocsin.send(bombing);
  await tocsin.mailbox("desk@example.org").expectDigest(/Gao/);
  await tocsin.send({
    title: "Soldiers exchange fire with gunmen near Ansongo, Mali",
    text: "Soldiers exchanged fire with gunmen near Ansongo in northern Mali on Friday. Nobody was hurt, the army said.",
  });
  tocsin.advanceTo("2026-11-28T07:00:01Z");
  const mail = await tocsin.mailbox("desk@example.org").expectDigest(/Ansongo|fire/);
  expect(mail.parsed.text).not.toContain("Car bomb");
});

test("a reader who left by one click gets no more mail, and can come back", async () => {
  const tocsin = await startTocsin({ at: FRIDAY, subscriptions: { urgent: URGENT } });
  await tocsin.send(bombing);
  const mail = await tocsin.mailbox("urgent@example.org").expectDigest(/Gao/);
  const link = /^List-Unsubscribe: <https:\/\/tocsin\.example\.org(\/m\/[^>]+)>/m.exec(
    mail.raw.replaceAll(/\r\n[ \t]+/g, " "),
  )?.[1];
  const page = `${tocsin.url}${String(link)}`;

  const looked = await fetch(page);
  expect(await looked.text()).toContain("urgent@example.org");
  const left = await fetch(page, {
    method: "POST",
    body: "List-Unsubscribe=One-Click",
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });
  expect(left.status).toBe(200);
  await tocsin.send({
    title: "Gunmen kill nine villagers near Bandiagara, Mali",
    text: "Gunmen on motorcycles attacked the village of Dere near Bandiagara in central Mali on Friday evening, killing nine villagers and burning granaries, a local councillor said.",
  });
  await tocsin.mailbox("urgent@example.org").expectNothing();

  await fetch(page, { method: "POST", body: new URLSearchParams({ action: "resubscribe" }) });
  await tocsin.send({
    title: "Mortar fire kills six at Timbuktu airport, Mali",
    text: "Mortar shells struck the airport of Timbuktu in northern Mali on Friday night, killing six soldiers and damaging a helicopter, the army said. Islamist militants besiege the city.",
  });
  await tocsin.mailbox("urgent@example.org").expectDigest(/Timbuktu/);
});
