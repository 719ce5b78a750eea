import { expect, test } from "vitest";

import { checkTests } from "#src/config/check-tests.ts";
import type { Severity } from "#src/model/severity.ts";
import type { SubscriptionTest } from "#src/model/subscription.ts";
import { aRule, aSubscription, anIncident, region } from "#tests/match/incidents.ts";
import { SMALL_TAXONOMY } from "#tests/support/taxonomy.ts";

const SUBSCRIPTION = aSubscription(
  [
    aRule({ regions: [region("SY")] }, { name: "Syria" }),
    aRule({ words: ["flood"] }, { name: "Floods" }),
  ],
  {
    deliver: [
      { kind: "at", time: "07:00", days: ["mon"] },
      { kind: "immediately", severity: "extreme", holdSeconds: 60 },
    ],
  },
);

/** What becomes of one test when the report is classified as an attack in `place`. */
function failureOf(
  expected: SubscriptionTest["expect"],
  { place = "SY", severity = "severe" }: { place?: string; severity?: Severity } = {},
): string | undefined {
  const tests = [{ report: { text: "…" }, expect: expected, at: "dir/a:b.yaml:12:5" }];
  const faults = checkTests(
    { ...SUBSCRIPTION, tests },
    ({ text }) => anIncident({ text, regions: [place], severity }),
    SMALL_TAXONOMY,
  );
  const [fault] = faults;
  if (!fault) return undefined;
  expect(fault).toMatchObject({ file: "dir/a:b.yaml", line: 12, column: 5, level: "error" });
  return fault.message;
}

test.for<readonly [string, SubscriptionTest["expect"], Parameters<typeof failureOf>[1]]>([
  ["nothing, and nothing is sent", { none: true }, { place: "FR" }],
  ["anything, and it is sent", { none: false }, {}],
  ["its rule", { none: false, rule: "Syria" }, {}],
  ["the digest", { none: false, delivery: "at" }, {}],
  [
    "an alert, and it is bad enough",
    { none: false, delivery: "immediately" },
    { severity: "extreme" },
  ],
])("a test holds that expects %s", ([, expected, told]) => {
  expect(failureOf(expected, told)).toBeUndefined();
});

test.for<readonly [string, SubscriptionTest["expect"], Parameters<typeof failureOf>[1], string]>([
  [
    "nothing, and something is sent",
    { none: true },
    {},
    'test failed: it is sent: "Syria" holds (regions: asked SY, found SY)',
  ],
  [
    "anything, and nothing is sent",
    { none: false },
    { place: "FR" },
    'test failed: nothing is sent: "Syria" fails (regions: asked SY, found FR), "Floods" fails (words: asked flood, found not in the text)',
  ],
  [
    "another rule",
    { none: false, rule: "Floods" },
    {},
    'test failed: rule "Floods" does not hold; "Syria" holds (regions: asked SY, found SY)',
  ],
  [
    "an alert, and it is not bad enough",
    { none: false, delivery: "immediately" },
    {},
    "test failed: it is not sent immediately: its severity is severe",
  ],
])("a test fails that expects %s", ([, expected, told, message]) => {
  expect(failureOf(expected, told)).toBe(message);
});

test("what is not bad enough for the only delivery is not sent at all", () => {
  const alertsOnly = aSubscription([aRule({})], {
    deliver: [{ kind: "immediately", severity: "extreme", holdSeconds: 60 }],
    tests: [{ report: { text: "…" }, expect: { none: false }, at: "a.yaml:1:1" }],
  });
  expect(checkTests(alertsOnly, () => anIncident(), SMALL_TAXONOMY)).toMatchObject([
    { message: "test failed: it is not sent: its severity is severe" },
  ]);
});
