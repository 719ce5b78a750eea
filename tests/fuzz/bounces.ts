import assert from "node:assert/strict";

import * as fc from "fast-check";

import { readBounce } from "#src/receive/read-bounce.ts";
import { returnPath } from "#src/receive/return-path.ts";
import { aComplaint, aDeliveryStatus } from "#tests/support/bounces.ts";

import { fuzzTarget } from "./frame/fuzz-target.ts";
import { mutated } from "./frame/mutations.ts";
import { varyText } from "./frame/variations.ts";

const KEY = Buffer.alloc(32, 7);
const NOW = Temporal.Instant.from("2026-11-24T12:00:00Z");
const OURS = returnPath("bounces@alerts.example.org", KEY, "desk@example.org");
const STRANGERS = "bounces@alerts.example.org";

const mail = (to: string) =>
  fc.oneof(
    mutated(fc.constant(aDeliveryStatus({ to }).toString("latin1"))),
    mutated(fc.constant(aComplaint().toString("latin1"))),
  );

/** Anyone can write to the address that bounces go to. */
export const BOUNCES = [
  fuzzTarget({
    name: "bounce",
    weight: 2,
    inputs: mail(OURS),
    vary: varyText(),
    check: async (text) => {
      const reading = await readBounce(Buffer.from(text), KEY, NOW);
      if (!reading.ok) return;
      assert.doesNotMatch(reading.bounce.detail, /[^\s<>]@|@[^\s<>]/, "an address, or half of one");
      assert.ok(reading.bounce.detail.length <= 300);
    },
  }),
  fuzzTarget({
    name: "forged-bounce",
    weight: 1,
    inputs: mail(STRANGERS),
    vary: varyText(),
    check: async (text) => {
      const reading = await readBounce(Buffer.from(text), KEY, NOW);
      assert.ok(!reading.ok, "struck a reader off without proof");
    },
  }),
];
