import { describe, expect, test } from "vitest";

import { examineSilences } from "#src/cli/examine-silences.ts";

const NOW = Temporal.Instant.from("2027-03-01T12:00:00Z");

function aSilence(startsAt: string, hits: number, endsAt = "2027-06-01T00:00:00Z") {
  const document = { startsAt, endsAt, reason: "drill" };
  return { id: "s-1", document, createdAt: startsAt, hits };
}

describe("a silence in force", () => {
  test.for([
    ["of this morning that has hidden nothing", aSilence("2027-03-01T08:00:00Z", 0), []],
    ["of last week that hides", aSilence("2027-02-22T12:00:00Z", 5), []],
    ["of last week that has hidden nothing", aSilence("2027-02-22T12:00:00Z", 0), ["true unused"]],
    ["of last month", aSilence("2027-01-20T12:00:00Z", 5), ["false forgotten"]],
    ["that has ended", aSilence("2027-01-20T12:00:00Z", 0, "2027-02-01T00:00:00Z"), []],
  ] as const)("%s is named or not", ([, silence, expected]) => {
    const [, ...found] = examineSilences([silence], NOW);
    const named = found.map(({ ok, detail }) => `${ok} ${/^[a-z]+/.exec(detail)?.[0] ?? ""}`);
    expect(named).toEqual(expected);
  });

  test("is counted", () => {
    const detail = "1 in force";
    expect(examineSilences([aSilence("2027-03-01T08:00:00Z", 0)], NOW)[0]).toMatchObject({
      detail,
    });
  });
});
