import { Readable } from "node:stream";

import SMTPConnection from "nodemailer/lib/smtp-connection";

import type { Mailer, SendOutcome } from "../../pipeline/ports.ts";

const ATTEMPT_LIMIT_MS = 60_000;
const CONNECT_LIMIT_MS = 10_000;

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

/** What nodemailer tells of a failure. */
interface SmtpFailure extends Error {
  readonly code?: string;
  readonly responseCode?: number;
  readonly command?: string;
}

/**
 * Sends over SMTP, and knows exactly whether the final dot had been sent when a
 * connection was lost: nodemailer reads the message only after the server's 354,
 * and its last read waits for `beforeDot`.
 */
export function smtpMailer(server: SmtpServer): Mailer {
  return {
    async send({ from, to, bytes, beforeDot }) {
      const connection = openConnection(server);
      const progress = { dotted: false, fenced: false };
      try {
        await connected(connection, server);
        const message = heldBeforeDot(bytes, async () => {
          progress.dotted = await beforeDot();
          progress.fenced = !progress.dotted;
          return progress.dotted;
        });
        const response = await sent(connection, { from, to: [to] }, message);
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

function openConnection({ host, port, secure, auth }: SmtpServer): SMTPConnection {
  return new SMTPConnection({
    host,
    port,
    secure,
    // A password goes over the network encrypted or not at all.
    requireTLS: auth !== undefined && !LOOPBACK.test(host),
    connectionTimeout: CONNECT_LIMIT_MS,
    greetingTimeout: CONNECT_LIMIT_MS,
    socketTimeout: ATTEMPT_LIMIT_MS,
  });
}

/** Rejects on the connection's own `error` as well as on a refused step. */
function settled<T>(
  connection: SMTPConnection,
  run: (done: (error: Error | null | undefined, value?: T) => void) => void,
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      reject(Object.assign(new Error("the mail server took too long"), { code: "EDEADLINE" }));
      connection.close();
    }, ATTEMPT_LIMIT_MS);
    const finish = (error: Error | null | undefined, value?: T) => {
      clearTimeout(late);
      if (error) reject(error);
      else resolve(value);
    };
    connection.on("error", finish);
    connection.once("end", () => finish(new Error("the mail server hung up")));
    run(finish);
  });
}

async function connected(connection: SMTPConnection, { auth }: SmtpServer): Promise<void> {
  await settled(connection, (done) => connection.connect((error) => done(error)));
  if (!auth) return;
  await settled(connection, (done) =>
    connection.login({ credentials: auth }, (error) => done(error)),
  );
}

async function sent(
  connection: SMTPConnection,
  envelope: { readonly from: string; readonly to: string[] },
  message: Readable,
): Promise<string> {
  const info = await settled<{ response?: string }>(connection, (done) =>
    connection.send(envelope, message, (error, result) => done(error, result)),
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

/**
 * A reply, whenever it comes, is definite. Without one the message was certainly
 * not taken before the final dot, and may have been after it.
 */
export function readFailure(error: unknown, dotted: boolean): SendOutcome {
  const { responseCode, command, code, message } = error as SmtpFailure;
  const at = command === undefined || command === "" ? "connection" : command;
  if (responseCode === undefined) {
    const reason = `${code ?? "ESOCKET"} at ${dotted ? "final dot" : at}: ${message}`;
    return dotted ? { outcome: "in-doubt", reason } : { outcome: "later", reason, ours: false };
  }
  const reason = `${responseCode} at ${at}: ${message}`;
  const permanent = responseCode >= 500 && responseCode !== 503;
  if (!permanent) return { outcome: "later", reason, ours: false };
  // A refusal of the greeting, the login or the sender is about us, not about this reader.
  const aboutMessage = dotted || command === "RCPT TO" || command === "DATA";
  return aboutMessage ? { outcome: "rejected", reason } : { outcome: "later", reason, ours: true };
}
