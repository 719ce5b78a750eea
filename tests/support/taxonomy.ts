import type { Category, SubType, Taxonomy } from "#src/model/threat.ts";

const SUB_TYPES: readonly (readonly [string, Category, readonly Category[]])[] = [
  ["shelling-missile", "armed-conflict", ["terrorism"]],
  ["air-strike", "armed-conflict", []],
  ["armed-clash", "armed-conflict", ["terrorism"]],
  ["suicide-bombing", "terrorism", ["armed-conflict"]],
  ["bombing", "terrorism", ["armed-conflict"]],
  ["armed-assault", "terrorism", ["armed-conflict", "crime"]],
  ["kidnapping", "crime", ["terrorism", "armed-conflict"]],
  ["peaceful-protest", "civil-unrest", []],
  ["violent-demonstration", "civil-unrest", []],
  ["earthquake", "hazards", []],
  ["flood", "hazards", []],
  ["peace-agreement", "context", ["armed-conflict"]],
];

/** Two sub-types of each category, as the shipped taxonomy has them. */
export const SMALL_TAXONOMY: Taxonomy = new Map(
  SUB_TYPES.map(([slug, category, also]): [string, SubType] => [
    slug,
    { slug, category, also, definition: slug, standard: "ACLED" },
  ]),
);
