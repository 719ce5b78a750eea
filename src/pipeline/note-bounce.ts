import type { Bounce } from "../model/bounce.ts";
import type { Bounces, Meter, StepLogger } from "./ports.ts";

export interface NoteBouncePorts {
  readonly bounces: Bounces;
  readonly meter: Meter;
  readonly logger: StepLogger;
}

/** Counts a bounce towards its address, and tells the operator when that pauses it. */
export async function noteBounce(ports: NoteBouncePorts, bounce: Bounce): Promise<void> {
  const { bounces, meter, logger } = ports;
  const { addressId, kind, detail } = bounce;
  const noted = await bounces.note(bounce);
  meter.count("bounces", { outcome: kind });
  if (noted === "paused") {
    logger.error({ addressId, kind, detail }, "an address bounces: nothing more is sent to it");
  } else logger.warn({ addressId, kind, detail }, "a mail came back");
}
