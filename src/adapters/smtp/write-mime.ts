import type MimeNode from "nodemailer/lib/mime-node";

import { type MessageWriter, messageWriter } from "./message-writer.ts";

const CRLF = "\r\n";
const BETWEEN_LINES = /\r\n|\r|\n/g;

/**
 * The bytes of a message that nodemailer laid out: its parts, headers and encodings are nodemailer's, and so is what
 * they come to. Its own writer passes every part through several streams and counts its letters twice: `npm run -s bench --
 * send` has both.
 */
export function writeMime(root: MimeNode): Buffer {
  const writer = messageWriter();
  write(root, writer);
  // What stands behind the last line break would not be a line.
  if (!writer.endsLine) writer.plain(CRLF);
  return writer.written();
}

function write(node: MimeNode, writer: MessageWriter): void {
  const encoding = encodingOf(node);
  writer.plain(`${node.buildHeaders()}\r\n\r\n`);
  if (node.content !== undefined) writeContent(node.content, encoding, writer);
  // Known once the headers are built.
  if (typeof node.boundary !== "string") return;
  for (const [at, child] of node.childNodes.entries()) {
    writer.plain(`${at > 0 ? CRLF : ""}--${node.boundary}\r\n`);
    write(child, writer);
  }
  writer.plain(`\r\n--${node.boundary}--\r\n`);
}

const LONGEST_LINE = 76;
/** Bytes a letter above which most letters are not Latin, and quoting would make three times as much of them. */
const FOREIGN = 1.5;

/** As nodemailer chooses, without counting letters: as it is, quoted where most letters are Latin, else in base64. */
function encodingOf(node: MimeNode): string | false {
  const text = node.content;
  if (typeof text !== "string") return node.getTransferEncoding();
  const bytes = Buffer.byteLength(text);
  if (bytes === text.length && !hasLongLine(text)) return node.getTransferEncoding();
  const encoding = bytes > FOREIGN * text.length ? "base64" : "quoted-printable";
  node.setHeader("Content-Transfer-Encoding", encoding);
  return encoding;
}

function hasLongLine(text: string): boolean {
  for (let start = 0; text.length - start > LONGEST_LINE;) {
    const end = text.indexOf("\n", start);
    if (end === -1 || end - start > LONGEST_LINE) return true;
    start = end + 1;
  }
  return false;
}

function writeContent(
  content: MimeNode["content"],
  encoding: string | false,
  writer: MessageWriter,
): void {
  if (typeof content !== "string" && !Buffer.isBuffer(content))
    throw new TypeError("a part is text or bytes");
  if (encoding === "base64") writer.base64(content);
  else if (encoding === "quoted-printable") writer.quoted(content.toString());
  else writer.plain(content.toString().replaceAll(BETWEEN_LINES, CRLF));
}
