import { Readable, Transform } from "node:stream";

import type { OutgoingMail } from "../../pipeline/sending-ports.ts";

/** How far a message came. */
export interface Progress {
  /** The server said 354 and the message is being read. */
  begun: boolean;
  dotted: boolean;
  fenced: boolean;
}

/**
 * All the bytes, then a pause until the mark stands, then the end that lets the dot be sent. Once the server said 354,
 * nodemailer pipes a message into a stream of its own that looks at every byte for what SMTP wants escaped, which is a
 * third of what sending takes: where nothing has to be, the bytes are laid behind it.
 */
export class HeldMessage extends Readable {
  readonly progress: Progress = { begun: false, dotted: false, fenced: false };
  readonly #mail: Pick<OutgoingMail, "bytes" | "beforeDot">;
  readonly #onDot: () => void;

  constructor(mail: Pick<OutgoingMail, "bytes" | "beforeDot">, onDot: () => void) {
    super();
    this.#mail = mail;
    this.#onDot = onDot;
  }

  override pipe<T extends NodeJS.WritableStream>(escaping: T): T {
    const { bytes } = this.#mail;
    this.progress.begun = true;
    if (escaping instanceof Transform && !needsEscape(bytes)) escaping.push(withoutEnd(bytes));
    else escaping.write(bytes);
    this.#mark().then(
      // Nobody ends what was given up meanwhile.
      () => this.destroyed || escaping.end(),
      (error: unknown) => this.destroy(error instanceof Error ? error : new Error(String(error))),
    );
    return escaping;
  }

  async #mark(): Promise<void> {
    const { progress } = this;
    progress.dotted = await this.#mail.beforeDot();
    progress.fenced = !progress.dotted;
    if (progress.fenced) throw new Error("the claim was lost");
    this.#onDot();
  }
}

const DOT = 46;
const LINE_END = "\r\n";

/** A line that begins with a dot; after whatever a server may take for the end of a line. */
function needsEscape(bytes: Buffer): boolean {
  return bytes[0] === DOT || bytes.includes("\n.") || bytes.includes("\r.");
}

/** nodemailer writes the end of a last line that it did not see, and the dot. */
function withoutEnd(bytes: Buffer): Buffer {
  const end = bytes.length - LINE_END.length;
  return bytes.toString("latin1", end) === LINE_END ? bytes.subarray(0, end) : bytes;
}
