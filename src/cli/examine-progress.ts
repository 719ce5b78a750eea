import { STAGES, type ProgressStore } from "../pipeline/ports.ts";
import type { Finding } from "./finding.ts";

/** A stage that proves nothing for this long stands still, whatever its process answers. */
const STILL_SECONDS = 60;

/** How long ago each stage last finished something, or looked and found nothing to do. */
export async function examineProgress(
  store: ProgressStore,
  now: Temporal.Instant,
): Promise<readonly Finding[]> {
  const proven = await store.read();
  return STAGES.flatMap((stage) => {
    const at = proven.get(stage);
    if (at === undefined) return [];
    const seconds = Math.max(0, Math.round(now.since(at).total("seconds")));
    return [
      {
        check: `stage ${stage}`,
        ok: seconds <= STILL_SECONDS,
        detail: `last proven progress ${seconds} s ago`,
      },
    ];
  });
}
