import type { Case } from "./try-case.ts";

/** A way to break a promise in our own code, and the case likeliest to show it. */
export interface Mutant {
  readonly name: string;
  readonly edits: readonly Edit[];
  readonly shownBy: Omit<Case, "tree">;
}

export interface Edit {
  readonly file: string;
  /** Stands there exactly once. */
  readonly replace: string;
  readonly by: string;
}

const SCRIPTS = "src/adapters/redis/scripts";
const SOON = 200;
const mailFault = (
  fault: Extract<NonNullable<Case["faults"]>[number]["fault"], { does: "mail-fault" }>["fault"],
) => [{ at: 0, fault: { does: "mail-fault", fault } }] as const;
const WIPES = [SOON, 1_500, 3_000, 5_000].map((at) => ({
  at,
  fault: { does: "wipe-queues" } as const,
}));

/** The first sender to come to its dot stops there, until the harness lets it go on. */
const FREEZES_BEFORE_THE_DOT: Edit = {
  file: "src/pipeline/send-digest.ts",
  replace: `passSeam("before-dot");`,
  by: `passSeam("before-dot");
      try {
        const { writeFileSync } = await import("node:fs");
        writeFileSync(process.env.TOCSIN_CLOCK_FILE + ".frozen", "", { flag: "wx" });
        process.kill(process.pid, "SIGSTOP");
        await new Promise((resolve) => setTimeout(resolve, 100));
      } catch {}`,
};

export const MUTANTS: readonly Mutant[] = [
  {
    name: "no sent marks",
    edits: [
      {
        file: `${SCRIPTS}/seal.lua`,
        replace: "redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1])",
        by: "",
      },
    ],
    shownBy: {},
  },
  {
    name: "state before send",
    edits: [
      {
        file: "src/pipeline/send-digest.ts",
        replace: "  const outcome = await mailer.send({",
        by: `  await outbox.record(digest.id, token, { state: "sent", response: "" });
  const outcome = await mailer.send({`,
      },
    ],
    shownBy: { faults: mailFault({ at: "RCPT", does: "reply", reply: "450 4.2.1 later" }) },
  },
  {
    name: "fresh Message-ID on retry",
    edits: [
      {
        file: "src/email/render-digest.ts",
        replace: "messageId: `<${digest.id}@",
        by: "messageId: `<${digest.id}.${crypto.randomUUID()}@",
      },
      {
        file: `${SCRIPTS}/outbox-claim.lua`,
        replace: "redis.call('HEXISTS', KEYS[1], 'message') }",
        by: "redis.call('HDEL', KEYS[1], 'message') * 0 }",
      },
    ],
    shownBy: { faults: mailFault({ at: "dot", does: "hang-up" }) },
  },
  {
    name: "202 before the write",
    edits: [
      {
        file: "src/pipeline/receive-report.ts",
        replace: "    accept(arrival).then(readAcceptance, (error: unknown) => {",
        by: `    (accept(arrival).catch(() => {}),
    Promise.resolve({ outcome: "accepted" as const, id: arrival.report.id })).then((it) => it, (error: unknown) => {`,
      },
    ],
    shownBy: { faults: [{ at: 900, fault: { does: "kill-redis", ms: 1_500 } }] },
  },
  {
    name: "cursor moved outside the script",
    edits: [
      {
        file: "src/pipeline/freeze-digest.ts",
        replace: `  if (mail) passSeam("before-seal");`,
        by: `  await deliveries.seal({ deliveryId: delivery.id, from: state, cursor: to, due, recentSeals: state.recentSeals, kept: state.kept, leftOut: state.leftOut, digest: undefined });
  if (mail) passSeam("before-seal");`,
      },
      {
        file: "src/pipeline/freeze-digest.ts",
        replace: "    from: state,\n",
        by: "    from: { ...state, cursor: to, due },\n",
      },
    ],
    // The first event is told again by a copy, which would bring back what is lost of it.
    shownBy: { crashAt: "before-seal#2" },
  },
  {
    name: "no fencing token",
    edits: [
      FREEZES_BEFORE_THE_DOT,
      {
        file: `${SCRIPTS}/outbox-mark.lua`,
        replace: "if d[1] ~= ARGV[1] or d[2] ~= 'sending' then return 0 end",
        by: "",
      },
    ],
    shownBy: {
      processes: 2,
      faults: [
        { at: 24_000, fault: { does: "freeze-worker", worker: 0, ms: 10 } },
        { at: 24_000, fault: { does: "freeze-worker", worker: 1, ms: 10 } },
      ],
    },
  },
  {
    name: "no mark before the dot",
    edits: [
      {
        file: `${SCRIPTS}/outbox-mark.lua`,
        replace: "'state', 'dotting', 'lease',",
        by: "'lease',",
      },
    ],
    shownBy: { crashAt: "after-dot#1" },
  },
  {
    name: "doubt taken for a failure",
    edits: [
      {
        file: "src/adapters/smtp/smtp-mailer.ts",
        replace: "readFailure(error, progress.dotted)",
        by: "readFailure(error, false)",
      },
    ],
    shownBy: { policy: "hold", faults: mailFault({ at: "dot", does: "hang-up" }) },
  },
  {
    name: "off the inbox before it is filed",
    edits: [
      {
        file: `${SCRIPTS}/start.lua`,
        replace: "return { body,",
        by: "redis.call('ZREM', KEYS[2], ARGV[1])\nreturn { body,",
      },
      {
        file: `${SCRIPTS}/start-together.lua`,
        replace: "redis.call('HSET', report, 'attempts', 1)",
        by: "redis.call('HSET', report, 'attempts', 1)\n    redis.call('ZREM', KEYS[1], id)",
      },
    ],
    shownBy: { crashAt: "after-start#1", faults: WIPES },
  },
  {
    name: "the log does not know what it filed",
    edits: [
      {
        file: `${SCRIPTS}/file.lua`,
        replace: "if already then answers[i] = { 'already', already } break end",
        by: "",
      },
    ],
    shownBy: { crashAt: "after-file#1" },
  },
  {
    name: "no sweep of the inbox",
    edits: [
      {
        file: "src/pipeline/sweep.ts",
        replace: "await pulse.reports(ids.slice(i, i + BATCH), roundAt(now));",
        by: "",
      },
    ],
    shownBy: { crashAt: "after-accept#1", faults: WIPES },
  },
  {
    name: "no sweep of the outbox",
    edits: [
      {
        file: "src/pipeline/sweep.ts",
        replace: "if (ids.length > 0) await pulse.digests(ids, roundAt(now));",
        by: "if (ids.length > 0) return;",
      },
    ],
    shownBy: { faults: mailFault({ at: "RCPT", does: "reply", reply: "450 4.2.1 later" }) },
  },
  {
    name: "sealed digests are not looked for",
    edits: [
      {
        file: "src/pipeline/seal-delivery.ts",
        replace: "await outbox.add(state.open, clock.now());",
        by: "",
      },
      // Either would find them.
      {
        file: "src/pipeline/mend-indexes.ts",
        replace: "const outboxLoss = await outbox.findLoss();",
        by: "const outboxLoss = undefined;",
      },
    ],
    shownBy: { crashAt: "after-seal#1" },
  },
  {
    name: "lost indexes are not made anew",
    edits: [
      {
        file: "src/pipeline/mend-indexes.ts",
        replace: "const dueLoss = await due.findLoss();",
        by: "const dueLoss = undefined;",
      },
    ],
    shownBy: {
      faults: Array.from({ length: 20 }, (_, n) => ({
        at: 400 + n * 200,
        fault: { does: "wipe-indexes" } as const,
      })),
    },
  },
  {
    name: "a refusal recorded as sent",
    edits: [
      {
        file: "src/pipeline/send-digest.ts",
        replace: `return { state: "rejected", reason: outcome.reason };`,
        by: `return { state: "sent", response: outcome.reason };`,
      },
    ],
    shownBy: { faults: mailFault({ at: "RCPT", does: "reply", reply: "550 5.1.1 nobody here" }) },
  },
  {
    name: "a lease that never ends",
    edits: [
      {
        file: `${SCRIPTS}/outbox-claim.lua`,
        replace: "if state ~= 'sealed' and tonumber(d[2] or '0') > now",
        by: "if state ~= 'sealed'",
      },
    ],
    shownBy: { crashAt: "after-lease#1" },
  },
];
