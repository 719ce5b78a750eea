import { join } from "node:path";

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { renderReaderPage } from "#src/email/reader-page.ts";
import type { ReaderAnswer, ReaderView } from "#src/model/reader.ts";
import { FRAME } from "#tests/support/digests.ts";
import { whatBecame } from "#tests/support/sample-digests.ts";

import { accessibilityFaults, layoutFaults } from "./faults-of-look.ts";
import { openBrowser, openPage, PICTURES, SCHEMES, WIDTHS } from "./screen.ts";

const now = Temporal.Instant.from("2026-11-23T09:00:00Z");
const view: ReaderView = {
  subscriptionId: "levant-desk",
  address: "desk@example.org",
  scope: "page",
  name: "Levant desk",
  timezone: "Europe/Paris",
  unsubscribed: false,
  pausedUntil: undefined,
  hours: [],
  muted: [],
  digests: [whatBecame()],
};

const ANSWERS: readonly (readonly [string, ReaderAnswer])[] = [
  ["a page", { ok: true, view }],
  ["paused", { ok: true, view: { ...view, pausedUntil: "2026-12-01T23:00:00Z" }, done: "pause" }],
  ["unsubscribed", { ok: true, view: { ...view, unsubscribed: true } }],
  ["unknown", { ok: false, reason: "unknown-link" }],
];

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});

afterAll(() => browser.close());

const looks = ANSWERS.flatMap(([name, answer]) =>
  WIDTHS.flatMap((width) => SCHEMES.map((scheme) => ({ name, answer, width, scheme }))),
);

describe("the reader's page", () => {
  test.for(looks)(
    "$name at $width px, $scheme: nothing is cut off, covered or hard to read",
    async ({ name, answer, width, scheme }) => {
      const html = renderReaderPage(answer, { ...FRAME, now });
      await using open = await openPage(browser, html, { width, scheme });
      const file = `page-${name.replaceAll(" ", "-")}-${width}-${scheme}.png`;
      await open.page.screenshot({ path: join(PICTURES, file), fullPage: true });
      expect(await layoutFaults(open.page)).toEqual([]);
      expect(await accessibilityFaults(open.page, "page")).toEqual([]);
      expect(open.asked).toEqual([]);
    },
  );
});
