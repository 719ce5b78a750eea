import { describe, expect, test } from "vitest";

import type { LoggedIncident } from "#src/pipeline/log-ports.ts";
import { shareLog } from "#src/pipeline/log-windows.ts";
import { anIncident } from "#tests/support/digests.ts";

const at = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms);

/** One entry a millisecond, of so many letters, and what was read of it, by its bounds. */
function logOf(entries: number, lettersOfOne = 1) {
  const all = Array.from({ length: entries }, (_, n) => ({
    position: `${n}-0`,
    incident: anIncident({ id: `i-${n}` }),
  }));
  const reads: string[] = [];
  const windows = shareLog({
    async readPart(from, to, letters) {
      const start = from.epochMilliseconds;
      const end = Math.min(to.epochMilliseconds, start + Math.ceil(letters / lettersOfOne));
      reads.push(`${start}..${end}`);
      return { entries: all.slice(start, end), to: at(end), letters: (end - start) * lettersOfOne };
    },
  });
  const parts = (from: number, to: number) => Array.fromAsync(windows.parts(at(from), at(to)));
  const idsOf = async (from: number, to: number) =>
    (await parts(from, to)).flat().map(({ incident }) => incident.id);
  return { windows, parts, reads, idsOf };
}

function ids(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, n) => `i-${from + n}`);
}

describe("a window of the log", () => {
  test("is one array for all who ask for it at once or one after another", async () => {
    const { parts, reads } = logOf(10);
    const [[first], [second]] = await Promise.all([parts(2, 6), parts(2, 6)]);
    expect(second).toBe(first);
    expect((await parts(2, 6))[0]).toBe(first);
    expect(reads).toEqual(["2..6"]);
  });

  test("is read as far as it was not read before", async () => {
    const { reads, idsOf } = logOf(10);
    expect(await idsOf(4, 6)).toEqual(["i-4", "i-5"]);
    expect(await idsOf(2, 8)).toEqual(ids(2, 8));
    expect(await idsOf(3, 5)).toEqual(["i-3", "i-4"]);
    expect(await idsOf(5, 5)).toEqual([]);
    expect(reads).toEqual(["4..6", "2..4", "6..8"]);
  });

  test("that is read on from moment to moment stays in one part", async () => {
    const { parts } = logOf(10);
    for (const end of [2, 4, 6, 8]) await parts(end - 2, end);
    expect(await parts(0, 8)).toHaveLength(1);
  });

  test("of more than is held at once comes in parts, which others are given too", async () => {
    const { parts, reads } = logOf(20, 2_000_000);
    const [whole, again] = await Promise.all([parts(0, 20), parts(0, 20)]);
    expect(whole.map(({ length }) => length)).toEqual([6, 6, 6, 2]);
    expect(again.map((part, nth) => part === whole[nth])).toEqual([true, true, true, true]);
    expect(reads).toEqual(["0..6", "6..12", "12..18", "18..20"]);
  });

  test("is kept as far as it was asked for last, and the rest is read anew", async () => {
    const { idsOf, reads } = logOf(100, 2_000_000);
    expect(await idsOf(0, 90)).toEqual(ids(0, 90));
    reads.length = 0;
    expect(await idsOf(72, 90)).toEqual(ids(72, 90));
    expect(reads).toEqual([]);
    expect(await idsOf(0, 6)).toEqual(ids(0, 6));
    expect(reads).toEqual(["0..6"]);
  });

  test("that many ask for is kept further, as long as anything is due", async () => {
    const { windows, parts, idsOf, reads } = logOf(100, 2_000_000);
    await Promise.all(Array.from({ length: 20 }, () => parts(0, 72)));
    expect(reads).toHaveLength(12);
    expect(await idsOf(0, 72)).toEqual(ids(0, 72));
    expect(reads).toHaveLength(12);
    windows.letGo();
    expect(await idsOf(54, 72)).toEqual(ids(54, 72));
    expect(reads).toHaveLength(12);
    expect(await idsOf(0, 6)).toEqual(ids(0, 6));
    expect(reads).toHaveLength(13);
  });

  test("with one version that is larger than all that is kept is given whole", async () => {
    const { idsOf, reads } = logOf(3, 100_000_000);
    expect(await idsOf(0, 3)).toEqual(ids(0, 3));
    expect(reads).toEqual(["0..1", "1..2", "2..3"]);
  });

  test("that could not be read is asked for again", async () => {
    const entries: LoggedIncident[] = [{ position: "1-0", incident: anIncident() }];
    let isOut = true;
    const windows = shareLog({
      async readPart(_, to) {
        if (isOut) throw new Error("out");
        return { entries, to, letters: 1 };
      },
    });
    await expect(Array.fromAsync(windows.parts(at(0), at(2)))).rejects.toThrow("out");
    isOut = false;
    expect(await Array.fromAsync(windows.parts(at(0), at(2)))).toEqual([entries]);
  });
});
