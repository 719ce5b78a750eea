import { readFileSync } from "node:fs";

/** Of the kernel's clock ticks; 100 a second on every Linux there is. */
const TICK_MS = 10;

/** Milliseconds that a process has spent on processors, all its threads. NaN where there is no /proc. */
export function processorMs(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the program's name, which may hold anything but ends with the last parenthesis.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return Number.NaN;
  }
}
