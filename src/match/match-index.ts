import type { RegionCode } from "../model/region.ts";
import type { Subscription } from "../model/subscription.ts";
import type { Taxonomy } from "../model/threat.ts";
import { BitSet } from "./bit-set.ts";
import { type CompiledRule, compileSubscription, tryRule } from "./compile-subscription.ts";
import { type Keys, type RuleFiling, fileRule, pairsOf } from "./filing.ts";
import { EVENTS, EVERYWHERE, type IncidentView } from "./incident-view.ts";
import { Marks } from "./marks.ts";
import { PhraseBook } from "./phrase-book.ts";
import { Postings } from "./postings.ts";
import { RegionKeys } from "./region-keys.ts";
import { type KeyedRule, RuleRecords, type Seen } from "./rule-records.ts";
import { floorOf } from "./severity-floor.ts";
import { SiteTree } from "./site-tree.ts";
import { ThreatKeys } from "./threat-keys.ts";
import { isNear } from "./where-clauses.ts";

/**
 * Which subscriptions an incident satisfies, found without trying them all. A
 * rule that asks for regions, threats and a severity alone is filed under each
 * pair of region and threat, and being found there is enough. Any other rule is
 * filed under the rarest thing it asks for (its words, its site, else its
 * regions) and tried when it is found. Subscriptions are numbered by their slot.
 */
export class MatchIndex {
  readonly #taxonomy: Taxonomy;
  readonly #keys: Keys;
  readonly #sure: Postings;
  readonly #tried: Postings;
  readonly #phrases = new PhraseBook();
  readonly #sites = new SiteTree();
  readonly #records = new RuleRecords();
  /** Those that need more than their record; their clauses are made ready when they are first tried. */
  readonly #whole = new Map<number, readonly CompiledRule[] | undefined>();
  readonly #bySlot: (Subscription | undefined)[] = [];
  readonly #regionMarks = new Marks();
  readonly #threatMarks = new Marks();
  readonly #found = new BitSet();
  readonly #seenSlots = new BitSet();

  constructor(taxonomy: Taxonomy) {
    this.#taxonomy = taxonomy;
    this.#keys = { regions: new RegionKeys(), threats: new ThreatKeys(taxonomy) };
    this.#sure = new Postings(this.#keys.threats.size);
    this.#tried = new Postings(this.#keys.threats.size);
  }

  /** A slot that is free. */
  add(slot: number, subscription: Subscription): void {
    this.#bySlot[slot] = subscription;
    const filings = this.#filingsOf(subscription);
    const keyed: KeyedRule[] = [];
    for (const [rule, filing] of filings.entries()) {
      const phrases = filing.words?.flatMap((word) => this.#phrases.add(word, slot) ?? []);
      if (filing.trust === "keys") keyed.push({ filing, rule, phrases });
      this.#file(filing, slot, "add");
    }
    if (filings.some(({ trust }) => trust === "all")) this.#whole.set(slot, undefined);
    else if (keyed.length > 0) this.#records.set(slot, keyed);
    this.#found.reserve(this.#bySlot.length);
    this.#seenSlots.reserve(this.#bySlot.length);
  }

  remove(slot: number): void {
    const subscription = this.#bySlot[slot];
    if (!subscription) return;
    for (const filing of this.#filingsOf(subscription)) {
      for (const word of filing.words ?? []) this.#phrases.remove(word, slot);
      this.#file(filing, slot, "remove");
    }
    this.#records.remove(slot);
    this.#whole.delete(slot);
    this.#bySlot[slot] = undefined;
  }

  /** The incident is one that any rule may match. */
  find(view: IncidentView): Subscription[] {
    const { classification, text } = view.incident;
    const { language } = classification;
    const floor = floorOf(classification.severity);
    const { regions, threats, wide } = this.#keysOf(view);
    const seen: Seen = {
      floor,
      regions: marked(this.#regionMarks, regions),
      threats: marked(this.#threatMarks, threats),
      phrases: this.#phrases.found,
      isNear: (slot, rule) => this.#isNear(slot, rule, view),
    };
    const tryAll = (page: Uint32Array, start: number, end: number) => {
      for (let at = start; at < end; at += 1) this.#try(page[at] ?? 0, seen, view);
    };
    this.#sure.visit(regions, threats, floor, (page, start, end) =>
      this.#found.addAll(page, start, end),
    );
    this.#phrases.scan(text, language, tryAll);
    this.#tried.visit(wide, threats, floor, tryAll);
    for (const point of view.where(EVERYWHERE).points) {
      this.#sites.visit(point, view, (slot) => this.#try(slot, seen, view));
    }
    this.#seenSlots.clear();
    return this.#take();
  }

  #filingsOf(subscription: Subscription): RuleFiling[] {
    return subscription.match.map((rule) => fileRule(rule, subscription, this.#keys));
  }

  #file(filing: RuleFiling, slot: number, verb: "add" | "remove"): void {
    if (filing.words) return;
    for (const site of filing.sites) this.#sites[verb](site, slot);
    if (filing.near) return;
    const postings = filing.trust === "found" ? this.#sure : this.#tried;
    for (const [region, threat] of pairsOf(filing)) {
      postings[verb](region, threat, filing.floor, slot);
    }
  }

  #keysOf(view: IncidentView) {
    const { regions } = this.#keys;
    const told = view.incident.classification.threats.flatMap(({ type }) =>
      this.#keys.threats.told(type),
    );
    const anywhere = (codes: Iterable<RegionCode>) => [...regions.told(codes), RegionKeys.ANY];
    return {
      threats: [...new Set([ThreatKeys.ANY, ...told])],
      regions: anywhere(view.where(EVENTS).regions),
      wide: anywhere(view.where(EVERYWHERE).regions),
    };
  }

  #try(slot: number, seen: Seen, view: IncidentView): void {
    if (this.#found.has(slot) || this.#seenSlots.has(slot)) return;
    this.#seenSlots.add(slot);
    const holds = this.#whole.has(slot)
      ? this.#wholeOf(slot).some((rule) => tryRule(rule, view).matched)
      : this.#records.holds(slot, seen);
    if (holds) this.#found.add(slot);
  }

  #wholeOf(slot: number): readonly CompiledRule[] {
    const known = this.#whole.get(slot);
    if (known) return known;
    const subscription = this.#bySlot[slot];
    const compiled = subscription ? compileSubscription(subscription, this.#taxonomy) : [];
    this.#whole.set(slot, compiled);
    return compiled;
  }

  #isNear(slot: number, rule: number, view: IncidentView): boolean {
    const near = this.#bySlot[slot]?.match[rule]?.near;
    return near !== undefined && isNear(near, view, EVENTS);
  }

  #take(): Subscription[] {
    const bySlot = this.#bySlot;
    const taken: Subscription[] = [];
    const slots = this.#found.drain();
    for (let at = 0; at < slots.length; at += 1) {
      const subscription = bySlot[slots[at] ?? 0];
      // Compared with undefined, it is not looked into: each lies in another part of the memory.
      if (subscription !== undefined) taken.push(subscription);
    }
    return taken;
  }
}

function marked(marks: Marks, numbers: readonly number[]): Marks {
  marks.begin();
  for (const number of numbers) marks.add(number);
  return marks;
}
