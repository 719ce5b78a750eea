import assert from "node:assert/strict";

import * as fc from "fast-check";

import { type Bounce, BOUNCE_KINDS } from "#src/model/bounce.ts";
import { readBounceNotice } from "#src/receive/read-bounce-notice.ts";
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

const NOTICE = JSON.stringify({
  address: "desk@example.org",
  kind: "hard",
  detail: "550 5.1.1 <desk@example.org>: no such user",
});

function bounceHolds({ kind, addressId, detail }: Bounce): void {
  assert.ok(BOUNCE_KINDS.includes(kind), kind);
  assert.doesNotMatch(addressId, /@/);
  assert.doesNotMatch(detail, /[^\s<>]@|@[^\s<>]/, "an address, or half of one");
  assert.ok(detail.length <= 300);
}

/** Anyone can write to the address that bounces go to. */
export const BOUNCES = [
  fuzzTarget({
    name: "bounce",
    weight: 2,
    inputs: mail(OURS),
    vary: varyText(),
    check: async (text) => {
      const reading = await readBounce(Buffer.from(text), KEY, NOW);
      if (reading.ok) bounceHolds(reading.bounce);
    },
  }),
  fuzzTarget({
    name: "bounce-notice",
    weight: 5,
    inputs: mutated(fc.constant(NOTICE)),
    vary: varyText(),
    check: (text) => {
      const bounce = readBounceNotice(Buffer.from(text), KEY);
      if (bounce) bounceHolds(bounce);
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
