import type { Incident } from "../model/incident.ts";
import type { Trace } from "../model/match.ts";
import type { Subscription } from "../model/subscription.ts";
import type { Deliveries, Readers } from "./delivery-ports.ts";
import type { CoveringPorts } from "./find-coverings.ts";
import type { HideSilenced } from "./hide-silenced.ts";
import type { JudgeReach } from "./judge-reach.ts";
import type { IncidentLog, LoggedIncident } from "./log-ports.ts";
import type { LogWindows } from "./log-windows.ts";
import type { InhibitionHits } from "./operator-ports.ts";
import type { Clock, Meter, PassSeam, StepLogger } from "./ports.ts";
import type { Enlisted } from "./roster.ts";
import type { Outbox } from "./sending-ports.ts";

/** By which of a subscription's rules an incident version is told. */
export type TraceRules = (subscription: Subscription, incident: Incident) => Trace;

/** The rules as one batch of deliveries finds them. */
export interface RulesInForce {
  readonly trace: TraceRules;
  /** Where in a window, which every delivery that has it gives as the same array, the subscription's rules match: ascending. */
  readonly matching: (
    subscription: Subscription,
    entries: readonly LoggedIncident[],
  ) => Iterable<number>;
}

/** What sealing one delivery needs. */
export interface Sealing extends Pick<CoveringPorts, "inhibitions" | "hiding">, RulesInForce {
  readonly deliveries: Deliveries;
  readonly outbox: Outbox;
  readonly readers: Readers;
  readonly clock: Clock;
  readonly meter: Meter;
  readonly logger: StepLogger;
  readonly passSeam: PassSeam;
  readonly windows: Pick<LogWindows, "parts">;
  readonly log: Pick<IncidentLog, "entriesAt">;
  /** As `log.closeWindow`, asked once for all deliveries of a batch that ask the same. */
  readonly closeWindow: (to: Temporal.Instant | "now") => Promise<Temporal.Instant | undefined>;
  readonly judge: JudgeReach;
  readonly hideSilenced: HideSilenced;
  readonly inhibitionHits: Pick<InhibitionHits, "note">;
  /** How far back a digest reaches that makes up for more than one window. */
  readonly catchUp: Temporal.Duration;
  /** A reader's mail limit was reached, and more is owed. */
  readonly stormBraked: (enlisted: Enlisted) => Promise<void>;
}

/** Later than this after its time a digest says so. */
export const LATE = { minutes: 15 };
/** Another notifier was faster, or Redis's clock is behind. */
export const SOON = { seconds: 1 };

/** What came of looking at a delivery. */
export interface Looked {
  /** When to look again; undefined: when it is woken. */
  readonly next: Temporal.Instant | undefined;
  readonly digestId?: string | undefined;
}
