import { describe, expect, test } from "vitest";

import { startTocsin } from "../support/tocsin.ts";

const SUNDAY_NIGHT = "2026-11-29T22:30:00Z";

const desk = (deliver: string, more = "") => `
id: sahel-desk
name: Sahel desk
to: [desk@example.org]
timezone: Europe/London
match: [{ name: Attacks in Mali, regions: [ML] }]
deliver: [${deliver}]
${more}
`;
const AT_ONCE = "{ immediately: { severity: minor, hold: 0s } }";

const bombing = (place: string, killed: number) => ({
  title: `Car bomb kills ${killed} at market in ${place}, Mali`,
  text: `A car bomb exploded at a crowded market in ${place} in Mali on Sunday, killing ${killed} civilians, the governor of ${place} said.`,
});

describe("a whole tocsin", { timeout: 60_000 }, () => {
  test("keeps quiet by night and says in the morning what waited", async () => {
    const tocsin = await startTocsin({
      at: SUNDAY_NIGHT,
      subscriptions: { sahel: desk(AT_ONCE, 'quiet: { from: "22:00", to: "06:00" }') },
    });
    await tocsin.send(bombing("Gao", 4));
    await tocsin.mailbox("desk@example.org").expectNothing();
    tocsin.advanceTo("2026-11-30T06:00:05Z");
    const mail = await tocsin.mailbox("desk@example.org").expectDigest(/Gao/);
    expect(mail.parsed.text?.replaceAll(/\s+/g, " ")).toContain(
      "1 item waited for the end of your quiet hours (22:00 to 06:00).",
    );
  });

  test("above the mail limit sends one summary, and tells the operator once", async () => {
    const tocsin = await startTocsin({
      at: SUNDAY_NIGHT,
      subscriptions: {
        sahel: desk("{ immediately: { severity: minor, hold: 0s, limit: 1/hour } }"),
      },
      env: { TOCSIN_OPERATOR_MAIL: "ops@example.org" },
    });
    await tocsin.send(bombing("Gao", 4));
    await tocsin.mailbox("desk@example.org").expectDigest(/Gao/);
    await tocsin.send(bombing("Kidal", 5));
    await tocsin.mailbox("ops@example.org").expectDigest(/mail limits/);
    await tocsin.send(bombing("Mopti", 3));
    tocsin.advance({ minutes: 61 });
    const mail = await tocsin.mailbox("desk@example.org").expectDigest(/By region and type/);
    expect(mail.parsed.text).toContain("Kidal");
    expect(mail.parsed.text).toContain("Mopti");
    await tocsin.mailbox("ops@example.org").expectNothing();
  });

  test("waits with what one source tells and too many would get, some minutes and no longer", async () => {
    const tocsin = await startTocsin({
      at: SUNDAY_NIGHT,
      subscriptions: { sahel: desk(AT_ONCE).replace("[desk@", "[second@example.org, desk@") },
      env: { TOCSIN_HOLD_READERS: "2" },
    });
    await tocsin.send(bombing("Gao", 4));
    await tocsin.mailbox("desk@example.org").expectNothing();
    const metrics = await (await fetch(`${tocsin.url}/metrics`)).text();
    expect(metrics).toMatch(/^tocsin_held_incidents 1$/m);
    tocsin.advance({ minutes: 16 });
    await tocsin.mailbox("desk@example.org").expectDigest(/second independent\s+source/);
    await tocsin.mailbox("second@example.org").expectDigest(/Gao/);
  });

  test("says on a quiet day that nothing happened, and what was watched", async () => {
    const tocsin = await startTocsin({
      at: SUNDAY_NIGHT,
      subscriptions: { sahel: desk('{ at: "07:00" }', "mail: { allClear: daily }") },
    });
    await tocsin.send({
      title: "Mali wins the cup",
      text: "Mali's football team won the regional cup in Bamako on Sunday after a penalty shoot-out.",
    });
    tocsin.advanceTo("2026-11-30T07:00:05Z");
    const mail = await tocsin.mailbox("desk@example.org").expectDigest(/All clear/);
    expect(mail.parsed.text).toContain("1 report from 1 source read");
  });
});
