import type { Source } from "../model/source.ts";
import type { FieldError } from "../receive/read-report.ts";
import {
  type Arrival,
  type Delivery,
  examineDelivery,
  type LineExamination,
  type RefusalCode,
} from "../receive/receive-report.ts";
import { gatherPulses } from "./gather-pulses.ts";
import { groupCommit } from "./group-commit.ts";
import type { Acceptance, Inbox } from "./inbox-ports.ts";
import type { Clock, Meter, PassSeam, Pulse, StepLogger } from "./ports.ts";

export interface ReceiveReportPorts {
  readonly inbox: Pick<Inbox, "accept">;
  readonly pulse: Pick<Pulse, "reports">;
  readonly clock: Pick<Clock, "now">;
  readonly meter: Meter;
  readonly logger: StepLogger;
  readonly passSeam: PassSeam;
  /** The sources as they are configured now. */
  readonly sources: () => readonly Source[];
}

/** What became of one line of a batch. */
export type LineReception = Exclude<Reception, { readonly outcome: "batch" }>;

export type Reception =
  | { readonly outcome: "batch"; readonly lines: readonly LineReception[] }
  | { readonly outcome: "accepted" | "duplicate"; readonly id: string }
  | {
      readonly outcome: "refused";
      readonly code:
        | RefusalCode
        | "conflict"
        | "rate-limited"
        | "inbox-full"
        | "storage-unavailable";
      readonly retryAfterSeconds?: number;
      readonly errors?: readonly FieldError[];
    };

const RETRY_AFTER_SECONDS = 5;
/** One write at a time: with two each has half as many reports, and costs as much beside their bodies. */
const GROUP = { size: 64, inFlight: 1 };

/**
 * Accepts one posted report: signature, shape, then the durable write. Nothing
 * but that write's own answer makes it accepted.
 */
export function receiveReport(ports: ReceiveReportPorts) {
  const accept = groupCommit(acceptGroups(ports), GROUP);
  const take = (arrival: Arrival): Promise<LineReception> =>
    accept(arrival).then(readAcceptance, (error: unknown) => {
      ports.logger.warn({ err: error }, "a report could not be written");
      return refused("storage-unavailable", RETRY_AFTER_SECONDS);
    });
  const receive = async (line: LineExamination): Promise<LineReception> => {
    if (line.ok) return take(line.arrival);
    return {
      outcome: "refused",
      code: line.code,
      ...("errors" in line && { errors: line.errors }),
    };
  };
  return async (delivery: Delivery): Promise<Reception> => {
    const examined = examineDelivery(delivery, ports.sources(), ports.clock.now());
    if (examined.ok && "lines" in examined) {
      const lines = await Promise.all(examined.lines.map(receive));
      for (const line of lines) note(ports, delivery, line, undefined);
      return { outcome: "batch", lines };
    }
    const reception = examined.ok
      ? await take(examined.arrival)
      : { outcome: "refused" as const, code: examined.code, errors: examined.errors };
    note(ports, delivery, reception, examined.ok ? undefined : examined.cause);
    return reception;
  };
}

function acceptGroups({ inbox, pulse, passSeam, logger }: ReceiveReportPorts) {
  const tellQueue = gatherPulses(pulse, {
    done: () => passSeam("after-pulse"),
    failed: (error) => logger.warn({ err: error }, "no pulse for accepted reports"),
  });
  return async (group: readonly Arrival[]): Promise<readonly Acceptance[]> => {
    const acceptances = await inbox.accept(group);
    passSeam("after-accept");
    // Not awaited: the write has made it safe, and the sweeper finds what the queue loses.
    tellQueue(
      acceptances.flatMap((acceptance) =>
        acceptance.outcome === "accepted" ? [acceptance.id] : [],
      ),
    );
    return acceptances;
  };
}

function readAcceptance(acceptance: Acceptance): LineReception {
  switch (acceptance.outcome) {
    case "accepted":
    case "duplicate":
      return { outcome: acceptance.outcome, id: acceptance.id };
    case "conflict":
      return refused("conflict");
    case "rate-limited":
      return refused("rate-limited", acceptance.retryAfterSeconds);
    case "inbox-full":
      return refused("inbox-full", RETRY_AFTER_SECONDS);
  }
}

function refused(
  code: Extract<LineReception, { outcome: "refused" }>["code"],
  retryAfterSeconds?: number,
): LineReception {
  return {
    outcome: "refused",
    code,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  };
}

function note(
  { meter, logger, sources }: ReceiveReportPorts,
  delivery: Delivery,
  reception: LineReception,
  cause: string | undefined,
): void {
  // A made-up source in the path must not become a metric label.
  const all = sources();
  const known =
    delivery.source === undefined && all.length === 1
      ? all[0]
      : all.find(({ id }) => id === delivery.source);
  const source = known?.id ?? "unknown";
  const outcome = reception.outcome === "refused" ? reception.code : reception.outcome;
  meter.count("reports_received", { source, outcome });
  if (reception.outcome === "refused") {
    logger.info({ source, reason: reception.code, cause }, "report refused");
  } else {
    logger.debug({ source, reportId: reception.id, outcome }, "report received");
  }
}
