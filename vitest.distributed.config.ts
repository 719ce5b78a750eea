import { spawnSync } from "node:child_process";

import { defineConfig } from "vitest/config";

/**
 * `npm run test:distributed`: the same rules on other kinds of Redis, each of real servers on loopback, and
 * what their faults must not do. `--project faults` is the short form.
 */
const project = (name: string, include: readonly string[]) => ({
  test: {
    name,
    include: [...include],
    maxConcurrency: 4,
    globalSetup: ["tests/support/redis-setup.ts"],
    // A busy machine is no fault.
    testTimeout: 90_000,
    hookTimeout: 60_000,
  },
});

const STORES = ["tests/{adapters,pipeline}/*.redis.test.ts"];
const SCENARIOS = ["tests/scenarios/*.redis.test.ts"];

const hasValkey = spawnSync("valkey-server", ["--version"]).error === undefined;

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      project("cluster", [...STORES, ...SCENARIOS]),
      project("sentinel", SCENARIOS),
      ...(hasValkey ? [project("valkey", [...STORES, ...SCENARIOS])] : []),
      {
        test: {
          name: "faults",
          include: ["tests/distributed/*.faults.ts"],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
