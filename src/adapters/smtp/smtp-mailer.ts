import { Readable } from "node:stream";

import SMTPConnection from "nodemailer/lib/smtp-connection";

import type { Mailer } from "../../pipeline/ports.ts";
import { readFailure } from "./read-failure.ts";

const CONNECT_LIMIT_MS = 10_000;

export interface SmtpLimits {
  /** From the connection to the whole message but its final dot. */
  readonly beforeDotMs: number;
  /** For the reply to the final dot: giving up on it is what makes a digest arrive twice. */
  readonly afterDotMs: number;
}

/** After the dot: RFC 5321 4.5.3.2.6. */
const LIMITS: SmtpLimits = { beforeDotMs: 60_000, afterDotMs: 600_000 };

export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly auth: { readonly user: string; readonly pass: string } | undefined;
}

/** `smtp://user:pass@host:587`, `smtps://host`: credentials may be percent-encoded. */
export function parseSmtpUrl(url: string): SmtpServer {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === "smtps:";
  return {
    host: hostname,
    port: port === "" ? (secure ? 465 : 587) : Number(port),
    secure,
    auth:
      username === ""
        ? undefined
        : { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
  };
}

/**
 * Sends over SMTP, and knows exactly whether the final dot had been sent when a
 * connection was lost: nodemailer reads the message only after the server's 354,
 * and its last read waits for `beforeDot`.
 */
export function smtpMailer(server: SmtpServer, limits: SmtpLimits = LIMITS): Mailer {
  return {
    async send({ from, to, bytes, beforeDot }) {
      const connection = openConnection(server, limits);
      using deadline = startDeadline(limits.beforeDotMs);
      const attempt = { connection, late: deadline.passed };
      const progress = { dotted: false, fenced: false };
      try {
        await connected(attempt, server);
        const message = heldBeforeDot(bytes, async () => {
          progress.dotted = await beforeDot();
          progress.fenced = !progress.dotted;
          if (progress.dotted) deadline.restart(limits.afterDotMs);
          return progress.dotted;
        });
        const response = await sent(attempt, { from, to: [to] }, message);
        connection.quit();
        return { outcome: "sent", response };
      } catch (error) {
        if (progress.fenced) return { outcome: "fenced" };
        return readFailure(error, progress.dotted);
      } finally {
        setTimeout(() => connection.close(), 50).unref();
      }
    },
  };
}

const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/;

/** A password goes over the network encrypted or not at all. */
export function insistsOnTls({ host, auth }: Pick<SmtpServer, "host" | "auth">): boolean {
  return auth !== undefined && !LOOPBACK.test(host);
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

function openConnection(
  { host, port, secure, auth }: SmtpServer,
  { beforeDotMs, afterDotMs }: SmtpLimits,
): SMTPConnection {
  return new SMTPConnection({
    host,
    port,
    secure,
    requireTLS: insistsOnTls({ host, auth }),
    connectionTimeout: CONNECT_LIMIT_MS,
    greetingTimeout: CONNECT_LIMIT_MS,
    // Counts silence only, and does not know of the dot: the deadline is to come first.
    socketTimeout: beforeDotMs + afterDotMs,
  });
}

interface Attempt {
  readonly connection: SMTPConnection;
  readonly late: AbortSignal;
}

/** Rejects on the connection's own `error` and on the deadline, as well as on a refused step. */
function settled<T>(
  { connection, late }: Attempt,
  run: (done: (error: Error | null | undefined, value?: T) => void) => void,
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const onLate = () => {
      reject(late.reason);
      connection.close();
    };
    const finish = (error: Error | null | undefined, value?: T) => {
      late.removeEventListener("abort", onLate);
      if (error) reject(error);
      else resolve(value);
    };
    late.addEventListener("abort", onLate, { once: true });
    connection.on("error", finish);
    connection.once("end", () => finish(new Error("the mail server hung up")));
    run(finish);
  });
}

async function connected(attempt: Attempt, { auth }: SmtpServer): Promise<void> {
  const { connection } = attempt;
  await settled(attempt, (done) => connection.connect((error) => done(error)));
  if (!auth) return;
  await settled(attempt, (done) => connection.login({ credentials: auth }, (error) => done(error)));
}

async function sent(
  attempt: Attempt,
  envelope: { readonly from: string; readonly to: string[] },
  message: Readable,
): Promise<string> {
  const info = await settled<{ response?: string }>(attempt, (done) =>
    attempt.connection.send(envelope, message, (error, result) => done(error, result)),
  );
  return info?.response ?? "";
}

/** All the bytes, then a pause until the mark stands, then the end that lets the dot be sent. */
function heldBeforeDot(bytes: Buffer, mark: () => Promise<boolean>): Readable {
  let given = false;
  return new Readable({
    read() {
      if (!given) {
        given = true;
        this.push(bytes);
        return;
      }
      mark().then(
        (held) => (held ? this.push(null) : this.destroy(new Error("the claim was lost"))),
        (error: unknown) => this.destroy(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });
}
