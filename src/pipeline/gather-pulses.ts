import type { Pulse } from "./ports.ts";

/** As many as a worker takes in hand at once. */
const LARGEST = 64;
/** A job costs Redis as much as ten reports: this long the next one waits for more, unless it is full. */
const GATHER_MS = 10;

/**
 * Tells the queue of accepted reports, one job at a time: ids that come while one is added, and shortly after, gather
 * for the next, so that a busy service makes few jobs of many reports. The first after a while is told when the turn
 * that brought it is over and its sender has the answer. Failing costs nothing but time: the sweeper finds what the
 * queue was not told.
 */
export function gatherPulses(
  pulse: Pick<Pulse, "reports">,
  told: { readonly done: () => void; readonly failed: (error: unknown) => void },
  pause = () => new Promise<void>((resolve) => void setTimeout(resolve, GATHER_MS)),
): (ids: readonly string[]) => void {
  const waiting: string[] = [];
  let isTelling = false;
  const tell = async (): Promise<void> => {
    while (waiting.length > 0) {
      await pulse.reports(waiting.splice(0, LARGEST)).then(told.done, told.failed);
      if (waiting.length < LARGEST) await pause();
    }
    isTelling = false;
  };
  return (ids) => {
    waiting.push(...ids);
    if (isTelling) return;
    isTelling = true;
    setImmediate(() => void tell());
  };
}
