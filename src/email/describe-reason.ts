import { TOLD_BEFORE } from "../model/digest.ts";
import type { Fact, RuleMatch } from "../model/match.ts";
import { oneLine } from "./clean-text.ts";
import type { PlaceName } from "./describe-place.ts";
import { sayThreat } from "./describe-threat.ts";

/** `rule “Syria and neighbours”: Western Asia (Rif Dimashq); moderate or worse (severe)` */
export function sayReason(reason: RuleMatch, placeName: PlaceName): string {
  if (reason.rule === TOLD_BEFORE.rule && reason.facts.length === 0)
    return "an earlier digest told you of it; no rule of yours matches it now";
  const facts = reason.facts.map((fact) => sayFact(fact, placeName)).filter((said) => said !== "");
  const rule = `rule “${oneLine(reason.rule)}”`;
  return facts.length === 0 ? rule : `${rule}: ${[...new Set(facts)].join("; ")}`;
}

function sayFact(fact: Fact, placeName: PlaceName): string {
  const { clause } = fact;
  const [asked, found] = [oneLine(fact.asked), oneLine(fact.found)];
  switch (clause) {
    case "regions":
      return withFound(oneLine(placeName(fact.asked)), oneLine(placeName(fact.found)));
    case "threats":
      return withFound(sayThreat(fact.asked), sayThreat(fact.found));
    case "near":
      return withFound(asked, withoutOrigin(found));
    case "words":
      return withFound(`the words “${asked}”`, `“${found}”`);
    case "sources":
      return withFound(`sources: ${asked}`, found);
    case "languages":
      return `in ${found}`;
    case "severity":
    case "casualties":
    case "actors":
    case "confidence":
    case "maxAge":
      return withFound(asked, found);
    // What widens or narrows the places stands with the place itself.
    case "ambiguous":
    case "mentions":
    // Both hold for every item of every digest: they set no item apart.
    case "relevance":
    case "unless":
      return "";
  }
}

/** `Qudsaya, 9 km from Damascus office`: what was asked has named the office already. */
function withoutOrigin(found: string): string {
  return found.split(/(?<=\d km) from /, 1).join("");
}

function withFound(asked: string, found: string): string {
  return found === "" || asked.includes(found) ? asked : `${asked} (${found})`;
}
