import { mostQuoted, quotePrintable } from "./quoted-printable.ts";

const [CR, LF] = [13, 10];
/** Letters, of 57 bytes. */
const BASE64_LINE = 76;
const RETURNS = /\r\n?/g;
/** Of one letter of a string, in UTF-8. */
const MOST_BYTES = 3;

/** Writes one message, part after part. */
export interface MessageWriter {
  /** As it is. */
  plain(text: string): void;
  /** As quoted-printable, its lines ended by CRLF. */
  quoted(text: string): void;
  /** As base64, in lines; the last is not ended. */
  base64(content: string | Buffer): void;
  readonly endsLine: boolean;
  /** A copy of all that was written. */
  written(): Buffer;
}

/** Kept from message to message: room for each part anew would be the collector's to find again. */
let room = Buffer.alloc(0);
let letters = Buffer.alloc(0);

/** One message is written before the next is begun. */
export function messageWriter(): MessageWriter {
  let at = 0;
  const reserve = (length: number): void => {
    if (room.length >= at + length) return;
    const larger = Buffer.allocUnsafeSlow(2 * (at + length));
    room.copy(larger, 0, 0, at);
    room = larger;
  };
  return {
    plain(text) {
      reserve(MOST_BYTES * text.length);
      at += room.write(text, at);
    },
    quoted(text) {
      const bytes = bytesOf(text.includes("\r") ? text.replaceAll(RETURNS, "\n") : text);
      reserve(mostQuoted(bytes.length));
      at = quotePrintable(bytes, room, at);
    },
    base64(content) {
      const bytes = typeof content === "string" ? bytesOf(content) : content;
      const encoded = bytesOf(bytes.toString("base64"));
      reserve(encoded.length + 2 * Math.ceil(encoded.length / BASE64_LINE));
      for (let from = 0; from < encoded.length; from += BASE64_LINE) {
        if (from > 0) {
          room[at] = CR;
          room[at + 1] = LF;
          at += 2;
        }
        at += encoded.copy(room, at, from, from + BASE64_LINE);
      }
    },
    get endsLine() {
      return at > 0 && room[at - 1] === LF;
    },
    written: () => Buffer.from(room.subarray(0, at)),
  };
}

function bytesOf(text: string): Buffer {
  const most = MOST_BYTES * text.length;
  if (letters.length < most) letters = Buffer.allocUnsafeSlow(2 * most);
  return letters.subarray(0, letters.write(text));
}
