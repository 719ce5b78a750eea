import { Eta } from "eta";

import { count } from "../model/count.ts";
import type { Digest, DigestItem } from "../model/digest.ts";
import type { ReaderAction, ReaderAnswer, ReaderRefusal, ReaderView } from "../model/reader.ts";
import { SEVERITIES } from "../model/severity.ts";
import { capitalise, oneLine, shorten } from "./clean-text.ts";
import { sayPlace } from "./describe-place.ts";
import { sayReason } from "./describe-reason.ts";
import { sayType } from "./describe-threat.ts";
import { sayInstant, sayZone } from "./describe-time.ts";
import type { MailFrame } from "./mail-frame.ts";
import { READER_PAGE_STYLE } from "./reader-page-style.ts";
import { SEVERITY_SCALE } from "./severity-scale.ts";
import { FORM, READER_PAGE } from "./templates/reader-page.ts";
import { withinCeiling } from "./tlp-ceiling.ts";

export interface PageFrame extends Pick<MailFrame, "placeName" | "source"> {
  readonly now: Temporal.Instant;
}

/** One button. */
interface Form {
  readonly action: ReaderAction["action"];
  readonly label: string;
  readonly fields: readonly (readonly [string, string])[];
  readonly quiet?: boolean;
  /** For whoever hears the page and has many buttons of one name. */
  readonly about?: string;
}

/** Of a digest before the last. */
const MOST_ITEMS = 12;
const LONGEST_HEADLINE = 160;
const PAUSES = [
  [1, "1 day"],
  [3, "3 days"],
  [7, "1 week"],
  [14, "2 weeks"],
] as const;
const LONGEST_PAUSE_DAYS = 90;

const REFUSALS: Readonly<Record<ReaderRefusal, string>> = {
  "unknown-link":
    "This link is not one of ours, or it was cut short on its way. Open it from the mail again.",
  "expired-link": "This link is too old. Open the one in a newer mail.",
  "withdrawn-link": "This link was withdrawn by the reader. Open the one in a newer mail.",
  "not-allowed": "This is not yours to change here. Ask whoever set up these mails.",
  "invalid-action": "That could not be read. Nothing was changed.",
  "invalid-pause": "A pause ends on a later day, 90 days from now at most. Nothing was changed.",
  "unknown-story": "That story is no longer kept. Nothing was changed.",
};

const DONE: Readonly<Record<ReaderAction["action"], string>> = {
  unsubscribe: "Done: no more mail of this subscription comes to you.",
  resubscribe: "Done: mails come again from now on.",
  pause: "Done: the mails are paused.",
  resume: "Done: mails come again from now on.",
  mute: "Done: the story is muted.",
  unmute: "Done: the story is told again.",
  severity: "Kept.",
  hour: "Kept. It holds from the next digest on.",
  revoke: "Done: links in earlier mails no longer open this page. The next mail has a new one.",
};

const eta = new Eta({ autoEscape: true });
const page = eta.compile(READER_PAGE);
const formTemplate = eta.compile(FORM);

/** The reader's own page; it works without a script and asks for nothing from elsewhere. */
export function renderReaderPage(answer: ReaderAnswer, frame: PageFrame): string {
  const { view } = answer;
  return eta.render(page, {
    style: READER_PAGE_STYLE,
    form: (button: Form) => eta.render(formTemplate, button),
    notice: noticeOf(answer),
    ...(view ? describe(view, frame) : { ...EMPTY, title: "This link does nothing" }),
  });
}

function noticeOf(answer: ReaderAnswer): string | undefined {
  if (!answer.ok) return REFUSALS[answer.reason];
  return answer.done && DONE[answer.done];
}

const EMPTY = {
  lead: [] as readonly string[],
  primary: [] as readonly Form[],
  pauses: [] as readonly Form[],
  hours: [],
  muted: [],
  leaving: [] as readonly Form[],
};

function describe(view: ReaderView, frame: PageFrame) {
  const whole = view.scope === "page";
  const { unsubscribed, pausedUntil } = view;
  const isPaused = isLater(pausedUntil, frame.now);
  const today = frame.now.toZonedDateTimeISO(view.timezone).toPlainDate();
  return {
    ...EMPTY,
    title: unsubscribed
      ? "You are unsubscribed"
      : isPaused
        ? "Your mails are paused"
        : "Your subscription",
    lead: leadOf(view, isPaused),
    primary: primaryForms(view, isPaused),
    story: view.story && {
      headline: clean(view.story.headline),
      form: muteForm(view.story.incidentId, view.story.headline, view.story.isMuted),
    },
    pauses:
      whole && !unsubscribed
        ? PAUSES.map(([days, label]) => form("pause", label, { days: `${days}` }))
        : [],
    firstDay: today.add({ days: 1 }).toString(),
    lastDay: today.add({ days: LONGEST_PAUSE_DAYS - 1 }).toString(),
    severity: view.severity && severityChoices(view.severity.chosen),
    hours: view.hours.map(({ deliveryId, days, operators, chosen }, at) => ({
      deliveryId,
      field: `hour-${at}`,
      value: chosen ?? operators,
      label: `Digest of ${days.length === 7 ? "every day" : days.map(capitalise).join(", ")}, ${sayZone(view.timezone)} (set up for ${operators}; empty it to go back)`,
    })),
    muted: view.muted.map(({ incidentId, headline }) => ({
      headline: clean(headline),
      form: muteForm(incidentId, headline, true),
    })),
    digests: view.digests?.map((digest, at) => describeDigest(digest, at === 0, view, frame)),
    leaving: whole ? leavingForms(view) : [],
  };
}

function leadOf(
  { address, name, unsubscribed, pausedUntil, timezone }: ReaderView,
  isPaused: boolean,
): string[] {
  const list = `“${oneLine(name)}”`;
  if (unsubscribed) return [`${address} receives no more mail of ${list}.`];
  if (isPaused && pausedUntil !== undefined) {
    const until = `${sayInstant(pausedUntil, timezone)} ${sayZone(timezone)}`;
    return [`${address} receives no mail of ${list} until ${until}.`];
  }
  return [`${address} receives the digests of ${list}.`];
}

function primaryForms({ scope, unsubscribed }: ReaderView, isPaused: boolean): Form[] {
  if (scope === "mute") return [];
  if (unsubscribed) return [form("resubscribe", "Receive them again")];
  if (scope === "unsubscribe") return [form("unsubscribe", "Stop these mails")];
  return isPaused ? [form("resume", "Resume now")] : [];
}

function leavingForms({ unsubscribed }: ReaderView): Form[] {
  const revoke = form("revoke", "Withdraw all earlier links", {}, true);
  return unsubscribed ? [revoke] : [form("unsubscribe", "Stop these mails"), revoke];
}

function severityChoices(chosen: string | undefined) {
  const own = SEVERITIES.filter((severity) => severity !== "unknown").map((severity) => ({
    value: severity as string,
    label: severity === "extreme" ? "extreme" : `${severity} or worse`,
    chosen: severity === chosen,
  }));
  return [{ value: "", label: "as it was set up", chosen: chosen === undefined }, ...own];
}

function describeDigest(digest: Digest, isFirst: boolean, view: ReaderView, frame: PageFrame) {
  const { items } = withinCeiling(digest, frame.source);
  const muted = new Set(view.muted.map(({ incidentId }) => incidentId));
  // A mail that could not hold all of its items leads here.
  const shown = isFirst ? items : items.slice(0, MOST_ITEMS);
  const left = items.length - shown.length;
  return {
    isFirst,
    title: `${sayInstant(digest.sealedAt, view.timezone)}: ${count(items.length, "item")}`,
    items: shown.map((item) => describeItem(item, muted, frame)),
    more: left > 0 ? `and ${left} more in the mail` : undefined,
  };
}

function describeItem(
  { incident, reasons }: DigestItem,
  muted: ReadonlySet<string>,
  frame: PageFrame,
) {
  const { classification, headline, id } = incident;
  const { word, shape } = SEVERITY_SCALE[classification.severity];
  return {
    word,
    shape,
    what: `${capitalise(sayType(classification))}, ${sayPlace(classification, frame.placeName)}`,
    headline: clean(headline),
    reasons: reasons.map((reason) => sayReason(reason, frame)),
    form: muted.has(id) ? undefined : muteForm(id, headline, false),
  };
}

function muteForm(incident: string, headline: string, isMuted: boolean): Form {
  const [action, label] = isMuted
    ? (["unmute", "Tell it again"] as const)
    : (["mute", "Mute this story"] as const);
  return { ...form(action, label, { incident }, true), about: clean(headline) };
}

function form(
  action: Form["action"],
  label: string,
  fields: Readonly<Record<string, string>> = {},
  quiet = false,
): Form {
  return { action, label, fields: Object.entries(fields), quiet };
}

function clean(headline: string): string {
  return shorten(oneLine(headline), LONGEST_HEADLINE);
}

function isLater(instant: string | undefined, now: Temporal.Instant): boolean {
  return instant !== undefined && Temporal.Instant.compare(Temporal.Instant.from(instant), now) > 0;
}
