import { setFlagsFromString } from "node:v8";

import type { Role } from "../config/setting-values.ts";

/** Of what lives: so much more may come before everything is marked again. By itself V8 goes up to three times. */
const [ACCEPTS_ALONE, DOES_MORE] = [300, 50];

/**
 * How far the heap may grow between two looks at all that lives.
 *
 * A process that does nothing but accept keeps hardly anything of a report beyond its answer; V8 counts its buffers as if
 * they were to stay, and would mark everything that lives (knowledge of the world, most of it) several times a second.
 *
 * Any other makes more that lives for seconds, such as windows of the log. Where it has little to do V8 puts off looking:
 * under ten reports a second it goes up to a gigabyte (`bench -- soak`), most of it garbage.
 */
export function paceCollector(roles: readonly Role[]): void {
  const acceptsAlone = roles.every((role) => role === "api");
  setFlagsFromString(`--heap-growing-percent=${acceptsAlone ? ACCEPTS_ALONE : DOES_MORE}`);
}
