import type { Mailer, OutgoingMail, SendOutcome } from "../../pipeline/sending-ports.ts";
import { HeldMessage } from "./held-message.ts";
import { readFailure } from "./read-failure.ts";
import { openSession, type SmtpServer, type SmtpSession } from "./smtp-session.ts";

export interface SmtpLimits {
  /** From the connection to the whole message but its final dot. */
  readonly beforeDotMs: number;
  /** For the reply to the final dot: giving up on it is what makes a digest arrive twice. */
  readonly afterDotMs: number;
  /** A connection without work is given up after this long, before the relay does it. */
  readonly idleMs: number;
  /** Relays end a connection after so many messages: we do it first. */
  readonly mailsPerConnection: number;
}

/** After the dot: RFC 5321 4.5.3.2.6. */
const LIMITS: SmtpLimits = {
  beforeDotMs: 60_000,
  afterDotMs: 600_000,
  idleMs: 30_000,
  mailsPerConnection: 100,
};

export interface SmtpMailer extends Mailer, Disposable {}

/**
 * Sends over SMTP, and knows exactly whether the final dot had been sent when a
 * connection was lost: nodemailer reads the message only after the server's 354,
 * and its last read waits for `beforeDot`. A connection that carried a message
 * to the end is kept for the next; as many are open as there are senders at work.
 */
export function smtpMailer(server: SmtpServer, over: Partial<SmtpLimits> = {}): SmtpMailer {
  const limits = { ...LIMITS, ...over };
  const pool = idleSessions(limits);
  const attempt = async (mail: OutgoingMail, kept: Kept | undefined): Promise<Attempt> => {
    using deadline = startDeadline(limits.beforeDotMs);
    const message = new HeldMessage(mail, () => deadline.restart(limits.afterDotMs));
    const { progress } = message;
    let session = kept?.session;
    try {
      session ??= await openSession(
        server,
        deadline.passed,
        limits.beforeDotMs + limits.afterDotMs,
      );
      const response = await session.send(mail.from, mail.to, message, deadline.passed);
      if (!progress.dotted) throw new Error(`answered before the final dot: ${response}`);
      pool.keep({ session, carried: (kept?.carried ?? 0) + 1 });
      return { outcome: { outcome: "sent", response } };
    } catch (error) {
      session?.close();
      if (progress.fenced) return { outcome: { outcome: "fenced" } };
      const isStale = kept !== undefined && !progress.begun && isGone(error);
      return isStale ? { stale: true } : { outcome: readFailure(error, progress.dotted) };
    }
  };
  return {
    async send(mail) {
      for (;;) {
        const tried = await attempt(mail, pool.take());
        if ("outcome" in tried) return tried.outcome;
      }
    },
    [Symbol.dispose]: () => pool[Symbol.dispose](),
  };
}

type Attempt =
  | { readonly outcome: SendOutcome }
  /** A kept connection had ended meanwhile: nothing of the message was read, and it goes over another. */
  | { readonly stale: true };

/** No reply; or one that says no more than that this connection is over (421, and 503 of some relays). */
function isGone(error: unknown): boolean {
  const { responseCode } = error as { readonly responseCode?: number };
  return responseCode === undefined || responseCode === 421 || responseCode === 503;
}

interface Kept {
  readonly session: SmtpSession;
  readonly carried: number;
}

interface IdleSessions extends Disposable {
  take(): Kept | undefined;
  keep(kept: Kept): void;
}

function idleSessions({ idleMs, mailsPerConnection }: SmtpLimits): IdleSessions {
  const idle = new Map<Kept, NodeJS.Timeout>();
  let isClosed = false;
  const leave = (kept: Kept) => {
    clearTimeout(idle.get(kept));
    idle.delete(kept);
  };
  return {
    /** The one used last: the others may grow old and go. */
    take() {
      for (const kept of [...idle.keys()].toReversed()) {
        leave(kept);
        if (kept.session.isOpen) return kept;
      }
      return undefined;
    },
    keep(kept) {
      if (isClosed || kept.carried >= mailsPerConnection) {
        kept.session.quit();
        return;
      }
      const giveUp = () => {
        leave(kept);
        kept.session.quit();
      };
      idle.set(kept, setTimeout(giveUp, idleMs).unref());
    },
    [Symbol.dispose]() {
      isClosed = true;
      for (const kept of idle.keys()) {
        leave(kept);
        kept.session.quit();
      }
    },
  };
}

interface Deadline extends Disposable {
  readonly passed: AbortSignal;
  restart(ms: number): void;
}

function startDeadline(ms: number): Deadline {
  const passed = new AbortController();
  const late = () =>
    passed.abort(Object.assign(new Error("the mail server took too long"), { code: "EDEADLINE" }));
  let timer = setTimeout(late, ms);
  return {
    passed: passed.signal,
    restart(again) {
      clearTimeout(timer);
      timer = setTimeout(late, again);
    },
    [Symbol.dispose]: () => clearTimeout(timer),
  };
}
