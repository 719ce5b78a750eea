import { expect, test, vi } from "vitest";

import { aToken, apiClient } from "../support/api-client.ts";
import { startTocsin, type Tocsin } from "../support/tocsin.ts";

const FILE = `
id: file
to: [file@example.org]
timezone: UTC
match: [{ regions: [FR] }]
deliver: [{ every: hour }]
`;

const mine = {
  to: ["Reader@example.org"],
  timezone: "UTC",
  match: [{ name: "Mali", regions: ["ML"] }],
  deliver: [{ immediately: { severity: "minor", hold: "0s" } }],
};

const kidnapping = {
  title: "Two aid workers kidnapped near Gao, Mali",
  text: "Gunmen kidnapped two aid workers near Gao in northern Mali on Friday, the governor said.",
};

const start = (env: Readonly<Record<string, string>> = {}) =>
  startTocsin({ subscriptions: { file: FILE }, env });
const PATIENCE = { timeout: 10_000, interval: 25 };

const selfService = async (tocsin: Tocsin) =>
  apiClient(tocsin, await aToken(tocsin, ["subscriptions:self"]));

/** The page that a confirming mail leads to, on this tocsin. */
async function linkOf(tocsin: Tocsin, address: string): Promise<string> {
  const mail = await tocsin.mailbox(address).expectDigest(/confirm/i);
  const path = /https:\/\/tocsin\.example\.org(\/confirm\/\S+)/.exec(mail.parsed.text ?? "")?.[1];
  return `${tocsin.url}${path ?? ""}`;
}

test("nothing is sent before the reader has said yes, and looking is not saying", async () => {
  const tocsin = await start();
  const ask = await selfService(tocsin);
  const made = await ask("PUT", "/v1/subscriptions/mine", { body: mine });
  expect(made).toMatchObject({ status: 201, body: { unconfirmed: ["reader@example.org"] } });
  const link = await linkOf(tocsin, "reader@example.org");
  expect((await fetch(link)).status).toBe(200);
  await tocsin.send(kidnapping);
  await tocsin.mailbox("Reader@example.org").expectNothing();

  const answered = await fetch(link, { method: "POST" });
  expect(await answered.text()).toContain("You are subscribed");
  const { subscriptions, stores, roster } = tocsin.service;
  await vi.waitFor(() => expect(subscriptions.get("mine")).toBeDefined(), PATIENCE);
  const delivery = roster().of("mine")[0]?.delivery.id ?? "";
  await vi.waitFor(
    async () => expect(await stores.deliveries.read(delivery)).toBeDefined(),
    PATIENCE,
  );
  await tocsin.send({
    title: "Market bombed in Timbuktu, Mali",
    text: "A bomb killed nine people at a market in Timbuktu, Mali, on Friday, the mayor said.",
  });
  await tocsin.mailbox("Reader@example.org").expectDigest(/Timbuktu/);
});

test("a token of that kind touches nothing but what it made, and needs readers to have a page", async () => {
  const tocsin = await start();
  const operator = apiClient(tocsin);
  await operator("PUT", "/v1/subscriptions/theirs", { body: mine });
  const ask = await selfService(tocsin);
  const any = { "if-match": "*" };
  expect(await ask("PUT", "/v1/subscriptions/theirs", { body: mine, headers: any })).toMatchObject({
    status: 403,
    body: { code: "not-yours" },
  });
  expect(await ask("DELETE", "/v1/subscriptions/theirs", { headers: any })).toMatchObject({
    body: { code: "not-yours" },
  });
  expect((await ask("GET", "/v1/subscriptions")).body).toMatchObject({ code: "missing-scope" });

  const private_ = await start({ TOCSIN_PUBLIC_URL: "" });
  const alone = await selfService(private_);
  expect(await alone("PUT", "/v1/subscriptions/mine", { body: mine })).toMatchObject({
    status: 409,
    body: { code: "no-reader-page" },
  });
});

test("an address is asked once a day, however often it is put", async () => {
  const tocsin = await start();
  const ask = await selfService(tocsin);
  await ask("PUT", "/v1/subscriptions/mine", { body: mine });
  await linkOf(tocsin, "reader@example.org");
  const body = { ...mine, name: "Again" };
  await ask("PUT", "/v1/subscriptions/mine", { body, headers: { "if-match": "*" } });
  await vi.waitFor(async () => {
    const { confirmations } = tocsin.service.stores;
    expect(await confirmations.claim(tocsin.clock.now().add({ hours: 1 }), 1)).toEqual([]);
  }, PATIENCE);
  await tocsin.mailbox("reader@example.org").expectNothing();
});

test("a link that was made up, or whose subscription is gone, does nothing", async () => {
  const tocsin = await start();
  expect((await fetch(`${tocsin.url}/confirm/made.up`)).status).toBe(404);
  const ask = await selfService(tocsin);
  await ask("PUT", "/v1/subscriptions/mine", { body: mine });
  const link = await linkOf(tocsin, "reader@example.org");
  await ask("DELETE", "/v1/subscriptions/mine", { headers: { "if-match": "*" } });
  expect((await fetch(link, { method: "POST" })).status).toBe(404);
});
