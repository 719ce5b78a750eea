import { setTimeout as wait } from "node:timers/promises";

import type { StepLogger } from "../pipeline/ports.ts";

export interface Repeated {
  readonly name: string;
  readonly everyMs: number;
  readonly run: () => Promise<unknown>;
  readonly logger: StepLogger;
}

/** Runs again and again, never twice at once, until disposed; disposal waits for the run in hand. */
export function repeat({ name, everyMs, run, logger }: Repeated): AsyncDisposable {
  const stop = new AbortController();
  const { signal } = stop;
  const loop = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        await run();
      } catch (error) {
        logger.warn({ err: error, loop: name }, "a round failed and will be tried again");
      }
      await wait(everyMs, undefined, { signal }).catch(() => {});
    }
  };
  const running = loop();
  return {
    async [Symbol.asyncDispose]() {
      stop.abort();
      await running;
    },
  };
}
