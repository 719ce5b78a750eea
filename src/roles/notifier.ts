import { readBounceMailbox } from "../adapters/files/bounce-mailbox.ts";
import { startJobWorker } from "../adapters/queue/job-worker.ts";
import { type SmtpMailer, smtpMailer } from "../adapters/smtp/smtp-mailer.ts";
import { parseSmtpUrl } from "../adapters/smtp/smtp-session.ts";
import { keepWords } from "../email/kept-words.ts";
import { ConfigError } from "../model/failure.ts";
import { askReaders } from "../pipeline/ask-readers.ts";
import { enrollDeliveries } from "../pipeline/enroll-deliveries.ts";
import { hideSilenced } from "../pipeline/hide-silenced.ts";
import { shareLog } from "../pipeline/log-windows.ts";
import { mendIndexes } from "../pipeline/mend-indexes.ts";
import { ownHours } from "../pipeline/own-hours.ts";
import type { Stage } from "../pipeline/ports.ts";
import { sealDeliveries } from "../pipeline/seal-deliveries.ts";
import { sendDigest } from "../pipeline/send-digest.ts";
import { sweepOutbox } from "../pipeline/sweep.ts";
import { takeBounce } from "../pipeline/take-bounce.ts";
import { stormBraked, tellOperator } from "../pipeline/tell-operator.ts";
import { wakeDeliveries } from "../pipeline/wake-deliveries.ts";
import { addressId } from "../receive/return-path.ts";
import { composeConfirmation } from "./compose-confirmation.ts";
import { composeMail, mailKnowledge } from "./compose-mail.ts";
import { composeNotice } from "./compose-notice.ts";
import type { LiveSubscriptions } from "./live-subscriptions.ts";
import { openMapPainter } from "./map-painter.ts";
import { keepRules, reachOf } from "./match-once.ts";
import { repeat } from "./repeat.ts";
import type { Service } from "./service.ts";

const WAKE_MS = 2_000;
const SWEEP_MS = 1_000;
const MEND_MS = 5_000;
/** Well within a round, so that no delivery of ours misses one. */
const ENROLL_MS = 5 * 60 * 1000;
/** How soon an hour that a reader chose is heard of. */
/** Somebody sits before a screen that says to look into the mail. */
const ASK_MS = 1_000;
const HOURS_MS = 5_000;
const BOUNCES_MS = 15_000;

/** Wakes, seals and sends. */
export async function startNotifier(service: Service): Promise<AsyncDisposable> {
  const { settings, redisUrl, keys, subscriptions } = service;
  if (settings.smtpUrl === undefined || settings.mailFrom === undefined) {
    throw new ConfigError(
      "the notifier sends mail: set SMTP_URL and TOCSIN_MAIL_FROM, or leave the role out",
    );
  }
  const logger = service.logger.child({ role: "notifier" });
  await using opening = new AsyncDisposableStack();
  const mailer = opening.use(smtpMailer(parseSmtpUrl(settings.smtpUrl)));
  const steps = openSteps(service, mailer, settings.mailFrom, logger);
  const news = newsOf(subscriptions);
  const enroll = async (changed?: readonly string[]): Promise<void> => {
    await steps.hours.refresh();
    await steps.enroll("everyone", changed);
  };
  // Whoever is not read yet would be passed over, and never looked at again.
  const whenLoaded = (run: () => Promise<unknown>) => async () => {
    if (subscriptions.isLoaded) await run();
  };
  const proving = (stage: Stage, run: () => Promise<unknown>) => async () => {
    await run();
    service.progress.prove(stage);
  };
  const wake = whenLoaded(proving("wake", steps.wake));
  const seal = whenLoaded(
    proving("seal", async () => {
      await news.settleChanges(enroll);
      while ((await steps.seal()) > 0 && !service.stop.aborted);
      steps.letGo();
    }),
  );
  await Promise.all([subscriptions.follow(), service.silences.follow()])
    .then(() => news.settleEverything(enroll))
    .catch((error: unknown) => logger.warn({ err: error }, "deliveries could not be enrolled yet"));
  opening.use(
    startJobWorker({
      queue: "digests",
      redisUrl,
      keys,
      concurrency: settings.smtp.connections,
      logger,
      handle: ({ id }) => steps.send(id),
    }),
  );
  const sealing = opening.use(
    repeat({ name: "seal", everyMs: service.sealEveryMs, run: seal, logger }),
  );
  opening.use(
    startJobWorker({
      queue: "incidents",
      redisUrl,
      keys,
      concurrency: 1,
      logger,
      // What is told without a hold is due now; the rounds are for what falls due by the clock.
      handle: async () => {
        await wake();
        sealing.soon();
      },
    }),
  );
  const mend = whenLoaded(steps.mend);
  opening.use(repeat({ name: "mend-indexes", everyMs: MEND_MS, run: mend, logger }));
  opening.use(repeat({ name: "sweep-outbox", everyMs: SWEEP_MS, run: steps.sweep, logger }));
  opening.use(repeat({ name: "wake", everyMs: WAKE_MS, run: wake, logger }));
  const followHours = async () => {
    const changed = await steps.hours.refresh();
    if (changed.length > 0) await steps.enroll("newcomers", changed);
  };
  opening.use(repeat({ name: "own-hours", everyMs: HOURS_MS, run: followHours, logger }));
  const { askReaders: ask } = steps;
  opening.use(repeat({ name: "ask-readers", everyMs: ASK_MS, run: ask, logger }));
  opening.use(repeat({ name: "tell-operator", everyMs: WAKE_MS, run: steps.tell, logger }));
  const { mailbox } = settings.bounces;
  if (mailbox !== undefined) {
    const readBounces = () => steps.bounces(mailbox);
    opening.use(repeat({ name: "bounces", everyMs: BOUNCES_MS, run: readBounces, logger }));
  }
  const enrollAgain = whenLoaded(() => steps.enroll("newcomers"));
  opening.use(repeat({ name: "enroll", everyMs: ENROLL_MS, run: enrollAgain, logger }));
  // Enrolling everyone may take minutes, in which what is due is sealed all the same.
  const enrollAll = whenLoaded(() => news.settleEverything(enroll));
  opening.use(repeat({ name: "enroll-all", everyMs: service.sealEveryMs, run: enrollAll, logger }));
  return opening.move();
}

function openSteps(
  service: Service,
  mailer: SmtpMailer,
  mailFrom: string,
  logger: Service["logger"],
) {
  const { settings, stores, queues, clock, meter, progress, passSeam, knowledge, tokenKey, world } =
    service;
  const { subscriptions } = service;
  const hours = ownHours(stores.readers, service.roster);
  const { roster } = hours;
  const { policy, idempotencyHeader } = settings.inDoubt;
  const { secondSource, operatorMail } = settings;
  const mail = {
    mailFrom,
    publicUrl: settings.publicUrl,
    idempotencyHeader,
    dkim: settings.dkim,
    bounceAddress: settings.bounces.address,
    tokenKey,
    atlas: world.atlas,
    paintMap: openMapPainter(world.atlas, logger),
    keptWords: keepWords(),
  };
  const shared = {
    ...stores,
    pulse: queues.pulse,
    clock,
    meter,
    progress,
    logger,
    passSeam,
    roster,
  };
  const enroll = enrollDeliveries(shared);
  const windows = shareLog(stores.log);
  const rules = keepRules(subscriptions, () => knowledge.current());
  return {
    hours,
    /** What was read and matched for deliveries that were due together. */
    letGo: () => {
      rules.letGo();
      windows.letGo();
    },
    enroll,
    mend: mendIndexes({ ...shared, enrollEveryone: () => enroll("everyone") }),
    wake: wakeDeliveries({
      ...shared,
      cursor: stores.wakeCursor,
      findMatches: (incident) =>
        new Set(Iterator.from(subscriptions.matchAtOnce(incident)).map(({ id }) => id)),
    }),
    seal: sealDeliveries({
      ...shared,
      windows,
      hideSilenced: hideSilenced({
        clock,
        meter,
        findSilence: (incident, recipient) => service.silences.find(incident, recipient),
        noteHits: (...hits) => stores.silences.noteHits(...hits),
      }),
      inhibitionsInForce: () => knowledge.current().inhibitions,
      openRules: () => rules.open(),
      reachOf: (incident) => reachOf(subscriptions, incident),
      holdPolicy: { ...secondSource, share: secondSource.percent / 100 },
      catchUp: Temporal.Duration.from({ hours: settings.catchUpDays * 24 }),
      stormBraked: stormBraked(shared),
    }),
    send: sendDigest({
      ...shared,
      mailer,
      compose: (digest) => composeMail(digest, { ...mail, ...mailKnowledge(knowledge.current()) }),
      inDoubt: policy,
      addressId: (address) => addressId(tokenKey, address),
    }),
    tell: tellOperator({
      ...shared,
      mailer,
      operator:
        operatorMail === undefined
          ? undefined
          : {
              address: operatorMail,
              compose: (notice) => composeNotice(notice, operatorMail, mail),
            },
    }),
    askReaders: askReaders({
      ...shared,
      mailer,
      compose:
        settings.publicUrl === undefined
          ? undefined
          : (asked, now) => composeConfirmation(asked, now, mail),
    }),
    sweep: sweepOutbox(shared),
    bounces: (mailbox: string) => {
      const position = {
        read: () => stores.bounces.position(mailbox),
        advance: (to: number) => stores.bounces.advance(mailbox, to),
      };
      return readBounceMailbox(mailbox, position, takeBounce({ ...shared, tokenKey }));
    },
  };
}

/** Changes that wait for their deliveries to be enrolled; at first that is everything. */
function newsOf(subscriptions: LiveSubscriptions) {
  let everything = true;
  const waiting = new Set<string>();
  subscriptions.onChange((changed) => {
    if (changed === "everything") everything = true;
    else for (const id of changed) waiting.add(id);
  });
  return {
    /** What `enroll` could not do comes again. */
    async settleChanges(enroll: (changed: readonly string[]) => Promise<void>): Promise<void> {
      if (waiting.size === 0) return;
      const changed = [...waiting];
      waiting.clear();
      await enroll(changed).catch((error: unknown) => {
        for (const id of changed) waiting.add(id);
        throw error;
      });
    },
    async settleEverything(enroll: () => Promise<void>): Promise<void> {
      if (!everything) return;
      everything = false;
      await enroll().catch((error: unknown) => {
        everything = true;
        throw error;
      });
    },
  };
}
