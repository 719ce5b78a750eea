import { open, readdir, readFile, rename, stat } from "node:fs/promises";
import { join } from "node:path";

/** Far above a bounce that brings back its mail. */
const MAX_MESSAGE_BYTES = 1024 * 1024;
/** Read at once; the rest has its turn in the next round. */
const MAX_READ_BYTES = 16 * 1024 * 1024;
const QUIET_MS = 2_000;

export interface MailboxPosition {
  read(): Promise<number>;
  advance(position: number): Promise<void>;
}

/**
 * Hands every new message to `take`, in turn. A Maildir's are moved from `new` to `cur`; of a mailbox file (mbox),
 * which others write, only how far it was read is remembered.
 */
export async function readBounceMailbox(
  path: string,
  position: MailboxPosition,
  take: (message: Buffer) => Promise<void>,
): Promise<void> {
  const found = await stat(path);
  if (found.isDirectory()) await readMaildir(path, take);
  else await readMbox(path, found, position, take);
}

async function readMaildir(path: string, take: (message: Buffer) => Promise<void>): Promise<void> {
  const names = await readdir(join(path, "new"));
  for (const name of names.toSorted()) {
    const from = join(path, "new", name);
    const { size } = await stat(from);
    if (size <= MAX_MESSAGE_BYTES) await take(await readFile(from));
    await rename(from, join(path, "cur", `${name}:2,S`));
  }
}

/** `From ` at a line's beginning begins a message (RFC 4155); in a text it is written `>From `. */
const SEPARATOR = /(?:^|\n)From [^\n]*\n/g;

async function readMbox(
  path: string,
  { size, mtimeMs }: { readonly size: number; readonly mtimeMs: number },
  position: MailboxPosition,
  take: (message: Buffer) => Promise<void>,
): Promise<void> {
  const known = await position.read();
  // Shorter than it was: another file, after a rotation.
  const from = known > size ? 0 : known;
  // What was just written to may be half a message.
  if (size === from || Date.now() - mtimeMs < QUIET_MS) return;
  const part = await readPart(path, from, Math.min(size - from, MAX_READ_BYTES));
  const text = from + part.length < size ? withoutLast(part) : part;
  const starts = [...text.matchAll(SEPARATOR)].map(({ index, 0: line }) => index + line.length);
  for (const [nth, start] of starts.entries()) {
    const next = starts[nth + 1];
    const end = next === undefined ? undefined : text.lastIndexOf("\nFrom ", next);
    const message = text.slice(start, end);
    if (message.length <= MAX_MESSAGE_BYTES) await take(Buffer.from(message, "latin1"));
  }
  await position.advance(from + text.length);
}

/** The last message may go on behind what was read. One that alone is longer is let go. */
function withoutLast(text: string): string {
  const last = text.lastIndexOf("\nFrom ");
  return last > 0 ? text.slice(0, last + 1) : text;
}

/** One character a byte, so that places in the text are places in the file. */
async function readPart(path: string, from: number, length: number): Promise<string> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from);
  return buffer.toString("latin1", 0, bytesRead);
}
