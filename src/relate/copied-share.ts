import type { Report } from "../model/report.ts";
import { isElsewhere } from "./elsewhere.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { NAME, NUMBER } from "./key-terms.ts";
import type { Profile } from "./profile.ts";
import { type Containment, containment, type Shingles, storyShingles } from "./shingles.ts";
import { readWords } from "./words.ts";

/** From this share of common runs of five words on, a text is a copy: one word in twenty may differ. */
export const COPY_SHARE = 0.55;
/** Fewer runs in the shorter text are a formula ("was pronounced dead at the scene"), not a copy. */
const LEAST_COPIED = 12;
/** Of a sample of them. */
const LEAST_SAMPLED = 4;
/** From this share on, one source's short texts are one form. */
const FORM_SHARE = 0.25;
/** In runs of words: about as many as words. */
const LONGEST_FORM = 80;
/** A form stays as long as it is: one name has a word or two more than another. */
const MOST_FILLED = 3;
/**
 * One source's form ("Sirens sounded in ... at ..."), filled in for two events:
 * each names what the other does not. A source that tells one event twice says
 * so by `corrects`, or at least goes on naming what it named.
 */
function isFilledForm(newer: Profile, known: Profile): boolean {
  return (
    newer.source === known.source &&
    isShort(newer) &&
    isShort(known) &&
    Math.abs(newer.shingles.hashes.length - known.shingles.hashes.length) <= MOST_FILLED &&
    namesOther(newer, known) &&
    namesOther(known, newer)
  );
}

function isShort({ shingles }: Profile): boolean {
  return shingles.level === 0 && shingles.hashes.length <= LONGEST_FORM;
}

function namesOther(one: Profile, other: Profile): boolean {
  const theirs = new Set(Array.from(other.terms));
  return Array.from(one.terms).some(
    (term, i) => ((one.marks[i] ?? 0) & (NAME | NUMBER)) !== 0 && !theirs.has(term),
  );
}

/** Whether one is the other with edits, whatever they tell. */
export function isCopy(one: Profile, other: Profile): boolean {
  const share = copiedShare(one, other);
  return share !== "form" && share >= COPY_SHARE;
}

/** How much of the shorter text the longer one has; a filled-in form is another text, however much of it is common. */
export function copiedShare(
  one: Profile,
  other: Profile,
  contained = containment(one.shingles, other.shingles),
): number | "form" {
  const isForm =
    contained.share >= FORM_SHARE && (isElsewhere(one, other) || isFilledForm(one, other));
  return isForm ? "form" : measuredShare(contained);
}

/** The same, of texts alone: where it is known that both tell one event. */
export function isCopiedText(one: Report, other: Report): boolean {
  if (fingerprintOf(one).hash === fingerprintOf(other).hash) return true;
  return measuredShare(containment(runsOf(one), runsOf(other))) >= COPY_SHARE;
}

function runsOf({ title, text }: Report): Shingles {
  return storyShingles(readWords(title ?? ""), readWords(text));
}

function measuredShare({ share, of, level }: Containment): number {
  return of >= LEAST_SAMPLED && of * 2 ** level >= LEAST_COPIED ? share : 0;
}
