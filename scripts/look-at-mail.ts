/**
 * Renders the sample digests as a browser shows them: narrow and wide, light and dark.
 * `node scripts/look-at-mail.ts [OUT] [CHROMIUM]`
 */
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium } from "playwright-core";

import { renderDigest } from "#src/email/render-digest.ts";
import { FRAME } from "#tests/support/digests.ts";
import { oneItem, tooMany, whatBecame } from "#tests/support/sample-digests.ts";

const [out = join(tmpdir(), "tocsin-mail"), executablePath = "/usr/bin/chromium"] =
  process.argv.slice(2);
await mkdir(out, { recursive: true });
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
try {
  for (const [name, digest] of Object.entries({
    one: oneItem(),
    became: whatBecame(),
    many: tooMany(),
  })) {
    const { html = "", text, subject } = renderDigest(digest, FRAME);
    await writeFile(join(out, `${name}.html`), html);
    await writeFile(join(out, `${name}.txt`), `Subject: ${subject}\n\n${text}`);
    for (const width of [320, 1200])
      for (const colorScheme of ["light", "dark"] as const) {
        const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
        await page.setContent(html);
        const overflow = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
        await page.screenshot({
          path: join(out, `${name}-${width}-${colorScheme}.png`),
          fullPage: name !== "many",
        });
        console.log(
          `${name} ${width} ${colorScheme}: ${Buffer.byteLength(html)} bytes, ${String(overflow)} px too wide`,
        );
        await page.close();
      }
  }
} finally {
  await browser.close();
}
console.log(`pictures in ${out}`);
