import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, onTestFinished, test, vi } from "vitest";

import { clockByFile, systemClock } from "#src/adapters/observe/clock.ts";

const behind = (clock: ReturnType<typeof clockByFile>) =>
  Math.round(clock.now().since(Temporal.Now.instant()).total("seconds")) + 0;

test("a clock by a file follows it both ways, and stays where the file cannot be read", async () => {
  const dir = await mkdtemp(join(tmpdir(), "tocsin-clock-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const path = join(dir, "clock");
  const clock = clockByFile(path);
  expect(behind(clock)).toBe(0);
  for (const [written, seconds] of [
    ["3600000", 3600],
    ["-3600000\n", -3600],
    ["nonsense", -3600],
    ["0", 0],
  ] as const) {
    await writeFile(path, written);
    await vi.waitFor(() => expect(behind(clock)).toBe(seconds));
  }
});

test("the system's clock is the machine's, in whole milliseconds", () => {
  vi.useFakeTimers({ toFake: ["Date"], now: 1_800_000_000_123 });
  onTestFinished(() => void vi.useRealTimers());
  const first = systemClock.now();
  expect(first.epochNanoseconds).toBe(1_800_000_000_123_000_000n);
  expect(systemClock.now()).toBe(first);
  vi.setSystemTime(1_800_000_000_124);
  expect(systemClock.now().epochMilliseconds).toBe(1_800_000_000_124);
});
