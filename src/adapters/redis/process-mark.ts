import { readFile } from "node:fs/promises";

import { z } from "zod";

/** A process, told apart from a later one that was given the same number. */
export type ProcessMark = z.infer<typeof ProcessMark>;

export const ProcessMark = z.object({
  pid: z.int().positive(),
  /** The boot and the clock tick in it; absent where the system has no `/proc`. */
  started: z.string().optional(),
});

export async function markProcess(pid: number): Promise<ProcessMark> {
  const stat = await readStat(pid);
  return stat === undefined ? { pid } : { pid, started: stat.started };
}

/** Without a start time, any process of that number counts. */
export async function stillRuns({ pid, started }: ProcessMark): Promise<boolean> {
  const stat = await readStat(pid);
  if (stat === undefined) return takesSignals(pid);
  // A zombie has ended: only its parent does not know yet.
  if (stat.state === "Z" || stat.state === "X") return false;
  return started === undefined || started === stat.started;
}

/** proc(5): the state is field 3 and the start time field 22; the name before them may hold anything. */
async function readStat(pid: number): Promise<{ state: string; started: string } | undefined> {
  const [boot, stat] = await Promise.all([
    readText("/proc/sys/kernel/random/boot_id"),
    readText(`/proc/${pid}/stat`),
  ]);
  if (boot === undefined || stat === undefined) return undefined;
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state, ticks] = [fields[0], fields[19]];
  if (state === undefined || ticks === undefined) return undefined;
  return { state, started: `${boot.trim()} ${ticks}` };
}

async function readText(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(() => undefined);
}

function takesSignals(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (fault) {
    return fault instanceof Error && "code" in fault && fault.code === "EPERM";
  }
}
