import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { accessibilityFaults, layoutFaults } from "./faults-of-look.ts";
import { openBrowser, openPage } from "./screen.ts";

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});

afterAll(() => browser.close());

const page = (body: string) =>
  `<!doctype html><html lang="en"><head><title>t</title></head><body>${body}</body></html>`;

test.for([
  ["what stands beyond the edge", '<p style="width:900px">wide</p>', "px too wide"],
  [
    "what is cut off",
    '<p style="width:40px;overflow:hidden;white-space:nowrap">more than fits</p>',
    "cut off",
  ],
  ["what lies on another", '<p>one</p><p style="margin-top:-30px">two</p>', "overlap"],
] as const)("the check finds %s", async ([, body, said]) => {
  await using open = await openPage(browser, page(body), { width: 320, scheme: "light" });
  expect((await layoutFaults(open.page)).join()).toContain(said);
});

test.for([
  ["pale words", '<p style="color:#bbb;background:#fff">pale</p>', "color-contrast"],
  ["a picture without words", '<img src="data:,">', "image-alt"],
] as const)("the check finds %s", async ([, body, said]) => {
  await using open = await openPage(browser, page(body), { width: 320, scheme: "light" });
  expect((await accessibilityFaults(open.page, "mail")).join()).toContain(said);
});
