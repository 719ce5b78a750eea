import type { SubscriptionStore } from "../../src/pipeline/operator-ports.ts";

const REGIONS = ["SY", "LB", "IQ", "ML", "NE", "NG", "UA", "CO", "FR", "GB", "SY-RD", "IQ-AN"];
const THREATS = ["terrorism", "crime", "civil-unrest", "armed-conflict", "crime/kidnapping"];
const SEVERITIES = ["minor", "moderate", "severe"];
const WRITES = 1_000;

export async function storeSubscriptions(
  store: SubscriptionStore,
  count: number,
  talk: (text: string) => void,
): Promise<void> {
  for (let from = 0; from < count; from += WRITES) {
    const batch = Array.from({ length: Math.min(WRITES, count - from) }, (_, at) =>
      store.put(aSubscription(from + at), { is: "anything" }),
    );
    await Promise.all(batch);
    if (from % (100 * WRITES) === 0) talk(`${from + batch.length} stored`);
  }
}

/** 1 to 5 regions, 1 to 3 types, a severity, words for every fifth, a distance for every tenth. */
export function aSubscription(at: number, name = `Subscription ${at}`) {
  const some = (all: readonly string[], most: number) =>
    Array.from({ length: 1 + (at % most) }, (_, nth) => all[(at * 7 + nth) % all.length]);
  const rule =
    at % 10 === 0
      ? { near: { name: "office", lat: (at % 120) - 60, lon: (at % 300) - 150, km: 50 } }
      : { regions: [...new Set(some(REGIONS, 5))] };
  const id = `bench-${at}`;
  const document = {
    id,
    name,
    to: [`reader-${at}@example.org`],
    timezone: "UTC",
    match: [
      {
        name: "Watched",
        ...rule,
        threats: [...new Set(some(THREATS, 3))],
        severity: SEVERITIES[at % SEVERITIES.length],
        ...(at % 5 === 0 && { words: [`word${at % 500}`] }),
      },
    ],
    deliver: [{ at: "07:00" }],
  };
  return { id, document, confirmed: [] };
}
