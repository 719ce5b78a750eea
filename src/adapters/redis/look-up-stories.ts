import type { ChainableCommander } from "ioredis";

import type { LookUp, LookUpAnswer, StoredTelling } from "../../pipeline/log-ports.ts";
import type { RedisClient } from "./connection.ts";
import type { Keys } from "./keys.ts";
import { nameAt, namesOfTerms, placesByPart } from "./story-parts.ts";

interface Options {
  readonly redis: RedisClient;
  readonly keys: Keys;
}

/** Of a term, as it is gathered. */
interface Listed {
  frequency: number;
  readonly lists: number[][];
}

/**
 * Plain commands of one write. The sequence is read first: where what is read after it is newer, the sequence has moved,
 * and nothing is filed by this answer.
 */
export async function lookUpStories(
  { redis, keys }: Options,
  { terms, span, fingerprints }: LookUp,
): Promise<LookUpAnswer> {
  const spans = [span - 1, span];
  const names = namesOfTerms(terms);
  const parts = placesByPart(terms)
    .map((places, part) => ({ places, part, named: places.map((place) => nameAt(names, place)) }))
    .filter(({ places }) => places.length > 0);
  const pipeline = redis.pipeline();
  pipeline.mget(keys.storySequence, ...spans.map((each) => keys.storyCount(each)));
  pipeline.mget(...fingerprints.map((hash) => keys.fingerprint(hash)));
  for (const each of spans) {
    pipeline.lrange(keys.recentTellings(each), 0, -1);
    for (const { part, named } of parts)
      pipeline.hmgetBuffer(`${keys.storyTermsPrefix(each)}${part}`, ...named);
  }
  const answers = await answersOf(pipeline);
  const [sequence, ...counts] = (answers.shift() as (string | null)[]).map(Number);
  const copies = answers.shift() as (string | null)[];
  const found = new Map(terms.map((term): [number, Listed] => [term, { frequency: 0, lists: [] }]));
  for (const _ of spans) {
    const recent = answers.shift() as string[];
    for (const { places } of parts) {
      const values = answers.shift() as (Buffer | null)[];
      for (const [i, place] of places.entries()) {
        const value = values[i];
        const term = found.get(terms[place] ?? 0);
        if (!value || !term) continue;
        term.frequency += value.readUInt32LE(0);
        term.lists.push(numbersIn(value));
      }
    }
    addRecent(found, recent);
  }
  return {
    sequence: sequence ?? 0,
    documents: counts.reduce((sum, count) => sum + count, 0),
    terms: [...found.values()],
    copies: copies.map((copy) => copy ?? undefined),
  };
}

async function answersOf(pipeline: ChainableCommander): Promise<unknown[]> {
  const answers = (await pipeline.exec()) ?? [];
  return answers.map(([error, answer]) => {
    if (error) throw error;
    return answer;
  });
}

/** After how many they are. */
function numbersIn(value: Buffer): number[] {
  const numbers: number[] = [];
  for (let at = 4; at < value.length; at += 4) numbers.push(value.readUInt32LE(at));
  return numbers;
}

/** Tellings that are not listed under their terms yet, in their order: each its number and its terms. */
function addRecent(found: ReadonlyMap<number, Listed>, recent: readonly string[]): void {
  const lists = new Map<Listed, number[]>();
  for (const telling of recent) {
    const numbers = Buffer.from(telling, "hex");
    const number = numbers.readUInt32BE(0);
    for (let at = 4; at < numbers.length; at += 4) {
      const term = found.get(numbers.readUInt32BE(at));
      if (term) lists.getOrInsertComputed(term, () => []).push(number);
    }
  }
  for (const [term, list] of lists) {
    term.frequency += list.length;
    term.lists.push(list);
  }
}

/** Those that are gone were of stories that are closed. */
export async function readTellings(
  { redis, keys }: Options,
  numbers: readonly number[],
): Promise<readonly (StoredTelling | undefined)[]> {
  if (numbers.length === 0) return [];
  const kept = await redis.mget(...numbers.map((number) => `${keys.tellingPrefix}${number}`));
  return kept.map((text) => (text === null ? undefined : readTelling(text)));
}

function readTelling(text: string): StoredTelling {
  const second = text.indexOf("\n") + 1;
  const third = text.indexOf("\n", second) + 1;
  return {
    incidentId: text.slice(0, second - 1),
    reportId: text.slice(second, third - 1),
    profile: text.slice(third),
  };
}
