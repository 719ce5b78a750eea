import type { RuleFiling } from "./filing.ts";
import type { Marks } from "./marks.ts";
import { Slab, offsetIn } from "./slab.ts";

/** What an incident has of what records hold. */
export interface Seen {
  readonly regions: Marks;
  readonly threats: Marks;
  readonly phrases: Marks;
  /** The highest floor it reaches. */
  readonly floor: number;
  /** Whether it is near the site of the subscription's rule of this number. */
  isNear(slot: number, rule: number): boolean;
}

/** Stands for a key that no incident has. */
const NEVER = 0xffffffff;

const COUNT_BITS = 9;
const COUNT_MASK = (1 << COUNT_BITS) - 1;
const REGIONS_AT = 3;
const THREATS_AT = REGIONS_AT + COUNT_BITS;
const PHRASES_AT = THREATS_AT + COUNT_BITS;
const SITE_BIT = 4;
const FLOOR_MASK = 3;

export interface KeyedRule {
  readonly filing: RuleFiling;
  /** Its place among its subscription's rules. */
  readonly rule: number;
  /** Of its words; undefined where it asks for none. */
  readonly phrases: readonly number[] | undefined;
}

/**
 * The rules of each subscription that a few numbers decide, packed: their objects
 * lie all over the memory, and thousands of them are tried for one incident.
 * A rule is a head (floor, site, counts), its own number, and its keys; before
 * them stand how many words and how many rules there are.
 */
export class RuleRecords {
  readonly #slab = new Slab();
  #addresses = new Uint32Array(1024);

  set(slot: number, rules: readonly KeyedRule[]): void {
    const words = [0, rules.length, ...rules.flatMap(packed)];
    words[0] = words.length;
    const address = this.#slab.allocate(words.length);
    this.#slab.pageOf(address).set(words, offsetIn(address));
    if (slot >= this.#addresses.length) this.#grow(slot);
    this.#addresses[slot] = address;
  }

  remove(slot: number): void {
    const address = this.#addresses[slot] ?? 0;
    if (address === 0) return;
    const size = this.#slab.pageOf(address)[offsetIn(address)] ?? 0;
    this.#slab.release(address, size);
    this.#addresses[slot] = 0;
  }

  /** Whether a rule of this subscription holds. */
  holds(slot: number, seen: Seen): boolean {
    const address = this.#addresses[slot] ?? 0;
    if (address === 0) return false;
    const page = this.#slab.pageOf(address);
    let at = offsetIn(address) + 1;
    let left = page[at] ?? 0;
    at += 1;
    for (; left > 0; left -= 1) {
      const head = page[at] ?? 0;
      const rule = page[at + 1] ?? 0;
      const regions = at + 2;
      const threats = regions + ((head >>> REGIONS_AT) & COUNT_MASK);
      const phrases = threats + ((head >>> THREATS_AT) & COUNT_MASK);
      at = phrases + ((head >>> PHRASES_AT) & COUNT_MASK);
      if ((head & FLOOR_MASK) > seen.floor) continue;
      if (!hasAny(page, regions, threats, seen.regions)) continue;
      if (!hasAny(page, threats, phrases, seen.threats)) continue;
      if (!hasAny(page, phrases, at, seen.phrases)) continue;
      if ((head & SITE_BIT) === 0 || seen.isNear(slot, rule)) return true;
    }
    return false;
  }

  #grow(slot: number): void {
    const larger = new Uint32Array(Math.max(slot + 1, this.#addresses.length * 2));
    larger.set(this.#addresses);
    this.#addresses = larger;
  }
}

/** Of no key at all it is enough to have none. */
function hasAny(page: Uint32Array, start: number, end: number, marks: Marks): boolean {
  for (let at = start; at < end; at += 1) if (marks.has(page[at] ?? NEVER)) return true;
  return start === end;
}

function packed({ filing, rule, phrases }: KeyedRule): number[] {
  const regions = orNever(filing.regions);
  const threats = orNever(filing.threats);
  const words = phrases === undefined ? [] : orNever(phrases);
  const head =
    filing.floor |
    (filing.near ? SITE_BIT : 0) |
    (regions.length << REGIONS_AT) |
    (threats.length << THREATS_AT) |
    (words.length << PHRASES_AT);
  return [head >>> 0, rule, ...regions, ...threats, ...words];
}

function orNever(numbers: readonly number[]): readonly number[] {
  return numbers.length === 0 ? [NEVER] : numbers;
}
