import { expect } from "vitest";

import { compileInhibitions } from "#src/match/inhibition.ts";
import { type Digest, isAllClear, type SealedMail } from "#src/model/digest.ts";
import type { Incident } from "#src/model/incident.ts";
import type { Severity } from "#src/model/severity.ts";
import type { Schedule, Subscription } from "#src/model/subscription.ts";
import { enrollDeliveries } from "#src/pipeline/enroll-deliveries.ts";
import { shareLog } from "#src/pipeline/log-windows.ts";
import { mendIndexes } from "#src/pipeline/mend-indexes.ts";
import { rosterOf, subscriptionSet } from "#src/pipeline/roster.ts";
import { sealDeliveries, type SealDeliveriesPorts } from "#src/pipeline/seal-deliveries.ts";
import { wakeDeliveries } from "#src/pipeline/wake-deliveries.ts";

import { aClassification, anIncident } from "./digests.ts";
import { fileOne } from "./file-one.ts";
import { fakeMeter, fakePulse, noSeams, quietLogger } from "./steps.ts";
import { openStores } from "./stores.ts";
import { SMALL_TAXONOMY } from "./taxonomy.ts";

const EVERY_DAY = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export const daily: Extract<Schedule, { readonly kind: "at" }> = {
  kind: "at",
  time: "07:00",
  days: EVERY_DAY,
};
export const atOnce = (
  over: Partial<Extract<Schedule, { kind: "immediately" }>> = {},
): Schedule => ({
  kind: "immediately",
  severity: "minor",
  holdSeconds: 0,
  ...over,
});

export function aSubscription(over: Partial<Subscription> = {}): Subscription {
  return {
    id: "levant",
    name: "Levant",
    to: ["desk@example.org"],
    timezone: "Europe/London",
    match: [{ name: "any", unless: [] }],
    unless: [],
    deliver: [daily],
    mail: { format: "text" },
    tests: [],
    ...over,
  };
}

const NO_INHIBITIONS = compileInhibitions([], SMALL_TAXONOMY);

let serial = 0;

/** A notifier's steps over real stores, at a virtual time of day. */
export async function notifier(
  subscription: Subscription,
  at = "2027-01-10T06:30:00Z",
  rules: Partial<SealDeliveriesPorts> = {},
) {
  const stores = openStores();
  stores.clock.advanceTo(Temporal.Instant.from(at));
  let subscriptions: readonly Subscription[] = [subscription];
  const roster = () => rosterOf(subscriptionSet(subscriptions), (address) => address.slice(0, 4));
  const pulse = fakePulse();
  const meter = fakeMeter();
  const shared = {
    ...stores,
    pulse,
    meter,
    logger: quietLogger,
    passSeam: noSeams,
    roster,
  };
  const enroll = enrollDeliveries(shared);
  const wake = wakeDeliveries({
    ...shared,
    cursor: stores.wakeCursor,
    findMatches: (incident) => new Set(incident.classification.relevant ? ["levant"] : []),
  });
  const seal = sealDeliveries({
    ...shared,
    windows: shareLog(stores.log),
    openRules: () => ({
      trace: ({ match }, incident) =>
        incident.classification.relevant
          ? { matched: true, rules: [{ rule: match[0].name, facts: [] }] }
          : { matched: false, misses: [] },
      matching: (_, entries) =>
        entries.flatMap(({ incident }, nth) => (incident.classification.relevant ? [nth] : [])),
    }),
    holdPolicy: undefined,
    reachOf: () => ({ matched: 0, of: 0 }),
    catchUp: Temporal.Duration.from({ hours: 14 * 24 }),
    stormBraked: () => Promise.resolve(),
    hideSilenced: async (composed) => composed,
    inhibitionsInForce: () => NO_INHIBITIONS,
    ...rules,
  });
  const mend = mendIndexes({ ...shared, enrollEveryone: () => enroll("everyone") });
  await enroll("everyone");
  await mend();
  await seal();
  return {
    ...stores,
    pulse,
    meter,
    roster,
    seal,
    enroll: () => enroll("everyone"),
    mend,
    enrollAgain: () => enroll("newcomers"),
    configure: (next: readonly Subscription[]) => {
      subscriptions = next;
    },
    advanceTo: (instant: string) => stores.clock.advanceTo(Temporal.Instant.from(instant)),
    async file(severity: Severity = "severe", over: Partial<Incident> = {}): Promise<string> {
      serial += 1;
      const incident = anIncident({
        id: `i-${serial}`,
        classification: aClassification({ severity }),
        ...over,
      });
      const filed = await fileOne(stores.log, {
        report: {
          id: `r-${serial}`,
          source: "wire",
          text: "x",
          receivedAt: stores.clock.now().toString(),
        },
        incident,
        fingerprint: { hash: `f-${serial}`, validSeconds: 60 },
        seen: { copyOf: undefined, sequence: 0 },
        telling: undefined,
      });
      expect(filed.outcome).toBe("filed");
      await wake();
      return incident.id;
    },
    /** Everything sealed so far, delivery by delivery. */
    async sealed(): Promise<SealedMail[]> {
      const found = [];
      for (const { delivery } of roster().values()) {
        const { id } = delivery;
        const state = await stores.deliveries.read(id);
        for (let n = 1; n <= (state?.sequence ?? 0); n += 1) {
          const mail = await stores.outbox.find(`${id}.${String(state?.epoch)}-${n}`);
          if (!mail) throw new Error(`digest ${n} of ${id} is missing`);
          found.push(mail);
        }
      }
      return found;
    },
    /** Incident ids of each digest sealed so far. */
    async digests(): Promise<{ items: string[]; late: boolean; to: string }[]> {
      const digests = (await this.sealed()).filter((mail): mail is Digest => !isAllClear(mail));
      return digests.map(({ items, late, window }) => ({
        items: items.map(({ incident }) => incident.id),
        late,
        to: window.to,
      }));
    },
  };
}
