import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createTransport } from "nodemailer";

import { systemClock } from "../src/adapters/observe/clock.ts";
import { openRedis, redisReady } from "../src/adapters/redis/connection.ts";
import { keysUnder } from "../src/adapters/redis/keys.ts";
import { startPrivateRedis } from "../src/adapters/redis/private-server.ts";
import { redisBounces } from "../src/adapters/redis/redis-bounces.ts";
import { redisDeliveries } from "../src/adapters/redis/redis-deliveries.ts";
import { redisNotices } from "../src/adapters/redis/redis-notices.ts";
import { redisOutbox } from "../src/adapters/redis/redis-outbox.ts";
import { redisReaders } from "../src/adapters/redis/redis-readers.ts";
import { redisRelay } from "../src/adapters/redis/redis-relay.ts";
import { runPlainly } from "../src/adapters/redis/run-surely.ts";
import { composeMessage } from "../src/adapters/smtp/compose-message.ts";
import { smtpMailer } from "../src/adapters/smtp/smtp-mailer.ts";
import { parseSmtpUrl } from "../src/adapters/smtp/smtp-session.ts";
import { type Digest, NOTHING_LEFT_OUT } from "../src/model/digest.ts";
import type { RenderedMail } from "../src/model/mail.ts";
import { sendDigest } from "../src/pipeline/send-digest.ts";
import type { Bench } from "./frame/bench.ts";
import { demoReports } from "./frame/demo-reports.ts";
import { startLeanSink } from "./frame/lean-sink.ts";
import { countingProcessorTime, measure, rowOf } from "./frame/measure.ts";

const AT_ONCE = 5;
const WARM_UPS = 2;
const REPEATS = 9;
const BYTES = 30 * 1024;
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * A mail of 30 KB composed and given to a local mail server, five at a time: by nodemailer's own pool, by our mailer
 * alone, and by the whole send step with its ledger in a real Redis.
 */
export const bench: Bench = {
  about: "a mail of 30 KB composed and sent, ledger included, beside nodemailer's pool",
  options: { mails: { type: "string", default: "100" } },
  quick: { mails: "40" },
  async run({ mails }, talk) {
    const count = Number(mails);
    await using sink = await startLeanSink();
    await using ledger = await openLedger();
    const pool = createTransport({
      ...parseSmtpUrl(sink.url),
      pool: true,
      maxConnections: AT_ONCE,
      maxMessages: Infinity,
    });
    using mailer = smtpMailer(parseSmtpUrl(sink.url));
    const mail = aMail();
    talk(
      `${count} mails of ${(await composeMessage(mail)).length} bytes a sample, ${AT_ONCE} at a time`,
    );

    const byPool = () =>
      pool.sendMail({ ...mail, from: mail.from, to: mail.to, headers: { ...mail.headers } });
    const byMailer = async () => {
      const bytes = await composeMessage(mail);
      await mailer.send({
        from: mail.from.address,
        to: mail.to.address,
        bytes,
        beforeDot: async () => true,
      });
    };
    const byStep = ledger.sender(mailer, mail);
    const sealed = await ledger.seal(count * (WARM_UPS + REPEATS));
    const ours = { pool: [] as number[], mailer: [] as number[], step: [] as number[] };
    // Of this process but for the sink's thread, and not of Redis: busy neighbours do not count.
    const counting = async (into: number[], run: () => Promise<unknown>) => {
      const before = await sink.work();
      const all: number[] = [];
      await countingProcessorTime(all, () => atOnce(count, run));
      into.push((all[0] ?? Number.NaN) - ((await sink.work()) - before));
    };
    const samples = await measure(
      {
        pool: () => counting(ours.pool, byPool),
        mailer: () => counting(ours.mailer, byMailer),
        step: () => counting(ours.step, () => byStep(sealed.pop() ?? "")),
      },
      { warmUps: WARM_UPS, repeats: REPEATS },
    );
    pool.close();
    const each = (ms: readonly number[]) => ms.map((one) => one / count);
    const work = (cpu: readonly number[]) => each(cpu.slice(WARM_UPS));
    const against = { name: "nodemailer's pool", samples: each(samples.pool) };
    const workAgainst = { name: "nodemailer's pool", samples: work(ours.pool) };
    return [
      rowOf({ measure: "nodemailer's pool", unit: "ms" }, each(samples.pool)),
      rowOf({ measure: "our mailer, no ledger", unit: "ms" }, each(samples.mailer), against),
      rowOf({ measure: "send step with its ledger", unit: "ms" }, each(samples.step), against),
      rowOf(processorTime("nodemailer's pool"), work(ours.pool)),
      rowOf(processorTime("our mailer, no ledger"), work(ours.mailer), workAgainst),
      rowOf(processorTime("send step with its ledger"), work(ours.step), workAgainst),
    ];
  },
};

function processorTime(of: string) {
  return { measure: `${of}, processor time`, unit: "ms" };
}

async function atOnce(count: number, run: () => Promise<unknown>): Promise<void> {
  let left = count;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await run();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Text and HTML of about 30 KB together, written as a digest is: long lines of several languages. */
function aMail(): RenderedMail {
  const words = demoReports()
    .map(({ text }) => text)
    .join("\n\n");
  const text = words.repeat(8).slice(0, BYTES / 4);
  const paragraphs = words
    .repeat(8)
    .slice(0, BYTES / 2)
    .split("\n\n");
  return {
    messageId: "<bench.1@alerts.example.org>",
    date: "2026-11-24T07:00:00Z",
    subject: "A digest",
    from: { name: "Tocsin", address: "tocsin@alerts.example.org" },
    to: { name: "", address: "desk@example.org" },
    headers: { "List-ID": "<bench.alerts.example.org>" },
    text,
    html: `<!doctype html><html><body>${paragraphs.map((one) => `<p>${one}</p>`).join("\n")}</body></html>`,
  };
}

async function openLedger() {
  const dir = await mkdtemp(join(tmpdir(), "tocsin-bench-"));
  const server = await startPrivateRedis({ dir, durability: "everysec" });
  // As the service opens it: commands of one turn leave in one write.
  const opened = openRedis(server.url, quiet);
  const { redis } = opened;
  await redisReady(redis, AbortSignal.timeout(10_000));
  const keys = keysUnder("bench");
  const shared = { redis, keys, clock: systemClock, retentionSeconds: 3600 };
  const deliveries = redisDeliveries(shared);
  const outbox = redisOutbox({ ...shared, runSurely: runPlainly(redis) });
  const delivery = {
    id: "bench.at.0000000000",
    subscriptionId: "bench",
    address: "desk@example.org",
    schedule: { kind: "hourly" },
  } as const;
  return {
    async seal(count: number): Promise<string[]> {
      const now = systemClock.now();
      await deliveries.enroll({ delivery, timezone: "UTC", now, due: now, round: 1 });
      const ids: string[] = [];
      for (let i = 0; i < count; i += 1) {
        const from = await deliveries.read(delivery.id);
        if (!from) throw new Error("an enrolled delivery has a state");
        const id = `${delivery.id}.${from.epoch}-${from.sequence + 1}`;
        const digest = { id, delivery, sealedAt: now.toString() } as Partial<Digest> as Digest;
        await deliveries.seal({
          deliveryId: delivery.id,
          from,
          cursor: from.cursor,
          due: from.due,
          recentSeals: [],
          kept: [],
          leftOut: NOTHING_LEFT_OUT,
          digest: { ...digest, items: [] as unknown as Digest["items"] },
        });
        await outbox.add([id], now);
        ids.push(id);
      }
      return ids;
    },
    sender: (mailer: Parameters<typeof sendDigest>[0]["mailer"], mail: RenderedMail) =>
      sendDigest({
        outbox,
        readers: redisReaders(redis, keys),
        relay: redisRelay(redis, keys),
        notices: redisNotices(shared),
        bounces: redisBounces(redis, keys, systemClock),
        addressId: (address) => address,
        mailer,
        compose: async () => ({ from: mail.from.address, bytes: await composeMessage(mail) }),
        clock: systemClock,
        meter: { count() {} },
        progress: { prove() {} },
        logger: quiet,
        passSeam() {},
        inDoubt: "resend",
      }),
    async [Symbol.asyncDispose]() {
      await opened[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
