import type { Writable } from "node:stream";

/**
 * Commands given in one turn of the event loop leave in one write: each write is a system call, which costs more than
 * the command. Nothing waits for anything but the end of the turn.
 */
export function gatherWrites(stream: Pick<Writable, "write" | "cork" | "uncork">): void {
  const write = stream.write.bind(stream);
  let isGathering = false;
  const gathering = (...args: Parameters<typeof write>): boolean => {
    if (!isGathering) {
      isGathering = true;
      stream.cork();
      process.nextTick(() => {
        isGathering = false;
        stream.uncork();
      });
    }
    return write(...args);
  };
  stream.write = gathering as typeof stream.write;
}
