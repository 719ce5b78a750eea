import type { DigestView, Section } from "./describe-digest.ts";
import { type ItemView, type SharedView, type ToldItem, viewItem } from "./describe-item.ts";
import { SEVERITY_SCALE } from "./severity-scale.ts";

const SHARED: SharedView = {
  level: SEVERITY_SCALE.severe,
  mark: "UPDATE",
  type: "Explosion",
  category: "terrorism",
  place: "Gao, Mali",
  when: "Event: Sat 21 Nov 2026. First report: Sat 21 Nov, 22:10 Paris time.",
  headline: "Blast at a market",
  summary: "At least three were hurt.",
  language: "en",
  facts: [{ label: "Confidence", value: "single source" }],
  links: [{ url: "https://news.example/blast", host: "news.example" }],
};
const ITEM: ToldItem = {
  number: 1,
  shared: SHARED,
  own: [{ label: "Why you", value: "rule “Mali”" }],
};

const SECTION: Section = {
  title: "Sahel: 1 severe",
  shared: { title: "Sahel: 1 severe", items: [{ number: 1, shared: SHARED, at: 0 }] },
  items: [ITEM],
};

/** A view with all that a template may be given, and one with as little: what templates are tried on. */
export const SAMPLE_VIEWS: readonly [DigestView, DigestView] = [
  {
    name: "Desk",
    tlp: "TLP:AMBER",
    subject: "[SEVERE] Gao, ML: explosion",
    counts: "1 new",
    preheader: "Blast at a market",
    period: "As of Sun 22 Nov 2026, 07:00 Paris time",
    late: "Sent late.",
    holds: ["1 item waited."],
    storm: ["Mali: 1 explosion"],
    withheld: "Withheld: 1 item.",
    mostSerious: "Most serious: SEVERE - explosion, Gao, ML",
    worst: SEVERITY_SCALE.severe,
    map: {
      plan: { points: [], areas: [] },
      contentId: "map@example.org",
      alt: "Map",
      caption: "Numbers as below.",
    },
    byRegion: ["Sahel: 1 severe"],
    sections: [SECTION],
    brief: ["SEVERE Explosion, Gao, Mali"],
    rest: ["1 severe: Mali 1"],
    footer: {
      origin: "Compiled automatically.",
      scale: "Severity: SEVERE prepare.",
      made: "Digest 1.",
      reports: "Reports by item: 1: r-1.",
      credit: "Place names: GeoNames.",
      more: "For the whole of it, ask.",
      change: "Change these mails",
      changeLink: { url: "https://tocsin.example/m/1", host: "tocsin.example" },
      muteLink: { url: "https://tocsin.example/m/2", host: "tocsin.example" },
    },
  },
  {
    name: "Desk",
    subject: "1 item withheld",
    counts: "1 item withheld",
    preheader: "",
    period: "As of Sun 22 Nov 2026, 07:00 Paris time",
    holds: [],
    storm: [],
    byRegion: [],
    sections: [],
    brief: [],
    rest: [],
    footer: {
      origin: "Compiled automatically.",
      scale: "Severity: SEVERE prepare.",
      made: "Digest 1.",
      credit: "Place names: GeoNames.",
      change: "Write to us.",
    },
  },
];

/** An item without what an item may lack. */
export const BARE_ITEM: ItemView = viewItem({
  number: 1,
  shared: {
    ...SHARED,
    mark: undefined,
    category: undefined,
    summary: undefined,
    language: undefined,
    facts: [],
    links: [],
  },
  own: [],
});
