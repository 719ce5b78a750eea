import { setFlagsFromString } from "node:v8";

/** Of what lives: so much more may come before everything is marked again. V8 itself goes up to three times. */
const PERCENT = 300;

/**
 * For a process that does nothing but accept. V8 counts buffers as if they were to stay, so the bodies that go through
 * have it mark everything that lives (knowledge of the world, most of it) several times a second, although
 * hardly anything of a report outlives its answer.
 */
export function letHeapGrow(): void {
  setFlagsFromString(`--heap-growing-percent=${PERCENT}`);
}
