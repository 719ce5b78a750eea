import { setTimeout as wait } from "node:timers/promises";

import type { StepLogger } from "../pipeline/ports.ts";

export interface Repeated {
  readonly name: string;
  readonly everyMs: number;
  readonly run: () => Promise<unknown>;
  readonly logger: StepLogger;
}

export interface Repeating extends AsyncDisposable {
  /** Leaves out the pause: runs again at once, or as soon as the run in hand has ended. */
  soon(): void;
}

/** Runs again and again, never twice at once, until disposed; disposal waits for the run in hand. */
export function repeat({ name, everyMs, run, logger }: Repeated): Repeating {
  const stop = new AbortController();
  let pause = new AbortController();
  const loop = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      pause = new AbortController();
      try {
        await run();
      } catch (error) {
        logger.warn({ err: error, loop: name }, "a round failed and will be tried again");
      }
      const signal = AbortSignal.any([stop.signal, pause.signal]);
      await wait(everyMs, undefined, { signal }).catch(() => {});
    }
  };
  const running = loop();
  return {
    soon: () => pause.abort(),
    async [Symbol.asyncDispose]() {
      stop.abort();
      await running;
    },
  };
}
