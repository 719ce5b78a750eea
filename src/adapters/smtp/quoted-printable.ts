const LONGEST_LINE = 76;
const [TAB, LF, CR, SPACE, DOT, EQUALS, LAST_PRINTABLE] = [9, 10, 13, 32, 46, 61, 126];
const HEX = Buffer.from("0123456789ABCDEF");
const BETWEEN_LINES = /\r\n?/g;

/** 1 for what may stand as it is, wherever it stands. */
const PLAIN = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte > SPACE && byte <= LAST_PRINTABLE && byte !== EQUALS ? 1 : 0,
);

/**
 * Text as quoted-printable (RFC 2045 6.7) of its UTF-8, its lines ended by CRLF. A space that ends a line and a full stop
 * that begins one are written out too, as relays have eaten the first and doubled the second.
 */
export function quotedPrintable(text: string): Buffer {
  const bytes = Buffer.from(text.includes("\r") ? text.replaceAll(BETWEEN_LINES, "\n") : text);
  const out = roomFor(bytes.length);
  let [to, lineStart] = [0, 0];
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === LF) {
      out[to] = CR;
      out[to + 1] = LF;
      to += 2;
      lineStart = to;
      continue;
    }
    const isBlank = byte === SPACE || byte === TAB;
    let isPlain = PLAIN[byte] === 1 || (isBlank && !endsLine(bytes, at));
    // One column is kept for the "=" that breaks a line.
    if (to - lineStart + (isPlain ? 1 : 3) >= LONGEST_LINE) {
      out[to] = EQUALS;
      out[to + 1] = CR;
      out[to + 2] = LF;
      to += 3;
      lineStart = to;
    }
    if (byte === DOT && to === lineStart) isPlain = false;
    out[to] = isPlain ? byte : EQUALS;
    to += 1;
    if (isPlain) continue;
    out[to] = HEX[byte >> 4] ?? 0;
    out[to + 1] = HEX[byte & 15] ?? 0;
    to += 2;
  }
  return Buffer.from(out.subarray(0, to));
}

let room = Buffer.alloc(0);

/** For every byte written out, and a soft break after each 24 of them. Kept: that much anew for each mail is work for the collector. */
function roomFor(length: number): Buffer {
  const most = length * 3 + Math.ceil(length / 24) * 3 + 3;
  if (room.length < most) room = Buffer.allocUnsafeSlow(most);
  return room;
}

function endsLine(bytes: Buffer, at: number): boolean {
  const next = bytes[at + 1];
  return next === undefined || next === LF;
}
