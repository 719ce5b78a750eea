import type { Readable } from "node:stream";

import SMTPConnection from "nodemailer/lib/smtp-connection";

const CONNECT_LIMIT_MS = 10_000;
/** For the reply to QUIT, which nobody needs. */
const GOODBYE_MS = 1_000;

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

const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/;

/** A password goes over the network encrypted or not at all. */
export function insistsOnTls({ host, auth }: Pick<SmtpServer, "host" | "auth">): boolean {
  return auth !== undefined && !LOOPBACK.test(host);
}

/** One connection, greeted and logged in. */
export interface SmtpSession {
  /** False once the server or we have hung up. */
  readonly isOpen: boolean;
  /** Resolves with the reply to the final dot. */
  send(from: string, to: string, message: Readable, late: AbortSignal): Promise<string>;
  /** Says goodbye between two messages. */
  quit(): void;
  /** Hangs up, also in the middle of a message: a server throws away what had no final dot. */
  close(): void;
}

export async function openSession(
  server: SmtpServer,
  late: AbortSignal,
  silenceLimitMs: number,
): Promise<SmtpSession> {
  const { host, port, secure, auth } = server;
  const connection = new SMTPConnection({
    host,
    port,
    secure,
    requireTLS: insistsOnTls(server),
    connectionTimeout: CONNECT_LIMIT_MS,
    greetingTimeout: CONNECT_LIMIT_MS,
    // Counts silence only, and does not know of the dot: the deadline is to come first.
    socketTimeout: silenceLimitMs,
  });
  // Between two messages nobody else listens, and an unheard `error` would end the process.
  connection.on("error", () => {});
  try {
    await settled(connection, late, (done) => connection.connect((error) => done(error)));
    if (auth)
      await settled(connection, late, (done) =>
        connection.login({ credentials: auth }, (error) => done(error)),
      );
  } catch (error) {
    connection.close();
    throw error;
  }
  return sessionOver(connection);
}

/** A bounce need not carry the mail back: RFC 3461 asks for its header alone. */
const BOUNCES = { ret: "HDRS", notify: ["FAILURE"] };

function sessionOver(connection: SMTPConnection): SmtpSession {
  let isOpen = true;
  connection.once("end", () => {
    isOpen = false;
  });
  return {
    get isOpen() {
      return isOpen;
    },
    async send(from, to, message, late) {
      const envelope = { from, to: [to], dsn: BOUNCES };
      const info = await settled<{ response?: string }>(connection, late, (done) =>
        connection.send(envelope, message, (error, result) => done(error, result)),
      );
      return info?.response ?? "";
    },
    quit() {
      isOpen = false;
      connection.quit();
      setTimeout(() => connection.close(), GOODBYE_MS).unref();
    },
    close() {
      isOpen = false;
      connection.close();
    },
  };
}

/** Rejects on the connection's own `error` and on the deadline, as well as on a refused step. */
function settled<T>(
  connection: SMTPConnection,
  late: AbortSignal,
  run: (done: (error: Error | null | undefined, value?: T) => void) => void,
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const onLate = () => {
      finish(late.reason as Error);
      connection.close();
    };
    const onEnd = () => finish(new Error("the mail server hung up"));
    const finish = (error: Error | null | undefined, value?: T) => {
      late.removeEventListener("abort", onLate);
      connection.off("error", finish);
      connection.off("end", onEnd);
      if (error) reject(error);
      else resolve(value);
    };
    late.addEventListener("abort", onLate, { once: true });
    connection.on("error", finish);
    connection.once("end", onEnd);
    run(finish);
  });
}
