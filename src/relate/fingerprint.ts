import { createHash } from "node:crypto";

import type { Report } from "../model/report.ts";

/** What makes two reports copies of each other, and for how long after the first. */
export interface Fingerprint {
  /** SHA-256 of the normalised words, truncated, base64url. */
  readonly hash: string;
  readonly validSeconds: number;
}

const WORD = /[\p{L}\p{N}]+/gu;
const LONG_WORDS = 25;
const LONG_SECONDS = 72 * 3600;
/**
 * "Sirens sounded in Sderot." is the same text each time and another event each
 * time. A short text is a copy only while a wire would still be repeating it.
 */
const SHORT_SECONDS = 2 * 3600;

/**
 * Copies differ in case, marks, punctuation, spacing and often in the title, so
 * a body of some length stands alone; a short one is read with its title.
 */
export function fingerprintOf(report: Pick<Report, "title" | "text">): Fingerprint {
  const body = wordsOf(report.text);
  const long = body.length >= LONG_WORDS;
  const words = long ? body : [...wordsOf(report.title ?? ""), "\n", ...body];
  const hash = createHash("sha256").update(words.join(" ")).digest().subarray(0, 18);
  return {
    hash: hash.toString("base64url"),
    validSeconds: long ? LONG_SECONDS : SHORT_SECONDS,
  };
}

function wordsOf(text: string): string[] {
  return (
    text
      .normalize("NFKD")
      .replaceAll(/\p{M}+/gu, "")
      .toLowerCase()
      .match(WORD) ?? []
  );
}
