import { join } from "node:path";

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { accessibilityFaults, layoutFaults } from "./faults-of-look.ts";
import { allMails } from "./mails.ts";
import { openBrowser, openPage, PICTURES, SCHEMES, WIDTHS } from "./screen.ts";

const mails = await allMails();
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  console.log(`pictures in ${PICTURES}`);
});

const looks = mails.flatMap((mail) =>
  WIDTHS.flatMap((width) => SCHEMES.map((scheme) => ({ ...mail, width, scheme }))),
);

describe("a mail", () => {
  test.for(looks)(
    "$name at $width px, $scheme: nothing is cut off, covered or hard to read",
    async ({ name, html, width, scheme }) => {
      await using open = await openPage(browser, html, { width, scheme });
      await open.page.screenshot({
        path: join(PICTURES, `mail-${name}-${width}-${scheme}.png`),
        fullPage: true,
        clip: await pictured(open.page),
      });
      expect(await layoutFaults(open.page)).toEqual([]);
      expect(await accessibilityFaults(open.page, "mail")).toEqual([]);
      expect(open.asked).toEqual([]);
    },
  );

  const mapped = mails.filter(({ html, withoutPictures }) => html !== withoutPictures);

  test.for(mapped)("$name without its pictures says what they show", async (mail) => {
    const look = { width: 320, scheme: "light" } as const;
    await using open = await openPage(browser, mail.withoutPictures, look);
    await open.page.screenshot({
      path: join(PICTURES, `mail-${mail.name}-320-no-pictures.png`),
      fullPage: true,
      clip: await pictured(open.page),
    });
    const picture = open.page.locator("img");
    expect(await picture.getAttribute("alt")).toMatch(/^Map of the items by number: 1 /);
    expect(await layoutFaults(open.page)).toEqual([]);
  });
});

/** A mail of forty items is taller than a picture need be. */
async function pictured(page: { evaluate(script: string): Promise<unknown> }) {
  const [width, height] = (await page.evaluate(
    "[innerWidth, document.documentElement.scrollHeight]",
  )) as [number, number];
  return { x: 0, y: 0, width, height: Math.min(height, 3600) };
}
