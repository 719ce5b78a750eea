export interface MailAddress {
  /** Empty: the address stands alone. */
  readonly name: string;
  readonly address: string;
}

/** A mail ready to be written as bytes. The same digest always gives the same one. */
export interface RenderedMail {
  /** With its angle brackets. */
  readonly messageId: string;
  /** Instant, ISO 8601 UTC. */
  readonly date: string;
  readonly subject: string;
  readonly from: MailAddress;
  readonly to: MailAddress;
  /** Fields besides those above, in the order they are written. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** Absent where the subscriber asked for text alone. */
  readonly html?: string | undefined;
}
