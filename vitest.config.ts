import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/**/*.redis.test.ts"],
        },
      },
      {
        test: {
          name: "redis",
          include: ["tests/**/*.redis.test.ts"],
          maxConcurrency: 9,
          globalSetup: ["tests/support/redis-setup.ts"],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
    coverage: {
      provider: "v8",
      include: ["src/**"],
      reporter: ["text-summary", "json-summary"],
      thresholds: {
        "src/{model,receive,classify,relate,match,digest,email}/**": { lines: 95, branches: 85 },
      },
    },
  },
});
