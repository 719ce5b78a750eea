import { expect, test } from "vitest";

import type { Filing } from "#src/pipeline/log-ports.ts";
import { packProfile, unpackProfile } from "#src/relate/pack-profile.ts";
import { ORDINARY_DOCUMENTS } from "#src/relate/rarity.ts";
import { spanOf, STORY_LIMITS, STORY_MS, type StoryEntry } from "#src/relate/story-index.ts";

import { aProfile, storyIndexContract } from "../contracts/story-index.ts";
import { anIncident } from "../support/digests.ts";
import { allKeys } from "../support/redis-client.ts";
import { openStores } from "../support/stores.ts";

let serial = 0;

function filingOf(entry: StoryEntry, sequence = 1_000_000): Filing {
  serial += 1;
  const { incidentId, reportId, profile, atMs } = entry;
  return {
    report: {
      id: reportId,
      source: "wire",
      text: "x",
      receivedAt: new Date(atMs).toISOString(),
    },
    incident: anIncident({ id: incidentId }),
    fingerprint: { hash: `f-${serial}`, validSeconds: 60 },
    seen: { copyOf: undefined, sequence },
    telling: {
      terms: profile.terms,
      profile: packProfile(profile),
      span: spanOf(atMs),
      sharedTerms: STORY_LIMITS.sharedTerms,
      openSeconds: STORY_MS / 1000,
    },
  };
}

storyIndexContract(() => {
  const { log } = openStores();
  return {
    async lookUp({ terms, atMs }) {
      const { candidates, sequence, documents, frequencies } = await log.lookUp({
        fingerprint: "unheard-of",
        refersTo: undefined,
        terms,
        span: spanOf(atMs),
        limits: STORY_LIMITS,
        ordinaryDocuments: ORDINARY_DOCUMENTS,
      });
      const unpacked = candidates.map((one) => ({ ...one, profile: unpackProfile(one.profile) }));
      return { sequence, documents, frequencies, candidates: unpacked };
    },
    async add(entry) {
      const { outcome } = await log.file(filingOf(entry));
      if (outcome !== "filed") throw new Error(outcome);
    },
  };
});

const atMs = Date.parse("2026-11-21T07:00:00Z");
const entry = (n: number, terms: number[]): StoryEntry => ({
  incidentId: `i-${n}`,
  reportId: `r-${n}`,
  profile: aProfile({ terms }),
  atMs,
});

test("a telling is refused where one like it was filed since it was looked up, and only then", async () => {
  const { log } = openStores();
  await log.file(filingOf(entry(1, [1, 2, 3]), 0));
  await log.file(filingOf(entry(2, [3, 4, 5]), 0));
  expect(await log.file(filingOf(entry(3, [4, 5, 6]), 1))).toEqual({ outcome: "stale" });
  expect(await log.file(filingOf(entry(3, [1, 2, 6]), 1))).toEqual({ outcome: "filed" });
  expect(await log.file(filingOf(entry(4, [3, 7, 8]), 0))).toEqual({ outcome: "filed" });
});

test("everything that the index keeps ends with its window", async () => {
  const { log, redis, keys } = openStores();
  await log.file(filingOf(entry(1, [1, 2])));
  const kept = await allKeys(redis, `${keys.tellingPrefix.replace("telling:", "")}*`);
  const index = kept.filter((key) => /:(?:telling|term|story-count):/.test(key));
  expect(index).toHaveLength(4);
  for (const key of index) {
    const seconds = await redis.ttl(key);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual((2 * STORY_MS) / 1000);
  }
});
