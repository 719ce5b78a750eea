import type { Pulse } from "./ports.ts";

/** As many as a worker takes in hand at once. */
const LARGEST = 64;

/**
 * Tells the queue of accepted reports, one job at a time: ids that come while one is added gather for
 * the next, so that a busy service makes few jobs of many reports and an idle one waits for nothing.
 * Failing costs nothing but time: the sweeper finds what the queue was not told.
 */
export function gatherPulses(
  pulse: Pick<Pulse, "reports">,
  told: { readonly done: () => void; readonly failed: (error: unknown) => void },
): (ids: readonly string[]) => void {
  const waiting: string[] = [];
  let isTelling = false;
  const tell = async (): Promise<void> => {
    isTelling = true;
    while (waiting.length > 0) {
      await pulse.reports(waiting.splice(0, LARGEST)).then(told.done, told.failed);
    }
    isTelling = false;
  };
  return (ids) => {
    waiting.push(...ids);
    if (!isTelling) void tell();
  };
}
