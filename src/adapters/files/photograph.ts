import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

const BROWSERS = ["chromium", "chromium-browser", "google-chrome"];
const LIMIT_MS = 30_000;

/** A page as a picture, by a browser of this machine; false where there is none. */
export async function photograph(html: string, png: string): Promise<boolean> {
  const profile = await mkdtemp(join(tmpdir(), "tocsin-browser-"));
  const args = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--hide-scrollbars",
    "--window-size=720,1600",
    `--user-data-dir=${profile}`,
    `--screenshot=${resolve(png)}`,
    pathToFileURL(resolve(html)).href,
  ];
  try {
    for (const browser of BROWSERS) {
      try {
        await run(browser, args, { timeout: LIMIT_MS });
        return true;
      } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
      }
    }
    return false;
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
}
