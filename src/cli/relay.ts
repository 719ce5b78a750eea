import { openRunningStores } from "./open-stores.ts";
import type { Terminal } from "./terminal.ts";

/** The pause of sending, as an operator sees it and ends it. */
export async function relay(verb: "status" | "resume", terminal: Terminal): Promise<void> {
  await using open = await openRunningStores(terminal);
  const way = open.stores.relay;
  if (verb === "resume") {
    terminal.out((await way.resume()) ? "sending goes on" : "sending was not paused");
    return;
  }
  const pause = await way.pause();
  terminal.out(
    pause ? `paused until ${pause.until.toString()}: ${pause.reason}` : "sending is not paused",
  );
}
