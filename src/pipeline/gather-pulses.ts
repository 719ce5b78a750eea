import type { Pulse } from "./ports.ts";

/** Ids of one job. */
const LARGEST = 256;
/** A job costs Redis as much as ten reports: this long the next one waits for more, unless it is full. */
const GATHER_MS = 10;
/** Where so many came together they come by thousands a second, and workers have enough in hand for a longer wait. */
const MANY = 32;
const GATHER_MANY_MS = 40;

/**
 * Tells the queue of accepted reports, one job at a time: ids that come while one is added, and shortly after, gather
 * for the next, so that a busy service makes few jobs of many reports. The first after a while is told when the turn
 * that brought it is over and its sender has the answer. Failing costs nothing but time: the sweeper finds what the
 * queue was not told.
 */
export function gatherPulses(
  pulse: Pick<Pulse, "reports">,
  told: { readonly done: () => void; readonly failed: (error: unknown) => void },
  pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms)),
): (ids: readonly string[]) => void {
  const waiting: string[] = [];
  let isTelling = false;
  const tell = async (): Promise<void> => {
    while (waiting.length > 0) {
      const ids = waiting.splice(0, LARGEST);
      await pulse.reports(ids).then(told.done, told.failed);
      if (waiting.length < LARGEST) await pause(ids.length < MANY ? GATHER_MS : GATHER_MANY_MS);
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
