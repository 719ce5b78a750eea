import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { type SeedRecord, openSeedRecords } from "./seed-records.ts";

const RECORD: SeedRecord = {
  seed: 7,
  asked: 2000,
  policy: "hold",
  processes: 6,
  tally: {
    reports: 2005,
    accepted: 1990,
    lost: 0,
    doubled: 0,
    unrecorded: 0,
    mails: 1200,
    inDoubt: 9,
    copies: 0,
  },
  faults: { "kill-worker": 7 },
  violations: [{ invariant: "prompt", detail: "took 30000 ms" }],
  seconds: 40,
};

test("a run that was cut is gone on with: seeds of as many reports that stand in the file are known", () => {
  const dir = mkdtempSync(join(tmpdir(), "tocsin-records-"));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const path = join(dir, "seeds.ndjson");
  openSeedRecords(path).add(RECORD);
  openSeedRecords(path).add({ ...RECORD, seed: 8 });
  const again = openSeedRecords(path);
  expect(again.find(7, 2000)).toEqual(RECORD);
  expect(again.find(8, 2000)?.seed).toBe(8);
  expect(again.find(7, 500)).toBeUndefined();
  expect(again.find(9, 2000)).toBeUndefined();
});

test("without a file nothing is kept beyond the run", () => {
  const records = openSeedRecords(undefined);
  records.add(RECORD);
  expect(records.find(7, 2000)).toEqual(RECORD);
  expect(openSeedRecords(undefined).find(7, 2000)).toBeUndefined();
});
