import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

type Collect = (options: { readonly type: "major"; readonly flavor: "last-resort" }) => void;

/**
 * Collects what starting left behind and gives its pages back: parsed files and a young generation grown large by them
 * are some 80 MB, and an idle process allocates too little for V8 to look again by itself. Holds everything up for about
 * a tenth of a second.
 */
export function giveBackMemory(): void {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as Collect;
  collect({ type: "major", flavor: "last-resort" });
}
