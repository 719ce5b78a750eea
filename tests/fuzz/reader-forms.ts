import assert from "node:assert/strict";

import * as fc from "fast-check";

import { readReaderAction } from "#src/receive/read-reader-action.ts";

import { fuzzTarget } from "./frame/fuzz-target.ts";
import { mutated } from "./frame/mutations.ts";
import { varyText } from "./frame/variations.ts";

const FORMS = [
  "action=unsubscribe",
  "action=pause&days=7",
  "action=pause&until=2026-12-01",
  "action=mute&incident=i-1",
  "action=severity&severity=severe",
  "action=hour&delivery=desk.at.0123456789&time=06:30",
];
const ZONES = ["UTC", "Pacific/Apia", "America/St_Johns"];

/** What whoever has the link of a mail may post to its page. */
export const READER_FORMS = [
  fuzzTarget({
    name: "reader-form",
    weight: 8,
    inputs: mutated(fc.constantFrom(...FORMS)),
    vary: varyText(),
    check: (form) => {
      const asked = readReaderAction(new Map(new URLSearchParams(form)));
      if (asked === undefined) return;
      if ("days" in asked) assert.ok(Number.isInteger(asked.days) && asked.days >= 1);
      if ("untilDate" in asked)
        for (const timeZone of ZONES) asked.untilDate.toZonedDateTime({ timeZone });
      if (asked.action === "hour") assert.match(asked.time ?? "00:00", /^\d\d:\d\d$/);
    },
  }),
];
