import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { composeItems, composeWindow, type WindowInput } from "#src/digest/compose-digest.ts";
import { TOLD_BEFORE } from "#src/model/digest.ts";
import type { Change, FieldChange, Incident } from "#src/model/incident.ts";
import { SEVERITIES, type Severity } from "#src/model/severity.ts";
import { aClassification, anIncident, SYRIA_RULE } from "#tests/support/digests.ts";

interface Version {
  readonly id?: string;
  readonly version?: number;
  readonly change?: Change;
  readonly changes?: readonly FieldChange[];
  readonly severity?: Severity;
  readonly updatedAt?: string;
  readonly retracted?: boolean;
  readonly quiet?: Incident["quiet"];
}

function aVersion({ severity = "severe", ...over }: Version = {}): Incident {
  return anIncident({
    classification: aClassification({ severity }),
    text: "the whole document",
    retracted: over.change === "retraction",
    ...over,
  });
}

function aWindow(
  versions: readonly Incident[],
  over: Partial<Omit<WindowInput, "sent">> & { readonly sent?: Record<string, number> } = {},
): WindowInput {
  return {
    entries: versions.map((incident, index) => ({ position: `${index}-0`, incident })),
    trace: () => ({ matched: true, rules: [SYRIA_RULE] }),
    ...over,
    sent: new Map(Object.entries(over.sent ?? {})),
  };
}

const NO_MATCH: Pick<WindowInput, "trace"> = { trace: () => ({ matched: false, misses: [] }) };

function killed(from: string, to: string): FieldChange {
  return { field: "killed", from, to };
}

function kinds(input: WindowInput): string[] {
  return composeItems(input).map(({ kind, incident }) => `${kind} v${incident.version}`);
}

describe("what is owed for one incident", () => {
  const first = aVersion();
  const minor = aVersion({ version: 2, change: "minor" });
  const worse = aVersion({ version: 2, change: "material", changes: [killed("3", "5")] });
  const worst = aVersion({ version: 3, change: "material", changes: [killed("5", "12")] });
  const corrected = aVersion({ version: 3, change: "correction" });
  const withdrawn = aVersion({ version: 3, change: "retraction" });
  const retold = aVersion({ version: 4, change: "minor", retracted: true });

  test.for<{ rule: string; input: WindowInput; owed: string[] }>([
    {
      rule: "one that matches and was never told is new",
      input: aWindow([first]),
      owed: ["new v1"],
    },
    { rule: "one that does not match is not told", input: aWindow([first], NO_MATCH), owed: [] },
    {
      rule: "one that was filed without alerting is not told",
      input: aWindow([aVersion({ quiet: "backfill" })]),
      owed: [],
    },
    {
      rule: "its latest version stands for all of the window",
      input: aWindow([first, worse, worst]),
      owed: ["new v3"],
    },
    {
      rule: "the latest is the highest version, in whatever order the log has them",
      input: aWindow([worst, first]),
      owed: ["new v3"],
    },
    {
      rule: "one more teller is no news to who was told",
      input: aWindow([minor], { sent: { "incident-1": 1 } }),
      owed: [],
    },
    {
      rule: "one more teller makes it new to who was not",
      input: aWindow([minor]),
      owed: ["new v2"],
    },
    {
      rule: "a change that readers act on is an update to who was told",
      input: aWindow([worse], { sent: { "incident-1": 1 } }),
      owed: ["update v2"],
    },
    {
      rule: "a material version counts though a minor one came after it",
      input: aWindow([worse, aVersion({ version: 3, change: "minor" })], {
        sent: { "incident-1": 1 },
      }),
      owed: ["update v3"],
    },
    {
      rule: "a version already told is not told again",
      input: aWindow([worse], { sent: { "incident-1": 2 } }),
      owed: [],
    },
    {
      rule: "an update that no rule matches any longer is still told",
      input: aWindow([worse], { sent: { "incident-1": 1 }, ...NO_MATCH }),
      owed: ["update v2"],
    },
    {
      rule: "a correction among updates makes it a correction",
      input: aWindow([worse, corrected], { sent: { "incident-1": 1 } }),
      owed: ["correction v3"],
    },
    {
      rule: "a withdrawal is told to who was told",
      input: aWindow([withdrawn], { sent: { "incident-1": 1 } }),
      owed: ["retraction v3"],
    },
    {
      rule: "a withdrawal is told though it matches no rule",
      input: aWindow([withdrawn], { sent: { "incident-1": 1 }, ...NO_MATCH }),
      owed: ["retraction v3"],
    },
    {
      rule: "a withdrawal retold stays a withdrawal",
      input: aWindow([withdrawn, retold], { sent: { "incident-1": 1 } }),
      owed: ["retraction v4"],
    },
    {
      rule: "a withdrawal is told once",
      input: aWindow([retold], { sent: { "incident-1": 3 } }),
      owed: [],
    },
    {
      rule: "what was withdrawn before it was told is never told",
      input: aWindow([first, withdrawn]),
      owed: [],
    },
    {
      rule: "a figure that rose and fell back is no news",
      input: aWindow(
        [
          aVersion({ version: 2, change: "material", changes: [killed("3", "5")] }),
          aVersion({ version: 3, change: "material", changes: [killed("5", "3")] }),
        ],
        { sent: { "incident-1": 1 } },
      ),
      owed: [],
    },
    {
      rule: "below the floor of an immediate delivery it waits for another",
      input: aWindow([aVersion({ severity: "moderate" })], { floor: "severe" }),
      owed: [],
    },
    {
      rule: "at the floor it is told",
      input: aWindow([aVersion({ severity: "severe" })], { floor: "severe" }),
      owed: ["new v1"],
    },
    {
      rule: "an unrated one passes the lowest floor, as it does in a rule",
      input: aWindow([aVersion({ severity: "unknown" })], { floor: "minor" }),
      owed: ["new v1"],
    },
    {
      rule: "an unrated one passes no higher floor",
      input: aWindow([aVersion({ severity: "unknown" })], { floor: "moderate" }),
      owed: [],
    },
    {
      rule: "who was told at once hears that it was less",
      input: aWindow(
        [
          aVersion({
            version: 2,
            severity: "minor",
            change: "material",
            changes: [{ field: "severity", from: "severe", to: "minor" }],
          }),
        ],
        { floor: "severe", sent: { "incident-1": 1 } },
      ),
      owed: ["update v2"],
    },
  ])("$rule", ({ input, owed }) => {
    expect(kinds(input)).toEqual(owed);
  });

  test("changes of several versions are told as one", () => {
    const [item] = composeItems(aWindow([worse, worst], { sent: { "incident-1": 1 } }));
    expect(item?.incident.changes).toEqual([killed("3", "12")]);
  });

  test("changes the reader was told already are not told again", () => {
    const [item] = composeItems(aWindow([worse, worst], { sent: { "incident-1": 2 } }));
    expect(item?.incident.changes).toEqual([killed("5", "12")]);
  });

  test("a new item has changed from nothing the reader knows", () => {
    expect(composeItems(aWindow([worse]))[0]?.incident.changes).toEqual([]);
  });

  test("the full text stays behind", () => {
    expect(composeItems(aWindow([first]))[0]?.incident).not.toHaveProperty("text");
  });

  test("an item carries the rules that matched, or that it was told before", () => {
    expect(composeItems(aWindow([first]))[0]?.reasons).toEqual([SYRIA_RULE]);
    const gone = composeItems(aWindow([worse], { sent: { "incident-1": 1 }, ...NO_MATCH }));
    expect(gone[0]?.reasons).toEqual([TOLD_BEFORE]);
  });
});

describe("the order of a digest", () => {
  test("is the worst first, then new before the rest, then the newest, then by id", () => {
    const later = "2026-11-22T01:00:00Z";
    const items = composeItems(
      aWindow(
        [
          aVersion({ id: "b-minor", severity: "minor" }),
          aVersion({ id: "b", updatedAt: "2026-11-21T20:00:00Z" }),
          aVersion({ id: "a", updatedAt: "2026-11-21T20:00:00Z" }),
          aVersion({ id: "told", version: 2, change: "material", updatedAt: later }),
          aVersion({ id: "newest", updatedAt: later }),
          aVersion({ id: "worst", severity: "extreme" }),
          aVersion({ id: "unrated", severity: "unknown" }),
        ],
        { sent: { told: 1 } },
      ),
    );
    expect(items.map(({ incident }) => incident.id)).toEqual([
      "worst",
      "newest",
      "a",
      "b",
      "told",
      "b-minor",
      "unrated",
    ]);
  });

  test("does not depend on the order of the log, and no incident is told twice", () => {
    const version = fc.record({
      id: fc.constantFrom("a", "b", "c", "d"),
      version: fc.integer({ min: 1, max: 4 }),
      severity: fc.constantFrom(...SEVERITIES),
    });
    const window = fc.uniqueArray(version, { selector: ({ id, version: v }) => `${id}${v}` });
    fc.assert(
      fc.property(window, (versions) => {
        const incidents = versions.map((each) => aVersion(each));
        const items = composeItems(aWindow(incidents));
        const ids = items.map(({ incident }) => incident.id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.toSorted()).toEqual([...new Set(versions.map(({ id }) => id))].toSorted());
        expect(composeItems(aWindow(incidents.toReversed()))).toEqual(items);
      }),
    );
  });
});

describe("what another delivery told this reader", () => {
  const known = (version: number) => new Map([["incident-1", version]]);
  const first = aVersion();
  const worse = aVersion({ version: 2, change: "material", changes: [killed("3", "5")] });
  const copied = aVersion({ version: 2, change: "minor" });

  test.for<{ rule: string; input: WindowInput; owed: string[] }>([
    { rule: "is not told again", input: aWindow([first], { known: known(1) }), owed: [] },
    {
      rule: "is an update where it has become another",
      input: aWindow([first, worse], { known: known(1) }),
      owed: ["update v2"],
    },
    {
      rule: "is nothing where it was only told by one more",
      input: aWindow([copied], { known: known(1) }),
      owed: [],
    },
    {
      rule: "is not told again to one who had an earlier version from here",
      input: aWindow([worse], { known: known(2), sent: { "incident-1": 1 } }),
      owed: [],
    },
  ])("$rule", ({ input, owed }) => {
    expect(kinds(input)).toEqual(owed);
  });
});

describe("what was withdrawn within the window", () => {
  const withdrawn = aVersion({ version: 2, change: "retraction" });

  test("is counted where it would have been told, with the log's times of what is", () => {
    const other = aVersion({ id: "incident-2" });
    const { owed, withdrawn: count } = composeWindow(aWindow([aVersion(), withdrawn, other]));
    expect(count).toBe(1);
    expect(owed.map((one) => [one.latest.id, one.firstLogged.epochMilliseconds])).toEqual([
      ["incident-2", 2],
    ]);
  });

  test("is not counted where no rule asked for it, or it was told before", () => {
    expect(composeWindow(aWindow([aVersion(), withdrawn], NO_MATCH)).withdrawn).toBe(0);
    const told = aWindow([withdrawn], { sent: { "incident-1": 2 } });
    expect(composeWindow(told)).toEqual({ owed: [], withdrawn: 0 });
  });
});
