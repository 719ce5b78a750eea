import { expect, test } from "vitest";

import type { Filing } from "#src/pipeline/log-ports.ts";
import { packProfile, unpackProfile } from "#src/relate/pack-profile.ts";
import { spanOf, STORY_LIMITS, STORY_MS, type StoryEntry } from "#src/relate/story-index.ts";
import { storyView } from "#src/relate/story-view.ts";
import { openTally } from "#src/relate/tally.ts";

import { aProfile, storyIndexContract } from "../contracts/story-index.ts";
import { anIncident } from "../support/digests.ts";
import { fileOne } from "../support/file-one.ts";
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
      openSeconds: STORY_MS / 1000,
      mostListed: STORY_LIMITS.tellingsOfTerm,
    },
  };
}

storyIndexContract(() => {
  const { log } = openStores();
  const tally = openTally();
  return {
    async lookUp({ terms, atMs }) {
      const hashes = terms.map(({ hash }) => hash);
      const answer = await log.lookUp({
        terms: hashes,
        span: spanOf(atMs),
        fingerprints: ["unheard-of"],
      });
      const lists = new Map(hashes.map((hash, i) => [hash, answer.terms[i] ?? nobody]));
      const { numbers, ...found } = storyView({ ...answer, terms: lists }, tally).lookUp(terms);
      const told = await log.tellings(numbers);
      const candidates = told.flatMap((one, i) =>
        one ? [{ ...one, number: numbers[i] ?? 0, profile: unpackProfile(one.profile) }] : [],
      );
      return { ...found, candidates };
    },
    async add(entry) {
      const { outcome } = await fileOne(log, filingOf(entry));
      if (outcome !== "filed") throw new Error(outcome);
    },
  };
});

const nobody = { frequency: 0, lists: [] };
const atMs = Date.parse("2026-11-21T07:00:00Z");
const entry = (n: number, terms: number[]): StoryEntry => ({
  incidentId: `i-${n}`,
  reportId: `r-${n}`,
  profile: aProfile({ terms }),
  atMs,
});

test("a telling is refused where any was filed since it was looked up", async () => {
  const { log } = openStores();
  await fileOne(log, filingOf(entry(1, [1, 2, 3]), 0));
  expect(await fileOne(log, filingOf(entry(2, [4, 5]), 0))).toEqual({ outcome: "stale" });
  expect(await fileOne(log, filingOf(entry(2, [4, 5]), 1))).toEqual({ outcome: "filed" });
});

/** More than are put under their terms together. */
const MANY = 150;

test("everything that the index keeps ends with its window", async () => {
  const { log, redis, keys } = openStores();
  await log.file(Array.from({ length: MANY }, (_, n) => filingOf(entry(n, [1, 2, n + 3]))));
  await fileOne(log, filingOf(entry(MANY, [1, 2])));
  const kept = await allKeys(redis, `${keys.tellingPrefix.replace("telling:", "")}*`);
  const index = kept.filter((key) => /:(?:telling|terms|recent-tellings|story-count):/.test(key));
  expect(index.length).toBeGreaterThan(MANY);
  for (const key of index) {
    const seconds = await redis.ttl(key);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(STORY_MS / 1000);
  }
});

test("the terms of a span are dropped with the first telling of the next but one", async () => {
  const { log, redis, keys } = openStores();
  const inSpan = (span: number, amount: number) =>
    Array.from({ length: amount }, (_, n) =>
      filingOf({ ...entry(span * MANY + n, [n, n + 1]), atMs: span * STORY_MS }),
    );
  const terms = (span: number) => allKeys(redis, `${keys.storyTermsPrefix(span)}*`);
  await log.file(inSpan(100, MANY));
  await log.file(inSpan(101, 1));
  expect(await terms(100)).not.toEqual([]);
  await log.file(inSpan(102, 1));
  expect(await terms(100)).toEqual([]);
});
