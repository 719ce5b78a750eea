import { TOLD_BEFORE } from "../model/digest.ts";
import type { Fact, RuleMatch } from "../model/match.ts";
import { oneLine } from "./clean-text.ts";
import type { PlaceName } from "./describe-place.ts";
import { sayThreat } from "./describe-threat.ts";
import type { MailFrame } from "./mail-frame.ts";

/** `rule “Syria and neighbours”: Western Asia (Rif Dimashq); moderate or worse (severe)` */
export function sayReason(
  { rule, facts }: RuleMatch,
  { placeName }: Pick<MailFrame, "placeName">,
  said = sayFacts(facts, placeName),
): string {
  if (rule === TOLD_BEFORE.rule && facts.length === 0)
    return "an earlier digest told you of it; no rule of yours matches it now";
  const named = `rule “${oneLine(rule)}”`;
  return said === "" ? named : `${named}: ${said}`;
}

/** What held the clauses of a rule; empty where nothing sets the item apart. */
export function sayFacts(facts: readonly Fact[], placeName: PlaceName): string {
  const said = new Set(facts.map((fact) => sayFact(fact, placeName)));
  said.delete("");
  return [...said].join("; ");
}

function sayFact({ clause, asked, found }: Fact, placeName: PlaceName): string {
  switch (clause) {
    case "regions":
      return withFound(oneLine(placeName(asked)), oneLine(placeName(found)));
    case "threats":
      return withFound(sayThreat(asked), sayThreat(found));
    case "near":
      return withFound(oneLine(asked), withoutOrigin(oneLine(found)));
    case "words":
      return withFound(`the words “${oneLine(asked)}”`, `“${oneLine(found)}”`);
    case "sources":
      return withFound(`sources: ${oneLine(asked)}`, oneLine(found));
    case "languages":
      return `in ${oneLine(found)}`;
    case "severity":
    case "casualties":
    case "actors":
    case "confidence":
    case "maxAge":
      return withFound(oneLine(asked), oneLine(found));
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
