import type { Chance } from "./random.ts";
import type { Errand } from "./sender.ts";
import { type Event, makeEvent } from "./world.ts";

/**
 * `count` reports over `spanMs`, and besides them their repeats: sent twice at once, again after the answer,
 * told by a second source in the same words, taken back (some before they came), signed by a thief.
 */
export function makeErrands(chance: Chance, count: number, spanMs: number): readonly Errand[] {
  const errands: Errand[] = [];
  for (let n = 0; errands.length < count; n += 1) {
    const event = makeEvent(n, chance);
    const at = Math.round((errands.length * spanMs) / count);
    const isForged = chance.happens(0.01);
    errands.push(errand(event, isForged ? "forged" : "report", at, chance));
    if (isForged) continue;
    if (chance.happens(0.05))
      errands.push(errand(event, "copy", at + chance.between(0, 4_000), chance));
    else if (chance.happens(0.02))
      errands.push(errand(event, "retraction", at + chance.between(-1_000, 4_000), chance));
  }
  return errands.slice(0, count).toSorted((a, b) => a.at - b.at);
}

function errand(event: Event, kind: Errand["kind"], at: number, chance: Chance): Errand {
  return {
    event,
    kind,
    at: Math.max(0, at),
    isDoubled: chance.happens(0.05),
    isRepeated: chance.happens(0.05),
    isImpatient: kind === "report" && chance.happens(0.02),
  };
}

/** Plain reports, one every `everyMs`, of events that no other errand has. */
export function calmErrands(chance: Chance, count: number, everyMs: number): readonly Errand[] {
  return Array.from({ length: count }, (_, n) => ({
    event: makeEvent(1_000_000 + n, chance),
    kind: "report",
    at: n * everyMs,
    isDoubled: false,
    isRepeated: false,
    isImpatient: false,
  }));
}
