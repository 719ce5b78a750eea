import { readFile } from "node:fs/promises";

/** A mail that the mailbox took, whole. */
export interface BoxedMail {
  readonly to: string;
  readonly subject: string;
  readonly raw: Buffer;
}

export interface LocalMailbox extends AsyncDisposable {
  readonly smtpUrl: string;
  /** Where a person reads it. */
  readonly webUrl: string;
}

export interface MailboxOptions {
  readonly smtpPort: number;
  readonly webPort: number;
  readonly directory: string;
  readonly onMail: (mail: BoxedMail) => void;
}

/** MailDev on the loopback address alone: real SMTP in, a web page out. A development package. */
export async function startLocalMailbox(options: MailboxOptions): Promise<LocalMailbox> {
  const { MailDev } = await import("maildev");
  const mailbox = new MailDev({
    smtp: options.smtpPort,
    ip: "127.0.0.1",
    web: options.webPort,
    webIp: "127.0.0.1",
    mailDirectory: options.directory,
    silent: true,
  });
  const { smtp } = await mailbox.start();
  smtp.on("new", (email: BoxedEmail) => void hand(email, options.onMail));
  return {
    smtpUrl: `smtp://127.0.0.1:${options.smtpPort}`,
    webUrl: `http://127.0.0.1:${options.webPort}`,
    [Symbol.asyncDispose]: () => mailbox.stop(),
  };
}

/** The part of MailDev's own record that we read. */
interface BoxedEmail {
  readonly source: string;
  readonly subject: string;
  readonly envelope: { readonly to: readonly { readonly address: string }[] };
}

async function hand(
  { source, subject, envelope }: BoxedEmail,
  onMail: MailboxOptions["onMail"],
): Promise<void> {
  const raw = await readFile(source);
  for (const { address } of envelope.to) onMail({ to: address, subject, raw });
}
