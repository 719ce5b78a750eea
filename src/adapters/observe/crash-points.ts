import { type PassSeam, type Seam, SEAMS } from "../../pipeline/ports.ts";

/** `<seam>#<n>`: the process is killed when it passes the seam for the nth time. */
export function crashPoints(setting: string | undefined): PassSeam {
  if (setting === undefined) return () => {};
  const [name, count = "1"] = setting.split("#");
  const target: Seam | undefined = SEAMS.find((seam) => seam === name);
  if (!target) throw new RangeError(`no seam named ${name}: ${SEAMS.join(", ")}`);
  let left = Number(count);
  return (seam) => {
    if (seam !== target) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, "SIGKILL");
  };
}
