import type { Scope } from "../model/api-token.ts";
import { SCOPES } from "../model/api-token.ts";
import { apiTokenId, isSameSecret, isTokenOf } from "../receive/api-token.ts";
import type { AdmitToken, Tokens } from "./operator-ports.ts";
import type { Clock } from "./ports.ts";

export interface AdmitTokenPorts {
  readonly tokens: Tokens;
  readonly clock: Clock;
  /** The installation's own token, which may do everything; undefined: there is none. */
  readonly bootstrap: string | undefined;
}

interface Holder {
  readonly id: string;
  readonly scopes: readonly Scope[];
  readonly perMinute: number;
}

const BOOTSTRAP_ID = "bootstrap";
const BOOTSTRAP_PER_MINUTE = 6_000;

/** What is wrong with a token is not said; how often a good one may ask is counted after it was found good. */
export function admitToken(ports: AdmitTokenPorts): AdmitToken {
  return async (authorization, scopes) => {
    const holder = await findHolder(authorization, ports);
    if (!holder) return { admitted: false, reason: "unauthorized" };
    const { allowed, retryAfterSeconds } = await ports.tokens.use(holder.id, holder.perMinute);
    if (!allowed) return { admitted: false, reason: "token-rate-limited", retryAfterSeconds };
    if (!holder.scopes.some((scope) => scopes.includes(scope))) {
      return { admitted: false, reason: "missing-scope" };
    }
    return { admitted: true, tokenId: holder.id, scopes: holder.scopes };
  };
}

async function findHolder(
  authorization: string | undefined,
  { tokens, clock, bootstrap }: AdmitTokenPorts,
): Promise<Holder | undefined> {
  const given = /^Bearer (\S+)$/i.exec(authorization ?? "")?.[1];
  if (given === undefined) return undefined;
  if (bootstrap !== undefined && isSameSecret(given, bootstrap)) {
    return { id: BOOTSTRAP_ID, scopes: SCOPES, perMinute: BOOTSTRAP_PER_MINUTE };
  }
  const id = apiTokenId(given);
  const known = id === undefined ? undefined : await tokens.find(id);
  if (!known || !isTokenOf(given, known.hash)) return undefined;
  const { expiresAt } = known;
  const isOver =
    expiresAt !== undefined &&
    Temporal.Instant.compare(clock.now(), Temporal.Instant.from(expiresAt)) >= 0;
  return isOver ? undefined : known;
}
