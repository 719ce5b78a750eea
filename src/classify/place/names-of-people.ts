import names from "../../../data/person-names.json" with { type: "json" };
import { GIVEN_NAMES, SURNAMES } from "./person-names.ts";

/** Of some forty languages and countries, by key. */
const GIVEN: ReadonlySet<string> = new Set(names.given.split(" "));
const FAMILY: ReadonlySet<string> = new Set(names.family.split(" "));

export function isGivenName(key: string): boolean {
  return GIVEN_NAMES.has(key) || GIVEN.has(key);
}

export function isFamilyName(key: string): boolean {
  return SURNAMES.has(key) || FAMILY.has(key);
}
