import type { Bounce } from "../model/bounce.ts";
import type { Notices } from "./operator-ports.ts";
import type { Clock, Meter, StepLogger } from "./ports.ts";
import type { Bounces } from "./sending-ports.ts";

export interface NoteBouncePorts {
  readonly bounces: Bounces;
  readonly notices: Notices;
  readonly clock: Clock;
  readonly meter: Meter;
  readonly logger: StepLogger;
}

/** The operator is told of the first address of a day; the command lists them all. */
const ONCE_IN = { hours: 24 };

/** Counts a bounce towards its address, and tells the operator when that pauses it. */
export async function noteBounce(ports: NoteBouncePorts, bounce: Bounce): Promise<void> {
  const { bounces, meter, logger } = ports;
  const { addressId, kind, detail } = bounce;
  const noted = await bounces.note(bounce);
  meter.count("bounces", { outcome: kind });
  if (noted === "noted") {
    logger.warn({ addressId, kind, detail }, "a mail came back");
    return;
  }
  logger.error({ addressId, kind, detail }, "an address bounces: nothing more is sent to it");
  await tellOfPause(ports, detail);
}

async function tellOfPause({ notices, clock }: NoteBouncePorts, detail: string): Promise<void> {
  const now = clock.now();
  const notice = {
    id: `bounces.${now.epochMilliseconds.toString(36)}`,
    kind: "bounces",
    subject: "an address is paused, as its mail comes back",
    lines: [
      `For days mail to an address has come back, and nothing more is sent to it. The last bounce said: ${detail}`,
      "tocsin addresses list shows which; tocsin addresses resume ADDRESS sends to it again. What is suppressed meanwhile is not made up for.",
      "This is said once a day at most, however many addresses are paused.",
    ],
    raisedAt: now.toString(),
  } as const;
  await notices.raise(notice, now.add(ONCE_IN));
}
