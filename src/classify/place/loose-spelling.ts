/**
 * A key under which spellings of one name by ear meet: "Nabatiyeh" and "Nabatieh", "Deir Ezzor" and
 * "Dayr az-Zawr". Articles go, long and double letters shrink, and a final "-ah", "-eh", "-a" falls off.
 */
export function loosen(key: string): string {
  return STEPS.reduce((loose, [pattern, by]) => loose.replace(pattern, by), key);
}

const STEPS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:al|el|ar|ash|as|at|an|ad|az|ez|et|er|esh|the)\b/g, " "],
  [/([a-z]{2})(?:ez|az|al|el)(?=[zs])/g, "$1 "],
  [/(?<=[aei])h\b/g, ""],
  [/\s+/g, ""],
  [/ou|oo/g, "u"],
  [/ee|ie|ei|ai|ay|iy|y/g, "i"],
  [/([kdtg])h/g, "$1"],
  [/q/g, "k"],
  [/w/g, "u"],
  [/e/g, "a"],
  [/(.)\1+/g, "$1"],
  [/(?<=.{3})a?h?$/, ""],
  [/o/g, "u"],
  [/ua/g, "u"],
];

/** Below this the key of one name is too often the key of another. */
export const SHORTEST_LOOSE_KEY = 4;

/** Countries whose names newspapers write by ear, from another script or language. */
export const SPELT_BY_EAR: ReadonlySet<string> = new Set(
  `AE AF AM AZ BD BF BH BY CF CM DJ DZ EG EH ER ET GE IL IN IQ IR JO KG KM KW KZ LB LK LY MA ML MM MR MV NE NG NP OM
  PK PS QA RU SA SD SN SO SS SY TD TJ TM TN TR UA UZ YE`.split(/\s+/),
);
