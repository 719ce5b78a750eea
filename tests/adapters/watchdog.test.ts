import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";

import { expect, test } from "vitest";

import { CHILD_ENV } from "../support/child-env.ts";

const WATCHDOG = new URL("../../src/adapters/observe/watchdog.ts", import.meta.url).href;

async function watched(program: string) {
  const source = `
    import { startWatchdog } from ${JSON.stringify(WATCHDOG)};
    await using watchdog = startWatchdog(600);
    const after = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const spin = (ms) => { for (const end = performance.now() + ms; performance.now() < end;); };
    ${program}`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", source], {
    env: CHILD_ENV,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said, [code, signal]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  return { said, code, signal };
}

test("a process that stands still is ended, and its log says why", async () => {
  const { said, signal } = await watched("await after(100); for (;;);");
  expect(signal).toBe("SIGKILL");
  expect(said).toContain("stood still too long");
});

test("a process that is busy and gives way in between goes on, and ends when it is done", async () => {
  expect(
    await watched("for (let n = 0; n < 10; n += 1) { spin(120); await after(30); }"),
  ).toMatchObject({ code: 0, signal: null, said: "" });
});
