export interface MailAddress {
  /** Empty: the address stands alone. */
  readonly name: string;
  readonly address: string;
}

/** A picture that travels in its mail and is shown there; nothing is fetched for it. */
export interface InlinePicture {
  /** Without angle brackets; `cid:` and this stand in the HTML. */
  readonly contentId: string;
  readonly fileName: string;
  readonly png: Uint8Array;
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
  readonly picture?: InlinePicture | undefined;
}
