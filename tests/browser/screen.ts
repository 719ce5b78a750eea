import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type Browser, chromium, type Page } from "playwright-core";

import { findBrowser } from "../../scripts/setup/chromium.mjs";

/** Where the pictures are left for a person to look at. */
export const PICTURES = process.env["TOCSIN_SCREENSHOTS"] ?? join(tmpdir(), "tocsin-screenshots");

/** A telephone of the smallest size still in use, and a wide window. */
export const WIDTHS = [320, 1200] as const;
export const SCHEMES = ["light", "dark"] as const;

export async function openBrowser(): Promise<Browser> {
  await mkdir(PICTURES, { recursive: true });
  return chromium.launch({
    executablePath: findBrowser(),
    args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"],
  });
}

export interface Look {
  readonly width: number;
  readonly scheme: (typeof SCHEMES)[number];
}

export interface OpenPage extends AsyncDisposable {
  readonly page: Page;
  /** Addresses that the page asked for. */
  readonly asked: readonly string[];
}

export async function openPage(browser: Browser, html: string, look: Look): Promise<OpenPage> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: 900 },
    colorScheme: look.scheme,
  });
  const page = await context.newPage();
  const asked: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith("data:")) asked.push(request.url());
  });
  await page.setContent(html, { waitUntil: "load" });
  return { page, asked, [Symbol.asyncDispose]: () => context.close() };
}
