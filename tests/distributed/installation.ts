import type { Durability } from "#src/adapters/redis/run-surely.ts";

import { openInstallation } from "../support/open-installation.ts";
import { type CleanUp, spawnTocsin } from "../support/processes.ts";
import { openTestRedis } from "../support/redis-client.ts";

const DESK = `
id: desk
name: Desk
to: [desk@example.org]
timezone: UTC
match: [{ name: Mali, regions: [ML] }]
deliver: [{ immediately: { severity: minor, hold: 0s } }]
`;

export interface InstallationOptions {
  readonly durability?: Durability;
  readonly env?: Readonly<Record<string, string>>;
}

/** Two processes of every role on the Redis at `redisUrl`, and a mail server. */
export async function startInstallation(
  redisUrl: string,
  cleanUp: CleanUp,
  { durability = "replica", ...more }: InstallationOptions = {},
) {
  const { sink, keys, env: shared } = await openInstallation(redisUrl, { desk: DESK }, cleanUp);
  const redis = openTestRedis(redisUrl);
  cleanUp(() => redis.disconnect());
  const env = { ...shared, TOCSIN_DURABILITY: durability, ...more.env };
  const running = Array.from({ length: 2 }, () => spawnTocsin(["serve"], env, cleanUp));
  const urls = await Promise.all(
    running.map(async (one) => {
      const { port } = await one.logged("listening");
      return `http://127.0.0.1:${String(port)}`;
    }),
  );
  return { redis, keys, sink, urls };
}

export type Installation = Awaited<ReturnType<typeof startInstallation>>;
