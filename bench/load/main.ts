import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";

import { describeRun } from "../frame/describe-run.ts";
import { quantileOf } from "../frame/measure.ts";
import { drive, type Driven, shedOf, startDriving } from "./drive.ts";
import { measureFiling, startPace } from "./filing-rate.ts";
import { type LoadedService, startLoadedService, workedOff } from "./loaded-service.ts";

/**
 * `npm run load`: twice what the service files, for minutes. It must shed what it cannot take, say when to come
 * back, keep its memory, lose nothing that it accepted, and answer as before within a minute. Exit 1 where it does not.
 * `--steady`, for CI, is short and judges only what holds on any machine, however busy: neither memory nor waiting,
 * and it gives recovery two minutes.
 */
const { values } = parseArgs({
  options: {
    seconds: { type: "string" },
    "longest-wait": { type: "string" },
    quick: { type: "boolean", default: false },
    steady: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});
const isShort = values.quick || values.steady;
const seconds = Number(values.seconds ?? (isShort ? 12 : 300));
const longestWait = Number(values["longest-wait"] ?? (isShort ? 2 : 30));

const FILING = isShort ? { warmUpSeconds: 4, seconds: 5 } : { warmUpSeconds: 10, seconds: 20 };
const QUIET_SHARE = 0.3;
const QUIET_SECONDS = isShort ? 3 : 10;
const SAMPLE_MS = 250;
const PACE_MS = 2_000;
/** On a machine that others use what waits is worked off the slower. */
const RECOVERED_WITHIN_SECONDS = values.steady ? 120 : 60;
/** A slow machine takes a while until so many wait that they can be counted as a backlog. */
const SHEDS_WITHIN_SECONDS = 60;
/** What it may hold more than when it is quiet: the requests and jobs under way, and what is not collected yet. */
const MOST_GROWTH_MIB = 256;
const ALLOWED = new Set([202, 429, 503]);

const talk = (text: string) => console.error(`load: ${text}`);

await using service = await startLoadedService(longestWait);
let accepted: readonly string[] = [];
const filing = await measureFiling(service, FILING);
accepted = filing.driven.accepted;
const sustainable = filing.perSecond;
await workedOff(service);
talk(`files ${sustainable.toFixed(0)} reports a second`);

const quiet = await take(drive(service.url, sustainable * QUIET_SHARE, QUIET_SECONDS));
const quietMs = quantileOf(quiet.acceptedMs, 0.99);
const quietMiB = service.memoryMiB();
await workedOff(service);

talk(`twice as many for ${seconds} s`);
const sampling = sampleUntilAborted(service);
const rush = await rushFor(seconds);
const peak = await sampling.end();
const recoverySeconds = await recovered();
await workedOff(service);
const lost = await service.lost(accepted);

const result = {
  ...describeRun(),
  seconds,
  sustainable: round(sustainable),
  posted: sum([...rush.statuses.values()]),
  statuses: Object.fromEntries(rush.statuses),
  accepted: accepted.length,
  lost: lost.length,
  quietP99Ms: round(quietMs),
  rushP99Ms: round(quantileOf(rush.acceptedMs, 0.99)),
  quietMiB: round(quietMiB),
  peakMiB: round(peak.memoryMiB),
  longestWaitSeconds: round(peak.waitedSeconds),
  recoverySeconds: round(recoverySeconds),
};
const faults = [
  shedOf(rush.statuses) === 0 && "nothing was shed",
  [...rush.statuses.keys()].some((status) => !ALLOWED.has(status)) &&
    "answers other than 202, 429 and 503",
  rush.withoutRetryAfter > 0 && `${rush.withoutRetryAfter} refusals without Retry-After`,
  lost.length > 0 && `${lost.length} accepted reports are lost`,
  !values.steady &&
    peak.memoryMiB - quietMiB > MOST_GROWTH_MIB &&
    `memory grew by ${round(peak.memoryMiB - quietMiB)} MiB`,
  !values.steady &&
    peak.waitedSeconds > 2 * longestWait + 10 &&
    `reports waited ${round(peak.waitedSeconds)} s`,
  recoverySeconds > RECOVERED_WITHIN_SECONDS && `not recovered after ${round(recoverySeconds)} s`,
].filter((fault) => fault !== false);

if (values.json) console.log(JSON.stringify({ ...result, faults }, null, 2));
else {
  for (const [name, value] of Object.entries(result))
    console.log(`${name}: ${JSON.stringify(value)}`);
  for (const fault of faults) console.log(`FAULT: ${fault}`);
}
if (faults.length > 0) process.exitCode = 1;

async function take(driving: Promise<Driven>): Promise<Driven> {
  const driven = await driving;
  accepted = [...accepted, ...driven.accepted];
  return driven;
}

/**
 * Twice what it can keep up, as measured before or meanwhile, whichever is more: where others have let go of the
 * processor, what was twice as many is not any more.
 */
async function rushFor(lastingSeconds: number): Promise<Driven> {
  let keptUp = sustainable;
  const driving = startDriving(service.url, () => 2 * keptUp);
  const pace = startPace(service, driving);
  const begun = performance.now();
  const isOver = () => {
    const elapsed = (performance.now() - begun) / 1000;
    const mayYetShed = values.steady && driving.shed === 0 && elapsed < SHEDS_WITHIN_SECONDS;
    return elapsed >= lastingSeconds && !mayYetShed;
  };
  while (!isOver()) {
    await wait(PACE_MS);
    keptUp = Math.max(sustainable, await pace.perSecond());
  }
  return take(driving.end());
}

/** Seconds until all is accepted again, as fast as before, and filed at once. */
async function recovered(): Promise<number> {
  const begun = performance.now();
  for (;;) {
    const { statuses, acceptedMs } = await take(drive(service.url, sustainable * QUIET_SHARE, 1));
    const elapsed = (performance.now() - begun) / 1000;
    const isNormal =
      [...statuses.keys()].every((status) => status === 202) &&
      quantileOf(acceptedMs, 0.99) <= Math.max(3 * quietMs, 50) &&
      (await service.waitedSeconds()) < 1;
    if (isNormal || elapsed > 2 * RECOVERED_WITHIN_SECONDS) return elapsed;
  }
}

function sampleUntilAborted(of: LoadedService) {
  const stop = new AbortController();
  const peaks = { memoryMiB: 0, waitedSeconds: 0 };
  const sample = async () => {
    while (!stop.signal.aborted) {
      peaks.memoryMiB = Math.max(peaks.memoryMiB, of.memoryMiB());
      peaks.waitedSeconds = Math.max(peaks.waitedSeconds, await of.waitedSeconds());
      await wait(SAMPLE_MS);
    }
    return peaks;
  };
  const sampled = sample().catch(async (error: unknown) => {
    // Whoever started it says how it ended.
    await wait(SAMPLE_MS);
    throw new Error("the service has ended", { cause: error });
  });
  return {
    end: () => {
      stop.abort();
      return sampled;
    },
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
