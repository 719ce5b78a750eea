/** What came back of a mail that a relay had taken. */
export const BOUNCE_KINDS = ["hard", "soft", "complaint"] as const;

/** `hard`: nobody is there. `soft`: full, or unreachable for days. `complaint`: reported as spam. */
export type BounceKind = (typeof BOUNCE_KINDS)[number];

export interface Bounce {
  readonly kind: BounceKind;
  /** Of the address it is about: see `addressId`. */
  readonly addressId: string;
  /** The report's own words, for an operator. */
  readonly detail: string;
}
