import type { Terminal } from "./terminal.ts";

const REDRAWN_MS = 200;
const TOLD_MS = 5000;

/** Gives what to call at each one done: it tells now and then, on stderr, how far it is and how long it takes yet. */
export function openProgress(
  { talk, isTerminal }: Pick<Terminal, "talk" | "isTerminal">,
  total: number,
  things: string,
): () => void {
  const started = performance.now();
  let shown = started;
  let done = 0;
  return () => {
    done += 1;
    const now = performance.now();
    if (now - shown < (isTerminal ? REDRAWN_MS : TOLD_MS) && done < total) return;
    shown = now;
    const left = Math.ceil((((now - started) / done) * (total - done)) / 1000);
    const line = `${done} of ${total} ${things}, ${left} s left`;
    if (isTerminal) process.stderr.write(`\r${line}   ${done === total ? "\n" : ""}`);
    else talk(line);
  };
}
