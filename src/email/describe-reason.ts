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

function sayFact({ clause, asked, found }: Fact, placeName: PlaceName): string {
  switch (clause) {
    case "regions":
      return withFound(oneLine(placeName(asked)), oneLine(placeName(found)));
    case "threats":
      return withFound(sayThreat(asked), sayThreat(found));
    case "severity":
      return withFound(oneLine(asked), oneLine(found));
    case "near":
      return withFound(oneLine(asked), withoutOrigin(oneLine(found)));
    case "words":
      return withFound(`the words “${oneLine(asked)}”`, `“${oneLine(found)}”`);
    case "sources":
      return withFound(`sources: ${oneLine(asked)}`, oneLine(found));
    // Both hold for every item of every digest: they set no item apart.
    case "relevance":
    case "unless":
      return "";
  }
}

/** `Qudsaya, 9 km from Damascus office`: what was asked has named the office already. */
function withoutOrigin(found: string): string {
  return found.replace(/(?<=\d km) from .*$/, "");
}

function withFound(asked: string, found: string): string {
  return found === "" || asked.includes(found) ? asked : `${asked} (${found})`;
}
