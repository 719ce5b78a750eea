import { readFileSync } from "node:fs";

/** Of the kernel's clock ticks; 100 a second on every Linux there is. */
const TICK_MS = 10;

/** Milliseconds that a process has spent on processors, all its threads. NaN where there is no /proc. */
export function processorMs(pid: number): number {
  const stat = read(`/proc/${pid}/stat`);
  // The second field is the program's name, which may hold anything but ends with the last parenthesis.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** Milliseconds that all processors of the machine were busy, whoever had them. */
export function machineMs(): number {
  const [, user, nice, system, , , irq, softirq, steal] = read("/proc/stat").split(/\s+/);
  return [user, nice, system, irq, softirq, steal].reduce((sum, n) => sum + Number(n), 0) * TICK_MS;
}

/** Tells, when asked, how many processors others have had since it was made: the noise of a measurement. */
export function watchOthers(ours: readonly number[]): () => number {
  const ownMs = () => ours.reduce((sum, pid) => sum + processorMs(pid), 0);
  const started = performance.now();
  const before = machineMs() - ownMs();
  return () => Math.max(0, (machineMs() - ownMs() - before) / (performance.now() - started));
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
