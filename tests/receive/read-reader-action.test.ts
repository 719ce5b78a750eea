import { expect, test } from "vitest";

import { readReaderAction } from "#src/receive/read-reader-action.ts";

test.for([
  ["action=unsubscribe", { action: "unsubscribe" }],
  ["action=resubscribe", { action: "resubscribe" }],
  ["action=resume", { action: "resume" }],
  ["action=revoke", { action: "revoke" }],
  ["action=pause&days=7", { action: "pause", days: 7 }],
  ["action=mute&incident=i-1", { action: "mute", incidentId: "i-1" }],
  ["action=unmute&incident=i-1", { action: "unmute", incidentId: "i-1" }],
  ["action=severity&severity=severe", { action: "severity", severity: "severe" }],
  ["action=severity&severity=", { action: "severity", severity: undefined }],
  [
    "action=hour&delivery=a.at.1&time=06:30",
    { action: "hour", deliveryId: "a.at.1", time: "06:30" },
  ],
  ["action=hour&delivery=a.at.1&time=", { action: "hour", deliveryId: "a.at.1", time: undefined }],
] as const)("%s is read", ([form, expected]) => {
  expect(readReaderAction(new Map(new URLSearchParams(form)))).toEqual(expected);
});

test("a pause until a date is read as a date", () => {
  const action = readReaderAction(new Map(new URLSearchParams("action=pause&until=2026-12-01")));
  expect(action).toMatchObject({ action: "pause" });
  expect(action && "untilDate" in action && action.untilDate.toString()).toBe("2026-12-01");
});

test.for([
  "",
  "action=",
  "action=fly",
  "action=pause",
  "action=pause&until=soon",
  "action=pause&until=2026-02-30",
  "action=pause&until=-271821-04-19",
  "action=pause&until=2026-12-01[u-ca=hebrew]",
  "action=pause&days=0",
  "action=pause&days=91",
  "action=pause&days=1e1",
  "action=mute",
  "action=severity",
  "action=severity&severity=unknown",
  "action=severity&severity=awful",
  "action=hour",
  "action=hour&delivery=a.at.1",
  "action=hour&delivery=a.at.1&time=25:00",
  "List-Unsubscribe=One-Click",
])("%j is no action of the page", (form) => {
  expect(readReaderAction(new Map(new URLSearchParams(form)))).toBeUndefined();
});
