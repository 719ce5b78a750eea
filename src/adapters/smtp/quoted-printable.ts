/** Columns of a line before the "=" that breaks it. */
const LONGEST_LINE = 75;
const [TAB, LF, CR, SPACE, DOT, EQUALS, LAST_PRINTABLE] = [9, 10, 13, 32, 46, 61, 126];
const HEX = Buffer.from("0123456789ABCDEF");

/** 1 for what may stand as it is within a line: nearly all of a text. */
const PLAIN = Uint8Array.from({ length: 256 }, (_, byte) => {
  const isPrintable = byte >= SPACE && byte <= LAST_PRINTABLE;
  return byte === TAB || (isPrintable && byte !== EQUALS && byte !== DOT) ? 1 : 0;
});

/** Every byte written out, and a soft break after each 24 of them. */
export function mostQuoted(length: number): number {
  return length * 3 + Math.ceil(length / 24) * 3 + 3;
}

/**
 * Writes a text's UTF-8, its lines ended by LF, as quoted-printable (RFC 2045 6.7) to `out`, from `to` on, with lines
 * ended by CRLF. Returns where it came to. A space that ends a line and a full stop that begins one are written out too,
 * as relays have eaten the first and doubled the second.
 */
export function quotePrintable(bytes: Buffer, out: Buffer, to: number): number {
  const { length } = bytes;
  let [from, at, breakAt] = [0, to, to + LONGEST_LINE];
  while (from < length) {
    // What stands as it is, to the end of the line at most.
    const stop = Math.min(length, from + breakAt - at);
    while (from < stop) {
      const next = bytes[from] ?? 0;
      if (PLAIN[next] !== 1) break;
      out[at] = next;
      at += 1;
      from += 1;
    }
    if (from === length) break;
    const byte = bytes[from] ?? 0;
    from += 1;
    if (byte === LF) {
      at = writeLineEnd(out, quoteLastBlank(out, at, breakAt));
      breakAt = at + LONGEST_LINE;
      continue;
    }
    const stands = PLAIN[byte] === 1 || byte === DOT;
    if (at + (stands ? 1 : QUOTED) > breakAt) {
      at = breakLine(out, at);
      breakAt = at + LONGEST_LINE;
    }
    const beginsLine = at === breakAt - LONGEST_LINE;
    if (!stands || (byte === DOT && beginsLine)) at = quote(byte, out, at);
    else {
      out[at] = byte;
      at += 1;
    }
  }
  return quoteLastBlank(out, at, breakAt);
}

/** Of a line that is about to end. */
function quoteLastBlank(out: Buffer, at: number, breakAt: number): number {
  const last = at > breakAt - LONGEST_LINE ? out[at - 1] : undefined;
  if (last !== SPACE && last !== TAB) return at;
  const before = at - 1;
  return quote(last, out, before + QUOTED > breakAt ? breakLine(out, before) : before);
}

function breakLine(out: Buffer, at: number): number {
  out[at] = EQUALS;
  return writeLineEnd(out, at + 1);
}

function writeLineEnd(out: Buffer, at: number): number {
  out[at] = CR;
  out[at + 1] = LF;
  return at + 2;
}

/** Letters of one that is written out. */
const QUOTED = 3;

function quote(byte: number, out: Buffer, at: number): number {
  out[at] = EQUALS;
  out[at + 1] = HEX[byte >> 4] ?? 0;
  out[at + 2] = HEX[byte & 15] ?? 0;
  return at + QUOTED;
}
