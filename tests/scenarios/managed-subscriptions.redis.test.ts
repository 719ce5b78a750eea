import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, test, vi } from "vitest";

import { keysUnder } from "#src/adapters/redis/keys.ts";

import { apiClient } from "../support/api-client.ts";
import { startTocsin, type Tocsin } from "../support/tocsin.ts";

const FILE = `
id: file
to: [file@example.org]
timezone: UTC
match: [{ regions: [FR] }]
deliver: [{ every: hour }]
`;

const desk = (address: string, region = "ML") => ({
  to: [address],
  timezone: "UTC",
  match: [{ name: "Watched", regions: [region] }],
  deliver: [{ immediately: { severity: "minor", hold: "0s" } }],
});

const kidnapping = {
  title: "Two aid workers kidnapped near Gao, Mali",
  text: "Gunmen kidnapped two aid workers near Gao in northern Mali on Friday, the governor said.",
};

const WITHIN_A_SECOND = { timeout: 1_000, interval: 10 };
const PATIENCE = { timeout: 10_000, interval: 25 };

const start = (env: Readonly<Record<string, string>> = {}) =>
  startTocsin({ subscriptions: { file: FILE }, env });

async function enrolled({ service }: Tocsin, id: string): Promise<void> {
  await vi.waitFor(async () => {
    const delivery = service.roster().of(id)[0]?.delivery.id ?? "";
    expect(await service.stores.deliveries.read(delivery)).toBeDefined();
  }, PATIENCE);
}

test("a subscription that was put hears from then on, and no longer once it was removed", async () => {
  const tocsin = await start();
  const ask = apiClient(tocsin);
  await ask("PUT", "/v1/subscriptions/desk", { body: desk("desk@example.org") });
  await enrolled(tocsin, "desk");
  await tocsin.send(kidnapping);
  await tocsin.mailbox("desk@example.org").expectDigest(/kidnapp/i);

  await ask("DELETE", "/v1/subscriptions/desk", { headers: { "if-match": "*" } });
  await vi.waitFor(() => expect(tocsin.service.subscriptions.size).toBe(1), PATIENCE);
  await tocsin.send({
    ...kidnapping,
    text: `${kidnapping.text} A second group was taken in Kidal.`,
  });
  await tocsin.mailbox("desk@example.org").expectNothing();
});

test("every notifier sees a change within a second, also after it fell behind", async () => {
  const first = await start();
  const second = await start({ TOCSIN_KEY_PREFIX: first.env.TOCSIN_KEY_PREFIX });
  const ask = apiClient(first);
  const both = [first, second].map(({ service }) => service.subscriptions);
  await ask("PUT", "/v1/subscriptions/desk", { body: desk("desk@example.org") });
  await vi.waitFor(
    () => expect(both.map((one) => one.get("desk")?.match[0].name)).toEqual(["Watched", "Watched"]),
    WITHIN_A_SECOND,
  );

  // What a notifier finds that slept longer than the log of changes reaches back.
  const keys = keysUnder(first.env.TOCSIN_KEY_PREFIX);
  const renamed = { ...desk("desk@example.org"), name: "Renamed" };
  await ask("PUT", "/v1/subscriptions/other", { body: desk("other@example.org") });
  await ask("PUT", "/v1/subscriptions/desk", { body: renamed, headers: { "if-match": "*" } });
  await first.service.redis.xtrim(keys.subscriptionChanges, "MAXLEN", 0);
  await vi.waitFor(
    () => expect(both.map((one) => one.get("desk")?.name)).toEqual(["Renamed", "Renamed"]),
    WITHIN_A_SECOND,
  );
});

test("a file goes before a stored one of the same id, which comes back when the file goes", async () => {
  const tocsin = await start();
  await apiClient(tocsin)("PUT", "/v1/subscriptions/desk", { body: desk("stored@example.org") });
  const { subscriptions } = tocsin.service;
  const reader = () => subscriptions.get("desk")?.to[0];
  await vi.waitFor(() => expect(reader()).toBe("stored@example.org"), PATIENCE);
  const path = join(tocsin.configDir, "subscriptions", "desk.yaml");
  await writeFile(path, FILE.replace("id: file", "id: desk"));
  await vi.waitFor(() => expect(reader()).toBe("file@example.org"), PATIENCE);
  await rm(path);
  await vi.waitFor(() => expect(reader()).toBe("stored@example.org"), PATIENCE);
});

test("a stored one that names a region no longer configured is out of force, and says why", async () => {
  const tocsin = await start();
  const regions = join(tocsin.configDir, "regions.yaml");
  const { subscriptions } = tocsin.service;
  await writeFile(regions, "regions: [{ name: sahel, codes: [ML, NE] }]\n");
  const ask = apiClient(tocsin);
  await vi.waitFor(async () => {
    const body = desk("desk@example.org", "sahel");
    expect((await ask("PUT", "/v1/subscriptions/desk", { body })).status).toBe(201);
  }, PATIENCE);
  await vi.waitFor(() => expect(subscriptions.get("desk")).toBeDefined(), PATIENCE);
  await writeFile(regions, "regions: [{ name: sahara, codes: [ML, NE] }]\n");
  await vi.waitFor(() => expect([...subscriptions.unusable.keys()]).toEqual(["desk"]), PATIENCE);
  expect(subscriptions.get("desk")).toBeUndefined();
  expect((await ask("GET", "/v1/subscriptions/desk")).body).toMatchObject({
    faults: [{ path: "match.0.regions.0", message: expect.stringContaining("sahel") as unknown }],
  });
});
