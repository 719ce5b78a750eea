import type { Clauses } from "./subscription.ts";

/** What is not told for a while, although rules ask for it: with who said so, and why. */
export interface Silence {
  readonly id: string;
  /** All of these hold, as in a rule; absent: any incident. */
  readonly match?: Clauses | undefined;
  /** Ids; absent: any. */
  readonly subscriptions?: readonly string[] | undefined;
  readonly deliveries?: readonly string[] | undefined;
  readonly reason: string;
  readonly author: string;
  /** Instants, ISO 8601 UTC; `endsAt` exclusive. */
  readonly startsAt: string;
  readonly endsAt: string;
}
