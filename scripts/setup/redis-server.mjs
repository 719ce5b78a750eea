import { spawnSync } from "node:child_process";

import { rootCommand } from "./as-root.mjs";
import { findProgram } from "./find-program.mjs";
import { say, SetupError } from "./say.mjs";

const WHAT_TO_DO =
  "Install Redis 7 or Valkey (redis-server or valkey-server on the PATH), or set REDIS_URL to one that runs.";

/** tocsin starts a server of its own on a free port, so the distribution's service on 6379 must neither start now nor at boot. */
const INSTALL = `
set -e
export DEBIAN_FRONTEND=noninteractive
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  trap 'exit 130' INT TERM HUP
  printf '#!/bin/sh\\nexit 101\\n' > "$policy"
  chmod 755 "$policy"
fi
apt-get -q update
apt-get -q install -y --no-install-recommends redis-server
if command -v systemctl > /dev/null; then systemctl disable --quiet redis-server || true; fi
`;

export function findRedisServer() {
  return findProgram("redis-server") ?? findProgram("valkey-server");
}

export function installRedisServer() {
  if (findProgram("apt-get") === undefined) {
    throw new SetupError(
      `no Redis server on this machine, and no apt-get to fetch one. ${WHAT_TO_DO}`,
    );
  }
  const asRoot = rootCommand();
  if (asRoot === undefined) {
    throw new SetupError(
      `no Redis server on this machine, and no right to install one. ${WHAT_TO_DO}`,
    );
  }
  say("installing redis-server with apt-get (once; the system service stays off)");
  const [program, ...args] = [...asRoot, "sh", "-c", INSTALL];
  const { status } = spawnSync(program, args, { stdio: ["ignore", 2, 2] });
  if (status !== 0 || findRedisServer() === undefined) {
    throw new SetupError(`apt-get could not install redis-server. ${WHAT_TO_DO}`);
  }
}
