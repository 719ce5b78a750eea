import { setTimeout as wait } from "node:timers/promises";

const LIMIT_MS = 20_000;
const PAUSE_MS = 25;

/** Asks again until it does not throw; outside of tests, where `vi.waitFor` is not to be had. */
export async function until<T>(ask: () => Promise<T>): Promise<T> {
  const limit = AbortSignal.timeout(LIMIT_MS);
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (limit.aborted) throw error;
      await wait(PAUSE_MS);
    }
  }
}
