import { expect, test, vi } from "vitest";

import { apiClient } from "../support/api-client.ts";
import { startTocsin, type Tocsin } from "../support/tocsin.ts";

const desk = (id: string) => `
id: ${id}
to: [${id}@example.org]
timezone: UTC
match: [{ name: Mali, regions: [ML] }]
deliver: [{ immediately: { severity: minor, hold: 0s } }]
`;

const story = {
  externalId: "story-1",
  title: "Two aid workers kidnapped near Gao, Mali",
  text: "Gunmen kidnapped two aid workers near Gao in northern Mali on Friday, the governor said.",
};

const PATIENCE = { timeout: 10_000, interval: 25 };

/** Silences Mali for one desk until an hour from now, and waits until that is in force. */
async function silenceOne(tocsin: Tocsin) {
  const ask = apiClient(tocsin);
  const body = {
    match: { regions: ["ML"] },
    subscriptions: ["quiet"],
    reason: "Drill in Gao",
    endsAt: tocsin.clock.now().add({ hours: 1 }).toString(),
  };
  await ask("POST", "/v1/silences", { body });
  await vi.waitFor(async () => {
    const { body: told } = await ask("POST", "/v1/explain", {
      body: { report: story, subscriptions: ["quiet"] },
    });
    expect(JSON.stringify(told)).toContain("silencedBy");
  }, PATIENCE);
  return ask;
}

async function hasHidden(ask: ReturnType<typeof apiClient>, hits: number): Promise<void> {
  await vi.waitFor(async () => {
    expect((await ask("GET", "/v1/silences")).body["silences"]).toMatchObject([{ hits }]);
  }, PATIENCE);
}

test("a silence hides an incident from those it names, counts it, and ends by itself", async () => {
  const tocsin = await startTocsin({ subscriptions: { quiet: desk("quiet"), loud: desk("loud") } });
  const ask = await silenceOne(tocsin);
  await tocsin.send(story);
  await tocsin.mailbox("loud@example.org").expectDigest(/kidnapp/i);
  await hasHidden(ask, 1);
  await tocsin.mailbox("quiet@example.org").expectNothing();

  tocsin.advance({ hours: 1 });
  await tocsin.send({
    title: "Market bombed in Timbuktu, Mali",
    text: "A bomb killed nine people at a market in Timbuktu, Mali, on Friday, the mayor said.",
  });
  await tocsin.mailbox("quiet@example.org").expectDigest(/Timbuktu/);
  await tocsin.mailbox("loud@example.org").expectDigest(/Timbuktu/);
});

test("what still changes after a silence comes as if it were new", async () => {
  const tocsin = await startTocsin({ subscriptions: { quiet: desk("quiet") } });
  const ask = await silenceOne(tocsin);
  await tocsin.send(story);
  await hasHidden(ask, 1);
  await tocsin.mailbox("quiet@example.org").expectNothing();
  tocsin.advance({ hours: 1 });
  await tocsin.send({
    ...story,
    externalId: "story-2",
    corrects: "story-1",
    title: "Five aid workers kidnapped near Gao, Mali",
    text: "Gunmen kidnapped five aid workers near Gao in northern Mali on Friday, the governor said.",
  });
  const mail = await tocsin.mailbox("quiet@example.org").expectDigest(/Five aid workers/);
  expect(mail.parsed.text).toMatch(/1 new/);
});

test("a withdrawal reaches those who had the story, silence or not", async () => {
  const tocsin = await startTocsin({ subscriptions: { quiet: desk("quiet") } });
  await tocsin.send(story);
  await tocsin.mailbox("quiet@example.org").expectDigest(/kidnapp/i);
  await silenceOne(tocsin);
  await tocsin.send({ title: "Withdrawn", text: "The report is withdrawn.", retracts: "story-1" });
  await tocsin.mailbox("quiet@example.org").expectDigest(/withdrawn|retract/i);
});
