/**
 * What a token may do. `subscriptions:self` makes subscriptions for addresses
 * that must say yes themselves before anything is sent to them.
 */
export const SCOPES = [
  "incidents:read",
  "subscriptions:read",
  "subscriptions:write",
  "subscriptions:self",
  "silences:write",
  "dead:write",
  "explain",
] as const;

export type Scope = (typeof SCOPES)[number];

/** A bearer token as it is known to the installation: never its secret. */
export interface ApiToken {
  readonly id: string;
  /** For people: who has it. */
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Requests accepted in a minute. */
  readonly perMinute: number;
  /** Instants, ISO 8601 UTC. */
  readonly createdAt: string;
  readonly expiresAt?: string | undefined;
}
