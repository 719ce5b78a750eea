import { ConfigError } from "../../model/failure.ts";
import { type PassSeam, type Seam, SEAMS } from "../../pipeline/ports.ts";

export interface CrashPoint {
  readonly seam: string;
  /** The process is killed when it passes the seam for this time, counted from 1. */
  readonly count: number;
}

export function crashPoints(setting: CrashPoint | undefined): PassSeam {
  if (setting === undefined) return () => {};
  const target: Seam | undefined = SEAMS.find((seam) => seam === setting.seam);
  if (!target) {
    throw new ConfigError(`TOCSIN_CRASH_AT: no seam named ${setting.seam}: ${SEAMS.join(", ")}`);
  }
  let left = setting.count;
  return (seam) => {
    if (seam !== target) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, "SIGKILL");
  };
}
