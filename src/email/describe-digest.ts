import { count } from "../model/count.ts";
import type { DigestItem } from "../model/digest.ts";
import { oneLine } from "./clean-text.ts";
import { sayFoldedElsewhere } from "./describe-folded.ts";
import { sayHolds, sumUp } from "./describe-holds.ts";
import { describeOwn, type Reader, type ToldItem } from "./describe-item.ts";
import {
  describeList,
  type ListSection,
  type ListView,
  type MapWords,
  type Room,
} from "./describe-list.ts";
import { sayClockOf, sayInstant, sayWindow } from "./describe-time.ts";
import { footerOf, type Footer } from "./footer.ts";
import type { MailFrame } from "./mail-frame.ts";
import { subjectFor } from "./subject.ts";
import { tlpLabel, type ReaderDigest } from "./tlp-ceiling.ts";

export interface Section {
  readonly title: string;
  /** What readers share of it. */
  readonly shared: ListSection;
  readonly items: readonly ToldItem[];
}

/** A digest in words, before it is set as text or as HTML. */
export interface DigestView extends Omit<ListView, "forSubject" | "map" | "sections" | "reports"> {
  readonly subject: string;
  readonly name: string;
  readonly tlp?: string | undefined;
  readonly period: string;
  readonly late?: string | undefined;
  /** What waited for this mail or was left out of it, and why. */
  readonly holds: readonly string[];
  /** A storm by region and type; empty where there is none. */
  readonly storm: readonly string[];
  readonly withheld?: string | undefined;
  readonly map?: MapView | undefined;
  readonly sections: readonly Section[];
  readonly footer: Footer;
}

/** A map in words; its picture is painted from the plan. */
export interface MapView extends MapWords {
  readonly contentId: string;
}

/** Fills the line that an inbox shows below the subject, so that it shows nothing of the mail. */
const NEUTRAL_PREHEADER = `Open the mail to read it.${"\u00a0\u200c".repeat(80)}`;

export const LATE = "Sent late: the service was down when this mail was due.";

export function describeDigest(digest: ReaderDigest, frame: MailFrame, room: Room): DigestView {
  const { items, timezone, mail } = digest;
  const { placeName, keptWords } = frame;
  const { folded = [] } = digest;
  const reader = { ...frame, timezone, folded };
  const listRoom = { ...room, map: mail.map === true };
  const { forSubject, reports, ...list } =
    keptWords?.list(items, listRoom, reader) ?? describeList(items, listRoom, reader);
  const told = items.slice(0, room.whole);
  const isStorm = digest.held?.limit !== undefined;
  return {
    ...list,
    subject: subjectFor(digest, forSubject),
    preheader: mail.subject === "neutral" ? NEUTRAL_PREHEADER : list.preheader,
    name: oneLine(digest.subscriptionName),
    tlp: mail.tlp && tlpLabel(mail.tlp),
    counts: items.length === 0 ? `${count(digest.withheld, "item")} withheld` : list.counts,
    period: sayPeriod(digest),
    late: digest.late ? LATE : undefined,
    holds: [...sayHolds(digest), ...sayFoldedElsewhere(folded, told, placeName)],
    storm: isStorm ? sumUp(items, placeName) : [],
    withheld: sayWithheld(digest),
    map: list.map && { ...list.map, contentId: `map.${digest.id}@${frame.listDomain}` },
    byRegion: isStorm ? [] : list.byRegion,
    sections: list.sections.map((section) => toReader(section, items, reader)),
    footer: footerOf(digest, frame, {
      told,
      reports,
      hasMore: items.length > told.length,
    }),
  };
}

function toReader(shared: ListSection, items: readonly DigestItem[], reader: Reader): Section {
  const own = (item: DigestItem | undefined) => (item ? describeOwn(item, reader) : []);
  return {
    title: shared.title,
    shared,
    items: shared.items.map(({ at, ...told }) => ({ ...told, own: own(items[at]) })),
  };
}

function sayWithheld({ withheld, mail }: ReaderDigest): string | undefined {
  if (withheld === 0 || mail.ceiling === undefined) return undefined;
  return `Withheld: ${count(withheld, "item")} from sources above ${tlpLabel(mail.ceiling)}.`;
}

/** An immediate digest has no window a reader knows of: it says as of when. */
function sayPeriod({ delivery, window, timezone, sealedAt, followUp }: ReaderDigest): string {
  const when =
    delivery.schedule.kind === "immediately" || followUp
      ? `As of ${sayInstant(sealedAt, timezone)}`
      : sayWindow(window, timezone);
  return `${when} ${sayClockOf(timezone, sealedAt)}`;
}
