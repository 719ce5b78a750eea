interface Waiting<In, Out> {
  readonly item: In;
  readonly resolve: (out: Out) => void;
  readonly reject: (error: unknown) => void;
}

export interface GroupCommitLimits {
  /** Items of one write. */
  readonly size: number;
  /** Writes under way at once. */
  readonly inFlight: number;
}

/**
 * Lets calls that come together share one write. An idle service pays nothing:
 * the first call of a turn is written at the turn's end, and groups form by
 * themselves while earlier writes are under way.
 */
export function groupCommit<In, Out>(
  write: (items: readonly In[]) => Promise<readonly Out[]>,
  limits: GroupCommitLimits,
): (item: In) => Promise<Out> {
  const waiting: Waiting<In, Out>[] = [];
  let inFlight = 0;
  let scheduled = false;

  const schedule = (): void => {
    if (scheduled || waiting.length === 0 || inFlight >= limits.inFlight) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      void commit(waiting.splice(0, limits.size));
      schedule();
    });
  };

  const commit = async (group: readonly Waiting<In, Out>[]): Promise<void> => {
    inFlight += 1;
    try {
      const answers = await write(group.map(({ item }) => item));
      for (const [i, { resolve, reject }] of group.entries()) {
        const answer = answers[i];
        if (answer === undefined)
          reject(new Error("the write answered for fewer items than it was given"));
        else resolve(answer);
      }
    } catch (error) {
      // Those waiting would only wait for the same failure: a frozen store must not add up to a hang.
      for (const { reject } of [...group, ...waiting.splice(0)]) reject(error);
    } finally {
      inFlight -= 1;
      schedule();
    }
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      schedule();
    });
}
