import type { Tlp } from "./tlp.ts";

/** Who may send reports. */
export interface Source {
  readonly id: string;
  readonly name: string;
  /** Live signing keys, decoded; more than one while a key is being rotated. */
  readonly secrets: readonly Buffer[];
  /** Reports accepted in a span; undefined: no limit. */
  readonly rate?: { readonly count: number; readonly perSeconds: number } | undefined;
  /** 0..1, how far the operator trusts it. */
  readonly trust: number;
  /** Speaks for an authority: what it tells is confirmed. */
  readonly official?: boolean | undefined;
  /** Nothing it tells goes to a reader with a lower ceiling. Undefined: may go to anyone. */
  readonly tlp?: Tlp | undefined;
  /** BCP 47 of its reports where they do not say. */
  readonly language?: string | undefined;
  /** ISO 3166-1 alpha-2 it writes from: a hint for ambiguous names. */
  readonly country?: string | undefined;
}
