/** What the operator is told, once. */
export interface Notice {
  /** Unique; the Message-ID is made of it. */
  readonly id: string;
  /** One word; while a notice of this kind stands, no other is made. */
  readonly kind: "storm" | "bounces";
  readonly subject: string;
  /** A paragraph each. */
  readonly lines: readonly string[];
  readonly raisedAt: string;
}
