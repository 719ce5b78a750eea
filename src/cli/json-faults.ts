import { ConfigError } from "../model/failure.ts";

/** With `--json` a refusal is JSON too, before it is thrown: `{ ok: false, faults: [{ level, message }] }`. */
export async function tellingFaults<T>(
  { json = false, out }: { readonly json?: boolean; readonly out: (text: string) => void },
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (json && error instanceof ConfigError) {
      const faults = error.message.split("\n").map((message) => ({ level: "error", message }));
      out(JSON.stringify({ ok: false, faults }, null, 2));
    }
    throw error;
  }
}
