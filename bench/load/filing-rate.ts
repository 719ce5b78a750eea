import { setTimeout as wait } from "node:timers/promises";

import { type Driven, type Driving, startDriving } from "./drive.ts";
import type { LoadedService } from "./loaded-service.ts";

/** So many are kept waiting: several jobs for each ingest, and too few to be called a backlog. */
const KEPT_WAITING = 250;
/** More than any process files. */
const FEED_PER_SECOND = 1_500;
const LOOK_MS = 50;

export interface Filing {
  readonly perSecond: number;
  readonly driven: Driven;
}

/**
 * What the service files a second while it takes in as many and always finds work: the rate that it can keep up. The
 * first seconds, in which the compiler learns the way, are not counted.
 */
export async function measureFiling(
  service: LoadedService,
  { warmUpSeconds, seconds }: { readonly warmUpSeconds: number; readonly seconds: number },
): Promise<Filing> {
  let waiting = 0;
  const driving = startDriving(service.url, () => (waiting < KEPT_WAITING ? FEED_PER_SECOND : 0));
  const feed = async (forSeconds: number): Promise<void> => {
    const until = performance.now() + forSeconds * 1000;
    while (performance.now() < until) {
      waiting = await service.depth();
      await wait(LOOK_MS);
    }
  };
  await feed(warmUpSeconds);
  const pace = startPace(service, driving);
  await pace.perSecond();
  await feed(seconds);
  const perSecond = await pace.perSecond();
  return { perSecond, driven: await driving.end() };
}

/** Says what was filed a second since it was last asked. */
export function startPace(service: LoadedService, driving: Driving) {
  let last = { filed: 0, at: performance.now() };
  return {
    async perSecond(): Promise<number> {
      const filed = driving.receipts - (await service.depth());
      const now = { filed, at: performance.now() };
      const perSecond = ((now.filed - last.filed) * 1000) / (now.at - last.at);
      last = now;
      return perSecond;
    },
  };
}
