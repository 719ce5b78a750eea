/**
 * Draws the pictures of docs/images/ anew, as Chromium shows the sample mails.
 * `node scripts/draw-docs-images.ts`
 */
import { fileURLToPath } from "node:url";

import { mailPage } from "#tests/browser/mails.ts";
import { openBrowser, openPage } from "#tests/browser/screen.ts";
import { whatBecame } from "#tests/support/sample-digests.ts";

const PICTURES = [
  { file: "mail.png", width: 700, height: 1240, scheme: "light" },
  { file: "mail-phone.png", width: 390, height: 1100, scheme: "light" },
  { file: "mail-dark.png", width: 390, height: 1100, scheme: "dark" },
] as const;

const { html } = await mailPage("docs", { ...whatBecame(), late: false });
const browser = await openBrowser();
try {
  for (const { file, width, height, scheme } of PICTURES) {
    await using open = await openPage(browser, html, { width, scheme });
    const path = fileURLToPath(new URL(`../docs/images/${file}`, import.meta.url));
    await open.page.screenshot({
      path,
      fullPage: true,
      clip: { x: 0, y: 0, width, height },
    });
    console.log(`docs/images/${file}`);
  }
} finally {
  await browser.close();
}
