import { indexWords } from "../../src/match/word-search.ts";
import { parsePhrase } from "../../src/match/words.ts";
import { distanceKm } from "../../src/model/great-circle.ts";
import type { Incident } from "../../src/model/incident.ts";
import { withContainingRegions } from "../../src/model/region.ts";
import { severityRank } from "../../src/model/severity.ts";
import type { Subscription } from "../../src/model/subscription.ts";
import { categoryOf, slugOf, type Taxonomy } from "../../src/model/threat.ts";

/** A subscription as a general rule engine can take it: numbers to be found in lists. */
export interface FlatRule {
  readonly severity: number;
  readonly threats: readonly number[];
  /** Undefined: any. */
  readonly regions: readonly number[] | undefined;
  readonly words: readonly number[] | undefined;
  /** Of a subscription with a site: its own number, to be found among the sites that are near enough. */
  readonly site: number | undefined;
}

/** An incident for them. Words and distances are found out beforehand and cost them nothing. */
export interface FlatIncident {
  readonly severity: number;
  readonly threats: readonly number[];
  readonly regions: readonly number[];
  readonly words: readonly number[];
  readonly sites: readonly number[];
}

/** Reads subscriptions of one rule, as `subscribers` makes them. */
export function flatten(all: readonly Subscription[], taxonomy: Taxonomy) {
  const numbers = new Map<string, number>();
  const numberOf = (name: string) => numbers.getOrInsertComputed(name, () => numbers.size);
  const groups = [...new Set(all.flatMap(({ match }) => match[0].regions ?? []))];
  const words = [...new Set(all.flatMap(({ match }) => match[0].words ?? []))].map((asked) => ({
    number: numberOf(`word ${asked}`),
    phrase: parsePhrase(asked),
  }));
  const threatName = (asked: string) => {
    const [category, slug = ""] = asked.split("/");
    return taxonomy.get(slug)?.category === category ? slug : asked;
  };
  const rules = all.map(({ match: [rule] }, at): FlatRule => ({
    severity: severityRank(rule.severity ?? "minor"),
    threats: (rule.threats ?? []).map((threat) => numberOf(threatName(threat))),
    regions: rule.regions?.map(({ asked }) => numberOf(`region ${asked}`)),
    words: rule.words?.map((word) => numberOf(`word ${word}`)),
    site: rule.near ? at : undefined,
  }));
  const flatIncident = ({ classification, text }: Incident): FlatIncident => {
    const { regions, threats, severity, places } = classification;
    const codes = new Set(regions.flatMap(withContainingRegions));
    const index = indexWords(text, classification.language);
    const points = places.flatMap(({ role, kind, lat, lon }) =>
      role === "event" && kind === "place" && lat !== null && lon !== null ? [{ lat, lon }] : [],
    );
    const floor = severity === "unknown" ? "minor" : severity;
    return {
      severity: severityRank(floor),
      threats: threats.flatMap(({ type }) =>
        [categoryOf(type), slugOf(type), type].map((name) => numberOf(name)),
      ),
      regions: groups
        .filter((group) => group.codes.some((code) => codes.has(code)))
        .map(({ asked }) => numberOf(`region ${asked}`)),
      words: words.flatMap(({ number, phrase }) =>
        phrase && index.find(phrase) !== undefined ? [number] : [],
      ),
      sites: all.flatMap(({ match: [{ near }] }, at) =>
        near && points.some((point) => distanceKm(near, point) <= near.km[severity]) ? [at] : [],
      ),
    };
  };
  return { rules, flatIncident, keys: () => numbers.size };
}
