import { withholdingAt } from "../digest/reader-choices.ts";
import type { SealedMail } from "../model/digest.ts";
import { PermanentError } from "../model/failure.ts";
import { withoutAddresses } from "../model/without-addresses.ts";
import type { Readers } from "./delivery-ports.ts";
import { noteBounce } from "./note-bounce.ts";
import { noteRelay } from "./note-relay.ts";
import type { Notices } from "./operator-ports.ts";
import type { Clock, Meter, PassSeam, Progress, StepLogger } from "./ports.ts";
import type {
  Bounces,
  Mailer,
  Outbox,
  OutboxClaim,
  Relay,
  SendOutcome,
  SendRecord,
} from "./sending-ports.ts";

/** What to do when the connection was lost between the final dot and its reply. */
export type InDoubtPolicy = "resend" | "hold";

export interface SendDigestPorts {
  readonly outbox: Outbox;
  readonly readers: Readers;
  readonly mailer: Mailer;
  readonly relay: Relay;
  readonly bounces: Bounces;
  readonly notices: Notices;
  /** An address as bounces know it. */
  readonly addressId: (address: string) => string;
  /** The envelope sender and the exact bytes of a digest's message. */
  readonly compose: (
    digest: SealedMail,
  ) => Promise<{ readonly from: string; readonly bytes: Buffer }>;
  readonly clock: Clock;
  readonly meter: Meter;
  readonly progress: Progress;
  readonly logger: StepLogger;
  readonly passSeam: PassSeam;
  readonly inDoubt: InDoubtPolicy;
}

/** RFC 5321 4.5.4.1: give up after four to five days. */
const GIVE_UP = { hours: 5 * 24 };
/** Copies a reader may get of one mail before a person is asked. */
const MAX_DOUBTS = 3;
/** A digest that cannot be rendered this often never will. */
const MAX_RENDERINGS = 10;
const RETRY_BASE_SECONDS = 15;
const RETRY_CAP_SECONDS = 3600;
/** What failed for the relay's sake is due soon after the pause that holds up all. */
const RELAY_RETRY_CAP_SECONDS = 300;

/**
 * Sends one sealed digest under a fencing token. Retries carry the same bytes
 * under the same Message-ID; what stands in the ledger is written by the token's
 * holder only.
 */
export function sendDigest(ports: SendDigestPorts) {
  const { outbox, clock, meter, logger, passSeam } = ports;
  return async (digestId: string): Promise<void> => {
    const claim = await outbox.claim(digestId, clock.now());
    if (claim.outcome !== "claimed") return;
    using _lease = outbox.hold(digestId, claim.token);
    passSeam("after-lease");
    if (claim.doubtFound) meter.count("digests_in_doubt", {});
    const attempted = await attempt(ports, claim);
    if (!attempted) return;
    const { record, outcome } = attempted;
    const kept = await outbox.record(digestId, claim.token, record);
    passSeam("after-record");
    // After the record, which is what must not be lost.
    if (outcome) await learn(ports, claim, outcome);
    if (!kept) {
      logger.warn({ digestId, state: record.state }, "another sender took this digest over");
      return;
    }
    meter.count("digests_sent", { outcome: record.state });
    if (record.state !== "retry") ports.progress.prove("send");
    const { state } = record;
    const reason = record.state === "sent" ? undefined : withoutAddresses(record.reason);
    if (state === "sent") logger.info({ digestId, attempt: claim.attempt }, "digest sent");
    else logger.warn({ digestId, attempt: claim.attempt, state, reason }, "digest not sent");
  };
}

type Claimed = Extract<OutboxClaim, { outcome: "claimed" }>;

interface Attempted {
  readonly record: SendRecord;
  /** Undefined: the relay was not asked. */
  readonly outcome?: SendOutcome;
}

/** Undefined: nothing was sent, and there is nothing to record. */
async function attempt(ports: SendDigestPorts, claim: Claimed): Promise<Attempted | undefined> {
  const { outbox, readers, mailer, clock, passSeam } = ports;
  const { digest, token } = claim;
  if (claim.inDoubt && (ports.inDoubt === "hold" || claim.doubts >= MAX_DOUBTS)) {
    return { record: { state: "held", reason: "in-doubt" } };
  }
  const { address } = digest.delivery;
  const [choices, bounces] = await Promise.all([
    readers.choices(digest.delivery),
    ports.bounces.isPaused(ports.addressId(address)),
  ]);
  const withholding = withholdingAt(choices, clock.now());
  const reason = withholding ?? (bounces ? "address-paused" : undefined);
  if (reason !== undefined) return { record: { state: "suppressed", reason } };
  const admission = await ports.relay.admit();
  if (!admission.open) {
    await outbox.putOff(digest.id, token, clock.now().add({ milliseconds: admission.afterMs }));
    return undefined;
  }
  const composed = await compose(ports, claim);
  if (!composed.ok) return composed;
  const { from, bytes: rendered } = composed;
  const bytes = claim.isKept ? await outbox.keptMessage(digest.id) : rendered;
  if (bytes === undefined) return undefined;
  const outcome = await mailer.send({
    from,
    to: address,
    bytes,
    beforeDot: async () => {
      passSeam("before-dot");
      return outbox.markDot(digest.id, token, claim.isKept ? undefined : rendered);
    },
  });
  passSeam("after-dot");
  if (outcome.outcome === "in-doubt") ports.meter.count("digests_in_doubt", {});
  const record = recordOf(outcome, claim, ports.inDoubt, clock.now());
  return record && { record, outcome };
}

/** What an attempt says of the relay and of the address. Losing it costs a count, never a mail. */
async function learn(
  ports: SendDigestPorts,
  { digest }: Claimed,
  outcome: SendOutcome,
): Promise<void> {
  try {
    await noteRelay(ports, outcome);
    if (outcome.outcome !== "rejected" || outcome.about !== "reader") return;
    const addressId = ports.addressId(digest.delivery.address);
    await noteBounce(ports, { kind: "hard", addressId, detail: withoutAddresses(outcome.reason) });
  } catch (error) {
    ports.logger.warn({ err: error }, "how a mail fared could not be noted");
  }
}

type Composed =
  | { readonly ok: true; readonly from: string; readonly bytes: Buffer }
  | { readonly ok: false; readonly record: SendRecord };

async function compose(
  { compose: render, clock, logger }: SendDigestPorts,
  { digest, attempt: attempts }: Claimed,
): Promise<Composed> {
  try {
    return { ok: true, ...(await render(digest)) };
  } catch (error) {
    logger.error({ err: error, digestId: digest.id }, "a digest could not be rendered");
    const reason = `unrenderable: ${error instanceof Error ? error.message : String(error)}`;
    const isFinal = error instanceof PermanentError || attempts >= MAX_RENDERINGS;
    return {
      ok: false,
      record: isFinal
        ? { state: "rejected", reason }
        : { state: "retry", at: retryAt(clock.now(), attempts), reason, inDoubt: false },
    };
  }
}

function recordOf(
  outcome: SendOutcome,
  { digest, doubts, attempt: attempts }: Claimed,
  policy: InDoubtPolicy,
  now: Temporal.Instant,
): SendRecord | undefined {
  const isRelays = outcome.outcome === "later" && outcome.about !== "reader";
  const again = () =>
    retryAt(now, attempts, isRelays ? RELAY_RETRY_CAP_SECONDS : RETRY_CAP_SECONDS);
  switch (outcome.outcome) {
    case "sent":
      return { state: "sent", response: outcome.response };
    case "rejected":
      return { state: "rejected", reason: outcome.reason };
    case "fenced":
      return undefined;
    case "in-doubt":
      return policy === "hold" || doubts + 1 >= MAX_DOUBTS
        ? { state: "held", reason: `in-doubt: ${outcome.reason}` }
        : { state: "retry", at: again(), reason: outcome.reason, inDoubt: true };
    case "later": {
      const sealedAt = Temporal.Instant.from(digest.sealedAt);
      const tooOld = Temporal.Instant.compare(now, sealedAt.add(GIVE_UP)) > 0;
      return tooOld
        ? { state: "rejected", reason: `gave up: ${outcome.reason}` }
        : { state: "retry", at: again(), reason: outcome.reason, inDoubt: false };
    }
  }
}

function retryAt(
  now: Temporal.Instant,
  attempts: number,
  cap = RETRY_CAP_SECONDS,
): Temporal.Instant {
  const seconds = Math.min(RETRY_BASE_SECONDS * 2 ** (attempts - 1), cap);
  return now.add({ seconds });
}
