import type { Progress, ProgressStore, Stage } from "../pipeline/ports.ts";

export interface NotedProgress extends Progress {
  /** Writes what was proven since the last call. */
  flush(): Promise<void>;
}

/** Gathers what stages prove, so that a thousand reports a second cost one write. */
export function noteProgress(store: ProgressStore): NotedProgress {
  const proven = new Set<Stage>();
  return {
    prove: (stage) => void proven.add(stage),
    async flush() {
      if (proven.size === 0) return;
      const stages = [...proven];
      proven.clear();
      await store.note(stages);
    },
  };
}
