import type { ReaderAction } from "../model/reader.ts";
import { SEVERITIES } from "../model/severity.ts";

/** `07:00` */
const LOCAL_TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
/** As a form's date field writes it: far dates and other calendars have no midnight that could be told. */
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const MOST_DAYS = 90;

type Form = ReadonlyMap<string, string>;

const READ: ReadonlyMap<string, (form: Form) => ReaderAction | undefined> = new Map<
  string,
  (form: Form) => ReaderAction | undefined
>([
  ["unsubscribe", () => ({ action: "unsubscribe" })],
  ["resubscribe", () => ({ action: "resubscribe" })],
  ["resume", () => ({ action: "resume" })],
  ["revoke", () => ({ action: "revoke" })],
  ["pause", readPause],
  ["mute", (form) => aboutStory("mute", form)],
  ["unmute", (form) => aboutStory("unmute", form)],
  ["severity", readSeverity],
  ["hour", readHour],
]);

/** What a form of a reader's page asks for; undefined where it is none of ours. */
export function readReaderAction(form: Form): ReaderAction | undefined {
  return READ.get(form.get("action") ?? "")?.(form);
}

function aboutStory(action: "mute" | "unmute", form: Form): ReaderAction | undefined {
  const incidentId = form.get("incident");
  return incidentId === undefined ? undefined : { action, incidentId };
}

function readPause(form: Form): ReaderAction | undefined {
  const days = form.get("days");
  if (days !== undefined) {
    const count = Number(days);
    const isGood = /^\d{1,2}$/.test(days) && count >= 1 && count <= MOST_DAYS;
    return isGood ? { action: "pause", days: count } : undefined;
  }
  const until = form.get("until") ?? "";
  if (!DATE.test(until)) return undefined;
  try {
    return { action: "pause", untilDate: Temporal.PlainDate.from(until) };
  } catch {
    return undefined;
  }
}

function readSeverity(form: Form): ReaderAction | undefined {
  const text = form.get("severity");
  if (text === "") return { action: "severity", severity: undefined };
  const severity = SEVERITIES.find((one) => one === text);
  return severity && severity !== "unknown" ? { action: "severity", severity } : undefined;
}

function readHour(form: Form): ReaderAction | undefined {
  const deliveryId = form.get("delivery");
  const time = form.get("time");
  if (deliveryId === undefined || time === undefined) return undefined;
  if (time === "") return { action: "hour", deliveryId, time: undefined };
  return LOCAL_TIME.test(time) ? { action: "hour", deliveryId, time } : undefined;
}
