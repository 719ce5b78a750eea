import type { Classification, Threat } from "../../model/classification.ts";
import { threatType } from "../../model/threat.ts";
import type { TextDocument } from "../text/document.ts";
import { chooseCategory } from "./choose-category.ts";
import { dateEvent } from "./date-event.ts";
import { evidenceOf } from "./evidence.ts";
import { type FoundActor, createActorFinder } from "./find-actors.ts";
import {
  type ActorKnowledge,
  type Lexicon,
  type ThreatKnowledge,
  allowedCategories,
} from "./knowledge.ts";
import { type Decided, decide } from "./learned/decide.ts";
import { readFeatures } from "./learned/report-features.ts";
import { type CompiledLexicon, compileLexicon } from "./lexicon.ts";
import { rateSeverity } from "./rate-severity.ts";
import { KEEP_FROM, MOST_THREATS, otherTypes, readByRules } from "./read-by-rules.ts";
import { readCasualties } from "./read-casualties.ts";
import { publishedDay, readDates } from "./read-dates.ts";
import { RELEVANT_FROM } from "./read-relevance.ts";
import { type Reading, readSigns } from "./read-signs.ts";
import type { ScoredType } from "./score-types.ts";
import { type Standing, readStanding } from "./standing.ts";

/** Everything a classification says but where. */
export type Incident = Omit<Classification, "language" | "places" | "regions" | "country">;

/** The incident, and which sentences tell it, for the reader of places. */
export interface IncidentReading {
  readonly incident: Incident;
  /** Sentence indexes, the most telling first. */
  readonly eventSentences: readonly number[];
  /** Sentence indexes that tell an earlier or another event. */
  readonly backgroundSentences: readonly number[];
}

export interface IncidentInput {
  readonly document: TextDocument;
  readonly language: string | null;
  readonly publishedAt?: string | undefined;
}

export type IncidentReader = (input: IncidentInput) => IncidentReading;

const MOST_EVIDENCE = 4;
/** Weaker words than these stand behind a score without being shown. */
const SHOWN_FROM = 0.3;
/** Score of the terrorism that a designated actor adds to an act of war. */
const DESIGNATED_SCORE = 0.5;
/** The mildest cue that makes a sentence one that tells the event. */
const TELLS_FROM = 0.2;

export function createIncidentReader(
  threats: ThreatKnowledge,
  actors: ActorKnowledge,
): IncidentReader {
  const known = new Map(threats.lexicons.map((lexicon) => [lexicon.language, lexicon]));
  // A language is made ready for its first report: most installations hear from few.
  const compiled = new Map<Lexicon, CompiledLexicon>();
  const findActors = createActorFinder(actors);
  return ({ document, language, publishedAt }) => {
    const found = findActors(document);
    const lexicon = language === null ? undefined : known.get(language);
    if (lexicon === undefined) return unread(found);
    const ready = compiled.getOrInsertComputed(lexicon, () =>
      compileLexicon(lexicon, threats.model?.numberOf),
    );
    return readWith(ready, { threats, document, actors: found, publishedAt });
  };
}

/** A report in a language without a lexicon: filed, shown as unclassified. */
function unread(actors: readonly FoundActor[]): IncidentReading {
  const incident: Incident = {
    relevant: false,
    relevance: 0,
    threats: [],
    severity: "unknown",
    severityReason: "no lexicon for the report's language",
    casualties: { killed: null, injured: null },
    casualtyDetail: [],
    actors: actors.map(({ actor }) => actor),
    occurredOn: null,
    occurredPrecision: null,
  };
  return { incident, eventSentences: [], backgroundSentences: [] };
}

interface Material {
  readonly threats: ThreatKnowledge;
  readonly document: TextDocument;
  readonly actors: readonly FoundActor[];
  readonly publishedAt: string | undefined;
}

function readWith(lexicon: CompiledLexicon, material: Material): IncidentReading {
  const { document, threats: knowledge, actors } = material;
  const reading = readSigns(document, lexicon);
  const dates = readDates(reading, publishedDay(material.publishedAt));
  const standing = readStanding(reading, dates);
  const decided = decideThreats(reading, standing, knowledge);
  const relevance = round(decided.relevance);
  const relevant = relevance >= RELEVANT_FROM && decided.primary !== undefined;
  const primary = relevant ? decided.primary : undefined;
  const { types } = decided;
  const threats =
    primary === undefined ? [] : listThreats(types, primary, { knowledge, reading, actors });
  const events = rankSentences(reading, standing, primary, types);
  const { casualties, detail } = readCasualties(reading, standing);
  const says = (sign: string) => events.some((index) => reading.hitsIn(sign, index).length > 0);
  const { severity, reason } = rateSeverity(knowledge.severity, {
    threats,
    casualties,
    detail,
    says,
  });
  return {
    incident: {
      relevant,
      relevance,
      threats,
      severity,
      severityReason: reason,
      casualties,
      casualtyDetail: detail,
      actors: actors.map(({ actor }) => actor),
      ...dateEvent(reading, dates, standing, events),
    },
    eventSentences: events,
    backgroundSentences: [...standing.background].toSorted((a, b) => a - b),
  };
}

/** By the rules alone where there are no weights. */
function decideThreats(reading: Reading, standing: Standing, knowledge: ThreatKnowledge): Decided {
  const ruled = readByRules(reading, standing, knowledge);
  const { model } = knowledge;
  if (model === undefined) return ruled;
  const features = readFeatures(reading, standing, ruled);
  const { relevance, types, primary } = decide({
    reading,
    features,
    ruled,
    model,
    precedence: knowledge.precedence,
  });
  return {
    primary,
    // A drill or a film is none however much its words sound like one.
    relevance: standing.unreal ? Math.min(relevance, ruled.relevance) : relevance,
    types: types.filter((type) => type === primary || type.score >= KEEP_FROM),
  };
}

type Listing = Pick<Material, "actors"> & {
  readonly knowledge: ThreatKnowledge;
  readonly reading: Reading;
};

/** The primary first, never scored below another; the rest by score. */
function listThreats(
  types: readonly ScoredType[],
  primary: ScoredType,
  listing: Listing,
): Threat[] {
  const top = types[0]?.score ?? primary.score;
  const others = otherTypes(types, primary, listing.knowledge);
  const kept = [{ ...primary, score: Math.max(primary.score, top) }, ...others];
  const threats = kept.map((type, index): Threat => {
    const named = threatType(chooseCategory(type, listing), type.slug);
    const evidence = type.hits
      .filter((hit, place) => place === 0 || hit.value >= SHOWN_FROM)
      .slice(0, MOST_EVIDENCE)
      .map((hit) => evidenceOf(listing.reading.document, hit, hit.rule));
    return { type: named, score: round(type.score), primary: index === 0, evidence };
  });
  return withDesignated(threats, primary.slug, listing);
}

/** Readers who filter on terrorism keep a designated group's attack on a barracks. */
function withDesignated(threats: Threat[], slug: string, listing: Listing): Threat[] {
  const designated = listing.actors.find(
    ({ actor, kind, sentence }) => kind === "group" && actor.lists.length > 0 && sentence <= 2,
  );
  const lacks = !threats.some(({ type }) => type.startsWith("terrorism/"));
  const allowed = allowedCategories(listing.knowledge.taxonomy, slug);
  if (designated === undefined || !lacks || !allowed.includes("terrorism")) return threats;
  const { name, start, end } = designated.actor;
  const text = listing.reading.document.text.slice(start, end);
  const added: Threat = {
    type: threatType("terrorism", slug),
    score: Math.min(DESIGNATED_SCORE, threats[0]?.score ?? DESIGNATED_SCORE),
    primary: false,
    evidence: [{ start, end, text, rule: `designated actor: ${name}` }],
  };
  return [...threats.slice(0, MOST_THREATS - 1), added].toSorted(byPrimaryThenScore);
}

function byPrimaryThenScore(one: Threat, other: Threat): number {
  return Number(other.primary) - Number(one.primary) || other.score - one.score;
}

/** Sentences that tell the event: where its type is said, then where other types are. */
function rankSentences(
  reading: Reading,
  standing: Standing,
  primary: ScoredType | undefined,
  types: readonly ScoredType[],
): number[] {
  const telling = new Map<number, number>();
  for (const type of types) {
    for (const { sentence, value } of type.hits) {
      const worth = type === primary ? value + 1 : value;
      if (value >= TELLS_FROM && worth > (telling.get(sentence) ?? 0)) telling.set(sentence, worth);
    }
  }
  const opening = reading.document.sentences.find((sentence) => !sentence.isTitle)?.index;
  if (opening !== undefined && !telling.has(opening)) telling.set(opening, 0);
  return [...telling]
    .filter(([sentence]) => !standing.background.has(sentence))
    .toSorted(([a, worthA], [b, worthB]) => worthB - worthA || a - b)
    .map(([sentence]) => sentence);
}

function round(score: number): number {
  return Math.round(score * 100) / 100;
}
