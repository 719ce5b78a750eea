import type {
  Reader,
  ReaderAction,
  ReaderAnswer,
  ReaderChoices,
  ReaderRight,
} from "../model/reader.ts";
import type { Subscription } from "../model/subscription.ts";
import { readReaderAction } from "../receive/read-reader-action.ts";
import { type ReaderToken, readReaderToken } from "../receive/reader-token.ts";
import type { Readers } from "./delivery-ports.ts";
import type { IncidentLog } from "./log-ports.ts";
import type { Clock, StepLogger } from "./ports.ts";
import { type ReaderViewPorts, viewReader } from "./view-reader.ts";

export interface ReaderPagePorts extends ReaderViewPorts {
  readonly readers: Readers;
  readonly log: Pick<IncidentLog, "find">;
  readonly clock: Clock;
  readonly logger: StepLogger;
  readonly tokenKey: Buffer;
}

export interface ReaderPage {
  /** Looking changes nothing: mail scanners follow every link. */
  view(token: string): Promise<ReaderAnswer>;
  /** A form of the page; one without an action is the one click of RFC 8058. */
  act(token: string, form: ReadonlyMap<string, string>): Promise<ReaderAnswer>;
}

/** Longer than this is a wish to leave. */
const LONGEST_PAUSE = { days: 90 };

/** The subscriber's own page, and the one-click unsubscribe of RFC 8058. */
export function readerPage(ports: ReaderPagePorts): ReaderPage {
  return {
    async view(text) {
      const opened = await open(ports, text);
      if (!opened.ok) return opened;
      return { ok: true, view: await viewReader(ports, opened.token, opened.choices) };
    },
    async act(text, form) {
      const opened = await open(ports, text);
      if (!opened.ok) return opened;
      const { token } = opened;
      const oneClick = !form.has("action") && token.scope === "unsubscribe";
      const asked = oneClick ? ({ action: "unsubscribe" } as const) : readReaderAction(form);
      const reason = asked ? await carryOut(ports, token, asked) : "invalid-action";
      const view = await viewReader(ports, token, await ports.readers.choices(token));
      if (reason !== undefined) return { ok: false, reason, view };
      const { subscriptionId } = token;
      const action = asked?.action;
      ports.logger.info({ subscriptionId, action }, "a reader changed their subscription");
      return { ok: true, view, ...(action && { done: action }) };
    },
  };
}

type Opened =
  | { readonly ok: true; readonly token: ReaderToken; readonly choices: ReaderChoices }
  | Extract<ReaderAnswer, { ok: false }>;

async function open({ tokenKey, clock, readers }: ReaderPagePorts, text: string): Promise<Opened> {
  const reading = readReaderToken(tokenKey, text, clock.now());
  if (!reading.ok) return reading;
  const { token } = reading;
  const choices = await readers.choices(token);
  const { linksFrom } = choices;
  const isWithdrawn = linksFrom && Temporal.Instant.compare(token.issuedAt, linksFrom) < 0;
  // To leave must always be possible.
  if (isWithdrawn && token.scope !== "unsubscribe") return { ok: false, reason: "withdrawn-link" };
  return { ok: true, token, choices };
}

type Refusal = Extract<ReaderAnswer, { ok: false }>["reason"];

/** What each scope may do; a page may do everything. */
const MAY: Readonly<Record<Exclude<ReaderToken["scope"], "page">, readonly string[]>> = {
  unsubscribe: ["unsubscribe", "resubscribe"],
  mute: ["mute", "unmute"],
};

/** Undefined: done. */
async function carryOut(
  ports: ReaderPagePorts,
  token: ReaderToken,
  asked: ReaderAction,
): Promise<Refusal | undefined> {
  const { readers, clock } = ports;
  const { scope, subscriptionId, address } = token;
  if (scope !== "page" && !MAY[scope].includes(asked.action)) return "not-allowed";
  switch (asked.action) {
    case "unsubscribe":
      await readers.unsubscribe(subscriptionId, address, clock.now());
      return undefined;
    case "resubscribe":
      await readers.resubscribe(subscriptionId, address);
      return undefined;
    case "pause":
      return pause(ports, token, asked);
    case "resume":
      await readers.resume(token);
      return undefined;
    case "mute":
    case "unmute":
      return mute(ports, token, asked);
    case "severity":
      if (!mayChange(ports, token, "severity")) return "not-allowed";
      await readers.chooseSeverity(token, asked.severity);
      return undefined;
    case "hour":
      return chooseHour(ports, token, asked);
    case "revoke":
      await readers.withdrawLinks(token, clock.now());
      return undefined;
  }
}

function subscriptionOf({ roster }: ReaderPagePorts, { subscriptionId }: Reader) {
  return roster().of(subscriptionId)[0]?.subscription;
}

function mayChange(ports: ReaderPagePorts, reader: Reader, right: ReaderRight): boolean {
  return subscriptionOf(ports, reader)?.readers?.change.includes(right) ?? false;
}

async function pause(
  ports: ReaderPagePorts,
  reader: Reader,
  asked: Extract<ReaderAction, { action: "pause" }>,
): Promise<Refusal | undefined> {
  const now = ports.clock.now();
  const { timezone } =
    subscriptionOf(ports, reader) ?? ({ timezone: "UTC" } satisfies Partial<Subscription>);
  const local = now.toZonedDateTimeISO(timezone);
  const until =
    "days" in asked
      ? local.add({ days: asked.days })
      : asked.untilDate.toZonedDateTime({ timeZone: timezone });
  const tooFar = Temporal.ZonedDateTime.compare(until, local.add(LONGEST_PAUSE)) > 0;
  if (tooFar || Temporal.ZonedDateTime.compare(until, local) <= 0) return "invalid-pause";
  await ports.readers.pause(reader, until.toInstant());
  return undefined;
}

async function mute(
  { readers, log }: ReaderPagePorts,
  token: ReaderToken,
  { action, incidentId }: Extract<ReaderAction, { action: "mute" | "unmute" }>,
): Promise<Refusal | undefined> {
  if (token.scope === "mute" && incidentId !== token.incidentId) return "not-allowed";
  if (action === "unmute") {
    await readers.unmute(token, incidentId);
    return undefined;
  }
  const incident = await log.find(incidentId);
  if (!incident) return "unknown-story";
  await readers.mute(token, incidentId, incident.classification.severity);
  return undefined;
}

async function chooseHour(
  ports: ReaderPagePorts,
  reader: Reader,
  { deliveryId, time }: Extract<ReaderAction, { action: "hour" }>,
): Promise<Refusal | undefined> {
  const own = ports
    .roster()
    .of(reader.subscriptionId)
    .some(({ delivery }) => delivery.id === deliveryId && delivery.address === reader.address);
  if (!own || !mayChange(ports, reader, "hour")) return "not-allowed";
  await ports.readers.chooseHour(deliveryId, time);
  return undefined;
}
