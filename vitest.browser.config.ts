import { defineConfig } from "vitest/config";

/** How mails and pages look in a real browser: `npm run test:browser`, which fetches one where there is none. */
export default defineConfig({
  test: {
    name: "browser",
    include: ["tests/browser/*.browser.ts"],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
