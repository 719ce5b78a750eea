import type { Clauses } from "./subscription.ts";

/** How wide a place may be for its incident to hide what lies in it, narrowest first. */
export const WIDTHS = ["place", "subdivision", "country"] as const;

export type Width = (typeof WIDTHS)[number];

/** Which incident makes others in its place go without saying: see `inhibitions.yaml`. */
export interface Inhibition {
  /** What mails, metrics and `explain` call it. */
  readonly name: string;
  /** The incident that hides. */
  readonly when: Clauses;
  /** What it hides; every threat of the hidden one must be among `threats`. */
  readonly hides: Clauses & { readonly threats: readonly string[] };
  /** The most that may lie between the two. */
  readonly withinSeconds: number;
  readonly widest: Width;
  /** How far from an exact place another one still counts as there. */
  readonly km: number;
  /** Ids; absent: any. */
  readonly subscriptions?: readonly string[] | undefined;
}

/** That one incident would hide another. */
export interface Covering {
  /** The incident that hides. */
  readonly under: string;
  readonly inhibition: string;
}
