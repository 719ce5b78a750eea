import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, test, vi } from "vitest";

import { startTocsin } from "../support/tocsin.ts";

const DESK = `
id: desk
name: Desk
to: [desk@example.org]
timezone: UTC
match: [{ name: Mali, regions: [ML] }]
deliver: [{ immediately: { severity: minor, hold: 0s } }]
`;

const kidnapping = {
  title: "Two aid workers kidnapped near Gao, Mali",
  text: "Gunmen kidnapped two aid workers near Gao in northern Mali on Friday, the governor said.",
};

const PATIENCE = { timeout: 10_000, interval: 25 };

test("a bad file is refused, said, and the last good set keeps serving", async () => {
  const tocsin = await startTocsin({ subscriptions: { desk: DESK } });
  const broken = join(tocsin.configDir, "subscriptions", "broken.yaml");
  await writeFile(broken, DESK.replace("[ML]", "[Malli]").replace("id: desk", "id: other"));
  const { knowledge } = tocsin.service;
  await vi.waitFor(
    () => expect(knowledge.reloadFaults.join()).toMatch(/broken\.yaml:6:\d+: .*Malli/),
    PATIENCE,
  );

  await tocsin.send(kidnapping);
  await tocsin.mailbox("desk@example.org").expectDigest(/kidnapp/i);
  await rm(broken);
  await vi.waitFor(() => expect(knowledge.reloadFaults).toEqual([]), PATIENCE);
});

test("a failing test inside a file refuses the set", async () => {
  const tocsin = await startTocsin({ subscriptions: { desk: DESK } });
  const file = join(tocsin.configDir, "subscriptions", "desk.yaml");
  await writeFile(
    file,
    `${DESK}tests:\n  - report: { title: "Quiet day in Paris", text: "Nothing happened in Paris today, police said." }\n    expect: { rule: Mali }\n`,
  );
  const { knowledge } = tocsin.service;
  await vi.waitFor(() => expect(knowledge.reloadFaults.join()).toContain("test failed"), PATIENCE);
  expect(knowledge.current().subscriptions[0]?.tests).toEqual([]);
});

test("a new subscription hears from the moment it is in force", async () => {
  const tocsin = await startTocsin({ subscriptions: { desk: DESK } });
  const added = DESK.replace("id: desk", "id: added").replace("desk@", "added@");
  await writeFile(join(tocsin.configDir, "subscriptions", "added.yaml"), added);
  const { stores, knowledge } = tocsin.service;
  await vi.waitFor(() => expect(knowledge.current().subscriptions).toHaveLength(2), PATIENCE);
  const id = tocsin.service.roster().of("added")[0]?.delivery.id ?? "";
  await vi.waitFor(async () => expect(await stores.deliveries.read(id)).toBeDefined(), PATIENCE);

  await tocsin.send(kidnapping);
  await tocsin.mailbox("added@example.org").expectDigest(/kidnapp/i);
  await tocsin.mailbox("desk@example.org").expectDigest(/kidnapp/i);
});
