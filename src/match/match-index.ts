import type { Subscription } from "../model/subscription.ts";
import type { Taxonomy } from "../model/threat.ts";
import { BitSet } from "./bit-set.ts";
import { type CompiledRule, compileSubscription, tryRule } from "./compile-subscription.ts";
import { type Keys, type RuleFiling, fileRule, pairsOf } from "./filing.ts";
import { EVENTS, EVERYWHERE, type IncidentView, type Where } from "./incident-view.ts";
import { Postings } from "./postings.ts";
import { RegionKeys } from "./region-keys.ts";
import { floorOf } from "./severity-floor.ts";
import { SiteKeys } from "./site-keys.ts";
import { SiteTree } from "./site-tree.ts";
import { ThreatKeys } from "./threat-keys.ts";
import { WordRules } from "./word-rules.ts";

/**
 * Which subscriptions an incident satisfies, found without trying them all. A rule of
 * places (regions, or a distance from a site), threats and a severity is filed under each
 * pair of place and threat, and being found there is enough; with words, being found under
 * one of them too. Any other rule is filed under the rarest thing it asks for (its words,
 * its site, else its regions) and tried when it is found. Subscriptions are numbered by their slot.
 */
export class MatchIndex {
  readonly #taxonomy: Taxonomy;
  readonly #keys: Keys;
  readonly #sites = new SiteKeys();
  readonly #sure: Postings;
  readonly #words: WordRules;
  /** Of rules to be tried: those without words and site by region and threat, those with a site or an area by where it lies. */
  readonly #tried: Postings;
  readonly #triedSites = new SiteTree();
  /** Of those that have to be tried, their rules made ready, when they are first tried. */
  readonly #rules = new Map<number, readonly CompiledRule[] | undefined>();
  readonly #bySlot: (Subscription | undefined)[] = [];
  readonly #found = new BitSet();
  readonly #candidates = new BitSet();

  constructor(taxonomy: Taxonomy) {
    this.#taxonomy = taxonomy;
    const threats = new ThreatKeys(taxonomy);
    this.#keys = { regions: new RegionKeys(), threats };
    this.#sure = new Postings(threats.size);
    this.#tried = new Postings(threats.size);
    this.#words = new WordRules(threats.size);
  }

  /** A slot that is free. */
  add(slot: number, subscription: Subscription): void {
    this.#bySlot[slot] = subscription;
    this.#found.reserve(this.#bySlot.length);
    this.#candidates.reserve(this.#bySlot.length);
    this.#file(slot, subscription, "add");
  }

  remove(slot: number): void {
    const subscription = this.#bySlot[slot];
    if (!subscription) return;
    this.#file(slot, subscription, "remove");
    this.#rules.delete(slot);
    this.#bySlot[slot] = undefined;
  }

  /** Slots that were ever in use. */
  get length(): number {
    return this.#bySlot.length;
  }

  at(slot: number): Subscription | undefined {
    return this.#bySlot[slot];
  }

  /** The slots of those that it satisfies, in ascending order. The incident is one that any rule may match. */
  find(view: IncidentView): Uint32Array {
    const { classification, text } = view.incident;
    const { language } = classification;
    const highest = floorOf(classification.severity);
    const threats = this.#threatsOf(view);
    const told = { places: this.#placesOf(view), threats, highest, text, language };
    this.#sure.addTo(this.#found, told);
    this.#words.addTo(this.#found, this.#candidates, told);
    if (this.#rules.size > 0) {
      const { regions, points } = view.where(EVERYWHERE);
      const places = this.#regionsOf(regions);
      this.#tried.addTo(this.#candidates, { places, threats, highest });
      for (const point of points) {
        this.#triedSites.visit(point, view, (slot) => this.#candidates.add(slot));
      }
      for (const slot of this.#candidates.drain()) this.#try(slot, view);
    }
    return this.#found.drain();
  }

  #file(slot: number, subscription: Subscription, verb: "add" | "remove"): void {
    for (const [at, rule] of subscription.match.entries()) {
      const filing = this.#placed(fileRule(rule, subscription, this.#keys), verb);
      const { trust, words, near, sites, floor } = filing;
      if (trust === "clauses") this.#rules.set(slot, undefined);
      if (words) {
        this.#words[verb](filing, slot, at);
        continue;
      }
      for (const site of sites) this.#triedSites[verb](site, slot);
      if (trust === "clauses" && near) continue;
      const postings = trust === "keys" ? this.#sure : this.#tried;
      for (const [place, threat] of pairsOf(filing)) postings[verb](place, threat, floor, slot);
    }
  }

  /** Of a rule that its site tells, with the site's number for its places. */
  #placed(filing: RuleFiling, verb: "add" | "remove"): RuleFiling {
    if (!filing.near || filing.trust === "clauses") return filing;
    return { ...filing, places: [this.#sites[verb](filing.near)] };
  }

  #threatsOf({ incident }: IncidentView): readonly number[] {
    const told = incident.classification.threats.flatMap(({ type }) =>
      this.#keys.threats.told(type),
    );
    return [...new Set([ThreatKeys.ANY, ...told])];
  }

  #placesOf(view: IncidentView): readonly number[] {
    const { regions, points } = view.where(EVENTS);
    return [...this.#regionsOf(regions), ...this.#sites.told(points, view)];
  }

  #regionsOf(codes: Where["regions"]): readonly number[] {
    return [RegionKeys.ANY, ...this.#keys.regions.told(codes)];
  }

  #try(slot: number, view: IncidentView): void {
    if (this.#found.has(slot)) return;
    if (this.#rulesOf(slot).some((rule) => tryRule(rule, view).matched)) this.#found.add(slot);
  }

  #rulesOf(slot: number): readonly CompiledRule[] {
    const known = this.#rules.get(slot);
    if (known) return known;
    const subscription = this.#bySlot[slot];
    const compiled = subscription ? compileSubscription(subscription, this.#taxonomy) : [];
    this.#rules.set(slot, compiled);
    return compiled;
  }
}
