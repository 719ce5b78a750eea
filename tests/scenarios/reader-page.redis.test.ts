import { describe, expect, test } from "vitest";

import { startTocsin, type Tocsin } from "../support/tocsin.ts";

const DESK = "desk@example.org";
const subscription = (over = "") => `
id: mali
name: Mali desk
to: [${DESK}, other@example.org]
timezone: Europe/Paris
match: [{ name: Attacks in Mali, regions: [ML] }]
deliver: [{ at: "07:00" }]
${over}`;

const bomb = {
  externalId: "story",
  title: "Car bomb kills 14 at market in Gao, Mali",
  text: "A car bomb exploded at a crowded market in Gao in northern Mali on Friday, killing at least 14 civilians and wounding 30, the governor said.",
};
const clash = {
  externalId: "clash",
  title: "Soldiers clash with gunmen near Kidal, Mali",
  text: "Soldiers clashed with gunmen near Kidal in northern Mali on Friday, wounding two soldiers, the army said.",
};

const AT = "2027-11-22T05:00:00Z";
const MORNING = "2027-11-22T06:00:05Z";

/** A tocsin whose reader has had a first digest, and the links that stood in it. */
async function afterFirstDigest(over = "") {
  const tocsin = await startTocsin({ subscriptions: { mali: subscription(over) }, at: AT });
  await tocsin.send(bomb);
  tocsin.advanceTo(MORNING);
  const mail = await tocsin.mailbox(DESK).expectDigest(/Gao/);
  await tocsin.mailbox("other@example.org").expectDigest(/Gao/);
  const links = [...new Set(mail.raw.replaceAll("=\r\n", "").match(/\/m\/[A-Za-z0-9_.-]+/g))];
  const unsubscribe = /List-Unsubscribe: <https:\/\/tocsin\.example\.org(\/m\/[^>]+)>/.exec(
    mail.raw.replaceAll("\r\n ", " ").replaceAll("< ", "<"),
  )?.[1];
  const page =
    /Change, pause, mute or stop these mails:\s+https:\/\/tocsin\.example\.org(\/m\/\S+)/.exec(
      mail.parsed.text ?? "",
    )?.[1];
  const mute = /Mute this story:\s+https:\/\/tocsin\.example\.org(\/m\/\S+)/.exec(
    mail.parsed.text ?? "",
  )?.[1];
  if (!unsubscribe || !page || !mute) throw new Error(`links are missing: ${links.join(" ")}`);
  return { tocsin, unsubscribe, page, mute };
}

const look = (tocsin: Tocsin, path: string) => fetch(`${tocsin.url}${path}`);
const press = (
  tocsin: Tocsin,
  path: string,
  form: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
) => fetch(`${tocsin.url}${path}`, { method: "POST", body: new URLSearchParams(form), headers });

async function nextMorning(tocsin: Tocsin) {
  await tocsin.send({ ...clash, externalId: `clash-${crypto.randomUUID()}` });
  tocsin.advance({ hours: 24 });
}

describe("a reader's page", { timeout: 40_000 }, () => {
  test("shows the last digests and why; looking at any link changes nothing", async () => {
    const { tocsin, page, unsubscribe, mute } = await afterFirstDigest();
    for (const link of [page, unsubscribe, mute]) {
      const answer = await look(tocsin, link);
      expect(answer.status).toBe(200);
      expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
      expect(answer.headers.get("x-robots-tag")).toContain("noindex");
      expect(answer.headers.get("cache-control")).toBe("no-store");
      await answer.text();
    }
    const text = await (await look(tocsin, page)).text();
    expect(text).toContain("Car bomb kills 14 at market in Gao, Mali");
    expect(text).toContain("Why you: rule “Attacks in Mali”");
    expect(await (await look(tocsin, unsubscribe)).text()).not.toContain("Car bomb");
    await nextMorning(tocsin);
    await tocsin.mailbox(DESK).expectDigest(/Kidal/);
    await tocsin.mailbox("other@example.org").expectDigest(/Kidal/);
  });

  test("one click leaves, for this reader alone; the page brings them back", async () => {
    const { tocsin, unsubscribe } = await afterFirstDigest();
    const left = await press(tocsin, unsubscribe, { "List-Unsubscribe": "One-Click" });
    expect(left.status).toBe(200);
    expect(await left.text()).toContain("You are unsubscribed");
    await nextMorning(tocsin);
    await tocsin.mailbox("other@example.org").expectDigest(/Kidal/);
    await tocsin.mailbox(DESK).expectNothing();
    await press(tocsin, unsubscribe, { action: "resubscribe" });
    await tocsin.send({
      ...bomb,
      externalId: "another",
      title: "Bomb kills 5 in Mopti, Mali",
      text: "A bomb killed five civilians in Mopti in central Mali on Saturday, the mayor said.",
    });
    tocsin.advance({ hours: 24 });
    await tocsin.mailbox(DESK).expectDigest(/Mopti/);
    await tocsin.mailbox("other@example.org").expectDigest(/Mopti/);
  });

  test("a pause holds mail back until its day, and tells nothing of it afterwards", async () => {
    const { tocsin, page } = await afterFirstDigest();
    expect((await press(tocsin, page, { action: "pause", until: "2027-11-24" })).status).toBe(200);
    await nextMorning(tocsin);
    await tocsin.mailbox("other@example.org").expectDigest(/Kidal/);
    await tocsin.mailbox(DESK).expectNothing();
    await tocsin.send({
      ...bomb,
      externalId: "another",
      title: "Bomb kills 5 in Mopti, Mali",
      text: "A bomb killed five civilians in Mopti in central Mali on Saturday, the mayor said.",
    });
    tocsin.advance({ hours: 24 });
    const mail = await tocsin.mailbox(DESK).expectDigest(/Mopti/);
    expect(mail.parsed.text).not.toContain("Kidal");
    await tocsin.mailbox("other@example.org").expectDigest(/Mopti/);
  });

  test("a withdrawn link opens nothing, and still lets its holder leave", async () => {
    const { tocsin, page, unsubscribe, mute } = await afterFirstDigest();
    expect((await press(tocsin, page, { action: "revoke" })).status).toBe(200);
    expect((await look(tocsin, page)).status).toBe(410);
    expect((await press(tocsin, mute, { action: "mute", incident: "x" })).status).toBe(410);
    expect((await look(tocsin, unsubscribe)).status).toBe(200);
    await nextMorning(tocsin);
    const mail = await tocsin.mailbox(DESK).expectDigest(/Kidal/);
    const fresh =
      /https:\/\/tocsin\.example\.org(\/m\/\S+)/.exec(mail.parsed.text ?? "")?.[1] ?? "";
    expect((await look(tocsin, fresh)).status).toBe(200);
    await tocsin.mailbox("other@example.org").expectDigest(/Kidal/);
  });

  test("hour and severity are the reader's where the operator leaves them, and nobody else's", async () => {
    const { tocsin, page } = await afterFirstDigest("readers: { change: [hour, severity] }");
    const text = await (await look(tocsin, page)).text();
    const delivery = /name="delivery" value="([^"]+)"/.exec(text)?.[1] ?? "";
    expect((await press(tocsin, page, { action: "hour", delivery, time: "09:00" })).status).toBe(
      200,
    );
    expect((await press(tocsin, page, { action: "severity", severity: "extreme" })).status).toBe(
      200,
    );
    await expect
      .poll(async () => (await tocsin.service.stores.deliveries.read(delivery))?.due?.toString(), {
        timeout: 20_000,
      })
      .toBe("2027-11-22T08:00:00Z");
    await nextMorning(tocsin);
    await tocsin.mailbox("other@example.org").expectDigest(/Kidal/);
    await tocsin.mailbox(DESK).expectNothing();
  });

  test("what the operator keeps is refused, and so is what no form of ours says", async () => {
    const { tocsin, page, unsubscribe, mute } = await afterFirstDigest();
    const cases: [string, Record<string, string>, number][] = [
      [page, { action: "severity", severity: "extreme" }, 403],
      [page, { action: "hour", delivery: "mali.at.x", time: "09:00" }, 403],
      [page, { action: "mute", incident: "nobody" }, 422],
      [page, { action: "pause", until: "2027-11-22" }, 422],
      [page, { action: "pause", until: "2028-11-22" }, 422],
      [page, { action: "fly" }, 422],
      // A mail program's one click is for the link of its own alone.
      [page, { "List-Unsubscribe": "One-Click" }, 422],
      [unsubscribe, { action: "pause", days: "3" }, 403],
      [unsubscribe, { action: "revoke" }, 403],
      [mute, { action: "unsubscribe" }, 403],
      [mute, { action: "mute", incident: "another" }, 403],
      [`${page}x`, { action: "unsubscribe" }, 404],
    ];
    for (const [path, form, status] of cases) {
      expect([form, (await press(tocsin, path, form)).status]).toEqual([form, status]);
    }
  });

  test("a form sent from another site does nothing", async () => {
    const { tocsin, page } = await afterFirstDigest();
    const form = { action: "unsubscribe" };
    const answer = await press(tocsin, page, form, { "sec-fetch-site": "cross-site" });
    expect(answer.status).toBe(403);
    expect(await (await look(tocsin, page)).text()).toContain("receives the digests");
  });

  test("a muted story is not told again, until it is worse", async () => {
    const { tocsin, mute, page } = await afterFirstDigest();
    const story = await (await look(tocsin, mute)).text();
    const incident = /name="incident" value="([^"]+)"/.exec(story)?.[1] ?? "";
    expect((await press(tocsin, mute, { action: "mute", incident })).status).toBe(200);
    expect(await (await look(tocsin, page)).text()).toContain("Muted stories");
    const { readers } = tocsin.service.stores;
    const choices = await readers.choices({ subscriptionId: "mali", address: DESK });
    expect([...choices.mutes.keys()]).toEqual([incident]);
  });
});
