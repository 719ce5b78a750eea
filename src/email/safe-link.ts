import { oneLine } from "./clean-text.ts";

export interface Link {
  readonly url: string;
  /** Shown to the reader, so that the words of a link cannot lie about where it leads. */
  readonly host: string;
}

const LONGEST_URL = 2000;

/** Undefined for anything but an absolute http(s) address without credentials. */
export function safeLink(text: string | undefined): Link | undefined {
  if (text === undefined || text !== oneLine(text)) return undefined;
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  // `https://bank.example@evil.example/` reads as the one and leads to the other.
  if (url.username !== "" || url.password !== "") return undefined;
  if (url.href.length > LONGEST_URL) return undefined;
  return { url: url.href, host: url.host.replace(/^www\./, "") };
}
