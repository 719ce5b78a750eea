import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { atATime } from "./at-a-time.ts";
import { bringFault } from "./bring-fault.ts";
import { becomeIdle, becomeQuiet, readEndState } from "./end-state.ts";
import { type Installation, openInstallation, type WorkerPlan } from "./installation.ts";
import { findViolations } from "./invariants.ts";
import type { FaultSpan, Ledger, Post, StoredMail } from "./ledger.ts";
import { chanceOf, type Chance } from "./random.ts";
import { readMail } from "./read-mail.ts";
import { whoExpects } from "./readers.ts";
import type { ScheduledFault } from "./schedule.ts";
import { type Errand, openSender } from "./sender.ts";

export interface RunOptions {
  readonly seed: number;
  readonly tree: string;
  readonly policy: "resend" | "hold";
  readonly durability: "fsync" | "everysec";
  readonly workers: readonly WorkerPlan[];
  readonly errands: readonly Errand[];
  /** Made where it is known whether Redis has a disk of its own. */
  readonly schedule: (hasOwnDisk: boolean) => readonly ScheduledFault[];
  /** Posted when all faults are over, with time enough: they are to be told promptly. */
  readonly calm: readonly Errand[];
  readonly quietWithinMs: number;
  /** A folder for what a run leaves that violated something: Redis's files, the ledger, all that was printed. */
  readonly keepIn?: string | undefined;
}

const PATIENCE_MS = 90_000;
/** Errands under way at once, as a sender has: the others wait their turn, however long an outage lasts. */
const AT_ONCE = 100;

/** One run from start to quiet; what came of it is in the ledger. */
export async function run(options: RunOptions): Promise<Ledger> {
  const begin = performance.now();
  const elapsed = () => Math.round(performance.now() - begin);
  const mails: Promise<StoredMail>[] = [];
  const surprises: string[] = [];
  await using installation = await openInstallation({
    ...options,
    onStored: (raw, to) => void mails.push(readMail(raw, to, elapsed())),
    onSurprise: (what) => void surprises.push(what),
  });
  await Promise.all(installation.workers.map(({ ready }) => ready));
  const chance = chanceOf(options.seed).for("sender");
  const posts = new Map<Errand, Post>();
  const post = sendAll(installation, { chance, elapsed, posts });

  const faults: FaultSpan[] = [];
  const trouble = makeTrouble(installation, options.schedule(installation.redis.hasOwnDisk), {
    elapsed,
    faults,
  });
  await Promise.all([post(options.errands), trouble]);
  heal(installation);
  await Promise.all(installation.workers.map(({ ready }) => ready));
  const isCalm = options.calm.length > 0 && (await becomeIdle(installation, options.quietWithinMs));
  // Until then those that nobody had met were met by what was still to be sent.
  installation.mail.heal();
  const calmFrom = isCalm ? elapsed() : Number.POSITIVE_INFINITY;
  await post(options.calm);
  const isQuiet = await becomeQuiet(installation, options.quietWithinMs);
  const stored = await Promise.all(mails);
  const end = await readEndState(installation, { isQuiet, surprises, mails: stored, begin });
  const all = await Promise.all(mails);
  const ledger = { posts: [...posts.values()], mails: all, faults, calmFrom, end };
  if (options.keepIn !== undefined && findViolations(ledger).length > 0)
    keepEvidence(join(options.keepIn, `seed-${options.seed}`), installation, ledger);
  return ledger;
}

function keepEvidence(folder: string, { redis, lines }: Installation, ledger: Ledger): void {
  redis.copyFiles(join(folder, "redis"));
  writeFileSync(join(folder, "lines.log"), lines.join("\n"));
  const plain = (_key: string, value: unknown) => (value instanceof Map ? [...value] : value);
  writeFileSync(join(folder, "ledger.json"), JSON.stringify(ledger, plain));
}

function sendAll(
  { apiUrls, clock }: Installation,
  { chance, elapsed, posts }: { chance: Chance; elapsed: () => number; posts: Map<Errand, Post> },
) {
  const send = openSender({
    apiUrls,
    clock,
    chance,
    elapsed,
    whoExpects,
    patienceMs: PATIENCE_MS,
  });
  return async (errands: readonly Errand[]): Promise<void> => {
    const from = elapsed();
    await atATime(errands, AT_ONCE, async (errand) => {
      await wait(Math.max(0, from + errand.at - elapsed()));
      posts.set(errand, await send(errand));
    });
  };
}

/** Each fault at its time, whatever the others do; but of a kind that cannot overlap one after another. */
async function makeTrouble(
  installation: Installation,
  schedule: readonly ScheduledFault[],
  { elapsed, faults }: { elapsed: () => number; faults: FaultSpan[] },
): Promise<void> {
  const from = elapsed();
  const turns = new Map<string, Promise<void>>();
  await Promise.all(
    schedule.map(async ({ at, fault }) => {
      await wait(Math.max(0, from + at - elapsed()));
      const subject = subjectOf(fault.does);
      const bring = async (before: Promise<void> | undefined): Promise<void> => {
        await before;
        const begun = elapsed();
        await bringFault(fault, installation);
        faults.push({ name: fault.does, from: begun, over: elapsed() });
      };
      const turn = bring(turns.get(subject));
      turns.set(subject, turn);
      await turn;
    }),
  );
}

/** What a fault breaks: Redis cannot be frozen while it is dead. */
function subjectOf(does: string): string {
  if (/redis$|memory$|disk$/.test(does)) return "redis";
  return does;
}

function heal({ mailProxy, redisProxy, config, workers }: Installation): void {
  mailProxy.clear();
  redisProxy.clear();
  config.mend();
  for (const worker of workers) worker.thaw();
}
