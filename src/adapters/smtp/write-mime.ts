import type MimeNode from "nodemailer/lib/mime-node";

import { quotedPrintable } from "./quoted-printable.ts";

const CRLF = "\r\n";
const LF = 10;
const BETWEEN_LINES = /\r\n|\r|\n/g;
/** 57 bytes are a line of 76 letters. */
const BYTES_A_LINE = 57;

/**
 * The bytes of a message that nodemailer laid out: its parts, headers and encodings are nodemailer's, and so is what
 * they come to. Its own writer passes every part through several streams and counts its letters twice: `npm run -s bench --
 * send` has both.
 */
export function writeMime(root: MimeNode): Buffer {
  const parts: Buffer[] = [];
  write(root, parts);
  // What stands behind the last line break would not be a line.
  if (parts.at(-1)?.at(-1) !== LF) parts.push(Buffer.from(CRLF));
  return Buffer.concat(parts);
}

function write(node: MimeNode, parts: Buffer[]): void {
  const text = (...lines: readonly string[]) => parts.push(Buffer.from(lines.join(CRLF)));
  if (typeof node.content === "string") chooseEncoding(node, node.content);
  const encoding = node.getTransferEncoding();
  text(node.buildHeaders(), "", "");
  if (node.content !== undefined) parts.push(encoded(node.content, encoding));
  // Known once the headers are built.
  if (typeof node.boundary !== "string") return;
  for (const [at, child] of node.childNodes.entries()) {
    text(...(at > 0 ? [""] : []), `--${node.boundary}`, "");
    write(child, parts);
  }
  text("", `--${node.boundary}--`, "");
}

const LONG_LINE = /[^\n]{77}/;
/** Bytes a letter above which most letters are not Latin, and quoting would make three times as much of them. */
const FOREIGN = 1.5;

/** As nodemailer chooses, without counting letters: as it is, quoted where most letters are Latin, else in base64. */
function chooseEncoding(node: MimeNode, text: string): void {
  const bytes = Buffer.byteLength(text);
  if (bytes === text.length && !LONG_LINE.test(text)) return;
  const isForeign = bytes > FOREIGN * text.length;
  node.setHeader("Content-Transfer-Encoding", isForeign ? "base64" : "quoted-printable");
}

function encoded(content: MimeNode["content"], encoding: string | false): Buffer {
  if (typeof content !== "string" && !Buffer.isBuffer(content))
    throw new TypeError("a part is text or bytes");
  if (encoding === "base64") return inLines(Buffer.from(content));
  const text = content.toString();
  return encoding === "quoted-printable"
    ? quotedPrintable(text)
    : Buffer.from(text.replaceAll(BETWEEN_LINES, CRLF));
}

function inLines(bytes: Buffer): Buffer {
  const lines = Array.from({ length: Math.ceil(bytes.length / BYTES_A_LINE) }, (_, line) =>
    bytes.toString("base64", line * BYTES_A_LINE, (line + 1) * BYTES_A_LINE),
  );
  return Buffer.from(lines.join(CRLF));
}
