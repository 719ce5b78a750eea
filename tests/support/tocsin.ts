import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import pino from "pino";
import { expect, inject, onTestFinished, vi } from "vitest";

import { rehearsalClock } from "#src/adapters/observe/clock.ts";
import { readSettings } from "#src/config/settings.ts";
import { startApi } from "#src/roles/api.ts";
import { startIngest } from "#src/roles/ingest.ts";
import { openWorld } from "#src/roles/knowledge.ts";
import { startNotifier } from "#src/roles/notifier.ts";
import { openService } from "#src/roles/service.ts";

import { startMailSink, type TakenMail } from "./mail-sink.ts";
import { signedPost, WIRE_KEY } from "./posting.ts";

export const API_TOKEN = "a-token-for-reading";
export const WIRE_SECRET = `whsec_${WIRE_KEY.toString("base64")}`;

const SOURCES = `
sources:
  - { id: wire, name: Wire feed, secrets: [WIRE_SECRET], language: en }
`;

const CLAIM_LEASE = { seconds: 5 };
const PATIENCE = { timeout: 15_000, interval: 25 };

const world = openWorld();

export interface Posted {
  readonly externalId?: string;
  readonly title?: string;
  readonly text: string;
  readonly publishedAt?: string;
  readonly language?: string;
  readonly retracts?: string;
  readonly corrects?: string;
  readonly backfill?: boolean;
}

export interface StartOptions {
  /** Subscription files by name. */
  readonly subscriptions: Readonly<Record<string, string>>;
  /** `inhibitions.yaml`, where there is one. */
  readonly inhibitions?: string;
  /** Where virtual time begins; it runs on from there and can be moved ahead. */
  readonly at?: string;
  readonly smtpUrl?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Who files the reports: this process, or others that the test starts. */
  readonly ingest?: "here" | "elsewhere";
}

/**
 * A whole tocsin in this process on a real Redis, with a real mail server. A
 * test that leaves a mail unread fails: nobody expected it.
 */
export async function startTocsin(options: StartOptions) {
  const stop = new AbortController();
  const config = await configFolder(options.subscriptions);
  if (options.inhibitions !== undefined) {
    await writeFile(join(config.dir, "inhibitions.yaml"), options.inhibitions);
  }
  const sink = await startMailSink();
  const clock = rehearsalClock();
  if (options.at !== undefined) clock.advanceTo(Temporal.Instant.from(options.at));
  const env = {
    REDIS_URL: inject("redisUrl"),
    SMTP_URL: options.smtpUrl ?? sink.url,
    TOCSIN_MAIL_FROM: "Tocsin <tocsin@alerts.example.org>",
    TOCSIN_PUBLIC_URL: "https://tocsin.example.org",
    TOCSIN_HTTP_PORT: "0",
    TOCSIN_API_TOKEN: API_TOKEN,
    TOCSIN_TOKEN_KEY: "ab".repeat(32),
    TOCSIN_CONFIG_DIR: config.dir,
    TOCSIN_KEY_PREFIX: `t-${crypto.randomUUID()}`,
    ...options.env,
  };
  const service = await openService({
    settings: readSettings(env, () => ""),
    secrets: (name) => (name === "WIRE_SECRET" ? WIRE_SECRET : undefined),
    logger: pino({ level: process.env["TEST_LOG"] ?? "silent" }),
    clock,
    stop: stop.signal,
    world: await world,
    sealEveryMs: 50,
  });
  const running = new AsyncDisposableStack();
  running.use(await startNotifier(service));
  if (options.ingest !== "elsewhere") running.use(await startIngest(service));
  const api = running.use(await startApi(service));
  const url = `http://127.0.0.1:${api.port}`;
  const read = new Set<TakenMail>();

  const tocsin = {
    url,
    routes: api.routes,
    clock,
    env,
    service,
    sink,
    configDir: config.dir,
    post: (report: Posted, webhookId?: string) => post(url, report, { at: clock.now(), webhookId }),
    /** Posts a report and waits until it stands in the log. */
    async send(report: Posted): Promise<string> {
      const answer = await tocsin.post(report);
      expect(answer.status).toBe(202);
      await tocsin.filed();
      return ((await answer.json()) as { id: string }).id;
    },
    /** Every accepted report stands in the log. */
    filed: () =>
      vi.waitFor(async () => expect(await service.stores.inbox.depth()).toBe(0), PATIENCE),
    advance(by: Temporal.DurationLike | string) {
      clock.advanceTo(clock.now().add(Temporal.Duration.from(by)));
    },
    advanceTo(instant: string) {
      clock.advanceTo(Temporal.Instant.from(instant));
    },
    /** Nothing is in hand, nothing is due: no mail can come before the clock moves. */
    async settled(): Promise<void> {
      const { inbox, outbox, due, wakeCursor, log } = service.stores;
      await vi.waitFor(async () => {
        expect(await inbox.depth()).toBe(0);
        expect(await log.readAfter(await wakeCursor.read(), 1)).toEqual([]);
        const next = await due.next();
        // Whoever looks at a delivery puts it off by the lease: until then it may be in hand.
        if (next) expect(Temporal.Instant.compare(next, clock.now().add(CLAIM_LEASE))).toBe(1);
        expect(await outbox.waiting(clock.now().add({ minutes: 2 }), 1)).toEqual([]);
      }, PATIENCE);
    },
    mailbox(address: string) {
      const unread = () => sink.taken.filter((mail) => mail.to === address && !read.has(mail));
      return {
        /** The next digest to this reader, which must say so. */
        async expectDigest(saying: RegExp): Promise<TakenMail> {
          const mail = await vi.waitFor(() => {
            const [first] = unread();
            if (!first) throw new Error(`no mail to ${address} yet`);
            return first;
          }, PATIENCE);
          read.add(mail);
          expect(`${mail.parsed.subject}\n${mail.parsed.text}`).toMatch(saying);
          return mail;
        },
        /** All that came, once no more can come. */
        async all(): Promise<readonly TakenMail[]> {
          await tocsin.settled();
          const mails = unread();
          for (const mail of mails) read.add(mail);
          return mails;
        },
        async expectNothing(): Promise<void> {
          await tocsin.settled();
          expect(unread().map(({ parsed }) => parsed.subject)).toEqual([]);
        },
      };
    },
  };
  onTestFinished(async () => {
    stop.abort();
    await running.disposeAsync();
    await service[Symbol.asyncDispose]();
    await sink[Symbol.asyncDispose]();
    await config.remove();
    const unexpected = sink.taken.filter((mail) => !read.has(mail));
    expect(unexpected.map(({ to, parsed }) => `${to}: ${parsed.subject}`)).toEqual([]);
  });
  return tocsin;
}

export type Tocsin = Awaited<ReturnType<typeof startTocsin>>;

export async function configFolder(subscriptions: Readonly<Record<string, string>>) {
  const dir = await mkdtemp(join(tmpdir(), "tocsin-config-"));
  await mkdir(join(dir, "subscriptions"));
  await writeFile(join(dir, "sources.yaml"), SOURCES);
  for (const [name, text] of Object.entries(subscriptions)) {
    await writeFile(join(dir, "subscriptions", `${name}.yaml`), text);
  }
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}

export async function post(
  url: string,
  report: Posted | string,
  { at, webhookId }: { readonly at: Temporal.Instant; readonly webhookId?: string | undefined },
): Promise<Response> {
  const signed = signedPost(report, { at, ...(webhookId !== undefined && { webhookId }) });
  return fetch(`${url}/v1/reports/wire`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "webhook-id": signed.webhookId,
      "webhook-timestamp": signed.timestamp,
      "webhook-signature": signed.signature,
    },
    body: signed.body,
  });
}
