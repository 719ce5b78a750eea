import { once } from "node:events";
import { buffer } from "node:stream/consumers";

import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

export interface TakenMail {
  /** The envelope's sender. */
  readonly from: string;
  readonly to: string;
  readonly raw: string;
  readonly parsed: ParsedMail;
}

export interface MailSink extends AsyncDisposable {
  readonly url: string;
  readonly taken: readonly TakenMail[];
}

/** A real SMTP server that keeps what it is given. */
export async function startMailSink(): Promise<MailSink> {
  const taken: TakenMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    logger: false,
    async onData(stream, session, done) {
      // A sender that dies before its final dot has sent nothing.
      const raw = await buffer(stream).catch(() => undefined);
      if (raw === undefined) return;
      const parsed = await simpleParser(raw);
      const { mailFrom, rcptTo } = session.envelope;
      for (const { address } of rcptTo) {
        taken.push({
          from: mailFrom ? mailFrom.address : "",
          to: address,
          raw: raw.toString("latin1"),
          parsed,
        });
      }
      done();
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const address = server.server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}
