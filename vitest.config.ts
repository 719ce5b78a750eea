import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: "unit",
          // Pure code leaves nothing behind that another file could trip over, and is loaded once instead of for each file.
          isolate: false,
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/**/*.redis.test.ts"],
          // A busy machine is no fault: properties take their seconds there.
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: "redis",
          include: ["tests/**/*.redis.test.ts"],
          maxConcurrency: 9,
          globalSetup: ["tests/support/redis-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 30_000,
        },
      },
    ],
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts"],
      reporter: ["text-summary"],
      thresholds: {
        "src/{model,receive,relate,match,digest,email}/**": { lines: 100, branches: 90 },
        "src/classify/**": { lines: 99, branches: 90 },
      },
    },
  },
});
