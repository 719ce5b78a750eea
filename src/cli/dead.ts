import { systemClock } from "../adapters/observe/clock.ts";
import { ConfigError } from "../model/failure.ts";
import { deadLetters, type ShownLetter } from "../pipeline/dead-letters.ts";
import { openRunningStores } from "./open-stores.ts";
import type { Terminal } from "./terminal.ts";

export async function dead(
  verb: "list" | "show" | "replay" | "drop",
  id: string | undefined,
  options: { readonly json?: boolean },
  terminal: Terminal,
): Promise<void> {
  await using open = await openRunningStores(terminal);
  const store = deadLetters({ ...open.stores, clock: systemClock });
  const letters = await store.list();
  const shown = id === undefined ? undefined : await store.find(id);
  if (id !== undefined && !shown) throw new ConfigError(`no dead letter ${id}`);
  const chosen: readonly ShownLetter[] = shown ? [shown] : letters;
  if (verb === "replay" || verb === "drop") {
    for (const letter of chosen) await store.settle(letter.id, verb);
    terminal.out(`${verb === "replay" ? "put back" : "dropped"} ${id}`);
    return;
  }
  if (options.json) terminal.out(JSON.stringify(chosen, null, 2));
  else for (const letter of chosen) terminal.out(describe(letter));
  if (letters.length === 0) terminal.talk("no dead letters");
}

function describe(letter: ShownLetter): string {
  const { kind, id, reason } = letter;
  if (letter.kind === "report")
    return `${kind}  ${id}  ${letter.buriedAt}  ${reason}  ${letter.detail}`;
  const line = `${kind}  ${id}  ${letter.at}  ${letter.state}: ${reason}`;
  if (!letter.tells) return line;
  const { address, sealedAt, items } = letter.tells;
  return [
    line,
    `  to ${address}, sealed ${sealedAt}, ${letter.attempts} attempts, ${letter.doubts} in doubt`,
    ...items.map(({ incidentId, headline }) => `  ${incidentId}  ${headline}`),
  ].join("\n");
}
