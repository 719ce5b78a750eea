import { expect, inject, test } from "vitest";

import { anIncident } from "../support/digests.ts";
import { fileOne } from "../support/file-one.ts";
import { openStores } from "../support/stores.ts";

type Stores = ReturnType<typeof openStores>;

const fileNow = ({ log, clock }: Stores) =>
  fileOne(log, {
    report: { id: "r-1", source: "wire", text: "x", receivedAt: clock.now().toString() },
    incident: anIncident({ id: "i-1" }),
    fingerprint: { hash: "f-1", validSeconds: 60 },
    seen: { copyOf: undefined, sequence: 0 },
    telling: undefined,
  });

test.runIf(inject("redisUrl").startsWith("redis://")).for([
  ["a report is not filed", fileNow],
  ["no window is closed", ({ log }: Stores) => log.closeWindow(undefined)],
  ["no mail gets its last line", ({ outbox }: Stores) => outbox.markDot("d.at.x.e-1", 1)],
] as const)("under durability replica %s where no replica has it", async ([, write]) => {
  await expect(write(openStores({ durability: "replica" }))).rejects.toThrow("no replica");
  await expect(write(openStores())).resolves.toBeDefined();
});
