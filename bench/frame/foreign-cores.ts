import { readFileSync } from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";

/** Kernel ticks of a second, as Linux tells processor times everywhere. */
const TICKS = 100;

/**
 * Processors that were busy with anything but this process and its children while `run` ran: noise, for wall times.
 * Undefined where there is no /proc. Children count from when they have ended.
 */
export async function withForeignCores<T>(
  run: () => Promise<T>,
): Promise<{ readonly value: T; readonly foreignCores: number | undefined }> {
  const before = readTicks();
  const start = performance.now();
  const value = await run();
  // What has just been killed is reaped between two turns.
  await nextTurn();
  const after = readTicks();
  const seconds = (performance.now() - start) / 1000;
  const foreignCores =
    before &&
    after &&
    Math.max(0, (after.all - before.all - (after.ours - before.ours)) / TICKS / seconds);
  return { value, foreignCores };
}

function readTicks(): { readonly all: number; readonly ours: number } | undefined {
  try {
    // proc(5). After "cpu": user nice system idle iowait irq softirq steal.
    const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] =
      readFileSync("/proc/stat", "utf8").split("\n", 1)[0]?.split(/\s+/).slice(1).map(Number) ?? [];
    // After "pid (name)" the twelfth to fifteenth: utime stime cutime cstime.
    const own = readFileSync("/proc/self/stat", "utf8")
      .replace(/^.*\) /s, "")
      .split(" ")
      .slice(11, 15)
      .map(Number);
    return {
      all: user + nice + system + irq + softirq + steal,
      ours: own.reduce((sum, one) => sum + one, 0),
    };
  } catch {
    return undefined;
  }
}
