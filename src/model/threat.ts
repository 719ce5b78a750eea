/**
 * The five threat categories of the UN Security Management System, and `context`:
 * security-relevant news that reports no incident (talks, sanctions, claims).
 */
export const CATEGORIES = [
  "armed-conflict",
  "terrorism",
  "crime",
  "civil-unrest",
  "hazards",
  "context",
] as const;

export type Category = (typeof CATEGORIES)[number];

/** `category/sub-type`, such as `terrorism/suicide-bombing`; made by `threatType`. */
export type ThreatType = `${Category}/${string}`;

/** One sub-type of the taxonomy. */
export interface SubType {
  /** Its slug, unique in the whole taxonomy: `suicide-bombing`. */
  readonly slug: string;
  /** The category it belongs to unless actor and target say otherwise. */
  readonly category: Category;
  /** Other categories it may rightly take from actor and target. */
  readonly also: readonly Category[];
  readonly definition: string;
  /** The standard it comes from: ACLED, GTD, GDACS, GLIDE, UNODC ICCS. */
  readonly standard: string;
}

/** Every sub-type, by slug, in the order digests list them. */
export type Taxonomy = ReadonlyMap<string, SubType>;

export function threatType(category: Category, slug: string): ThreatType {
  return `${category}/${slug}`;
}

export function categoryOf(type: ThreatType): Category {
  return type.slice(0, type.indexOf("/")) as Category;
}

export function slugOf(type: ThreatType): string {
  return type.slice(type.indexOf("/") + 1);
}
