import { parentPort } from "node:worker_threads";

import { openShippedSorting } from "../frame/open-shipped-sorting.ts";

/** A thread, or a process that was forked: reads the texts of each message and answers with what they tell. */
const { classify } = await openShippedSorting();
const answer = (texts: readonly string[]) => texts.map((text) => classify({ text }));
if (parentPort) {
  const port = parentPort;
  port.on("message", (texts: readonly string[]) => port.postMessage(answer(texts)));
  port.postMessage("ready");
} else {
  process.on("message", (texts: readonly string[]) => process.send?.(answer(texts)));
  process.send?.("ready");
}
