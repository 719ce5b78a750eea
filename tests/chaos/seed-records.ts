import { appendFileSync, existsSync, readFileSync } from "node:fs";

import type { Tally, Violation } from "./invariants.ts";

/** What came of one seed's run, as a line of JSON. */
export interface SeedRecord {
  readonly seed: number;
  /** Reports asked for; how many there were is in the tally. */
  readonly asked: number;
  readonly policy: "resend" | "hold";
  readonly processes: number;
  readonly tally: Tally;
  /** How often each fault was brought. */
  readonly faults: Readonly<Record<string, number>>;
  readonly violations: readonly Violation[];
  readonly seconds: number;
}

export interface SeedRecords {
  find(seed: number, asked: number): SeedRecord | undefined;
  add(record: SeedRecord): void;
}

/** Kept in a file line by line, so that a run that was cut counts as far as it came and is gone on with; in no file without a path. */
export function openSeedRecords(path: string | undefined): SeedRecords {
  const text = path !== undefined && existsSync(path) ? readFileSync(path, "utf8") : "";
  const records = text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as SeedRecord);
  return {
    find: (seed, asked) => records.find((one) => one.seed === seed && one.asked === asked),
    add(record) {
      records.push(record);
      if (path !== undefined) appendFileSync(path, `${JSON.stringify(record)}\n`);
    },
  };
}
