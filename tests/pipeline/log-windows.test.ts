import { describe, expect, test } from "vitest";

import type { LoggedIncident } from "#src/pipeline/log-ports.ts";
import { shareLog } from "#src/pipeline/log-windows.ts";
import { anIncident, aTeller } from "#tests/support/digests.ts";

const at = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms);

/** One entry a millisecond, and what was read of it, by its bounds. */
function logOf(entries: number, over: Partial<LoggedIncident["incident"]> = {}) {
  const all = Array.from({ length: entries }, (_, n) => ({
    position: `${n}-0`,
    incident: anIncident({ id: `i-${n}`, ...over }),
  }));
  const reads: string[] = [];
  const windows = shareLog({
    async read(from, to) {
      const [start, end] = [from.epochMilliseconds, to.epochMilliseconds];
      reads.push(`${start}..${end}`);
      return all.slice(start, end);
    },
  });
  const idsOf = async (from: number, to: number) =>
    (await windows.read(at(from), at(to))).map(({ incident }) => incident.id);
  return { windows, reads, idsOf };
}

describe("a window of the log", () => {
  test("is one array for all who ask for it at once or one after another", async () => {
    const { windows, reads } = logOf(10);
    const both = [windows.read(at(2), at(6)), windows.read(at(2), at(6))];
    const [first, second] = await Promise.all(both);
    expect(second).toBe(first);
    windows.shorten();
    expect(await windows.read(at(2), at(6))).toBe(first);
    expect(reads).toEqual(["2..6"]);
  });

  test("is read as far as it was not read before", async () => {
    const { reads, idsOf } = logOf(10);
    expect(await idsOf(4, 6)).toEqual(["i-4", "i-5"]);
    expect(await idsOf(2, 8)).toEqual(["i-2", "i-3", "i-4", "i-5", "i-6", "i-7"]);
    expect(await idsOf(3, 5)).toEqual(["i-3", "i-4"]);
    expect(await idsOf(5, 5)).toEqual([]);
    expect(reads).toEqual(["4..6", "2..4", "6..8"]);
  });

  test.for([
    ["of long texts", { text: "word ".repeat(1_000_000) }],
    [
      "that very many tell",
      { toldBy: [aTeller(), ...Array.from({ length: 5_000 }, () => aTeller())] as const },
    ],
  ] as const)("%s is kept for a batch, and its end from one to the next", async ([, over]) => {
    const { windows, reads, idsOf } = logOf(20, over);
    const whole = await idsOf(0, 20);
    expect(await idsOf(0, 20)).toEqual(whole);
    windows.shorten();
    expect(await idsOf(15, 20)).toEqual(whole.slice(15));
    expect(reads).toEqual(["0..20"]);
    expect(await idsOf(0, 20)).toEqual(whole);
    expect(reads).toHaveLength(2);
  });
});
