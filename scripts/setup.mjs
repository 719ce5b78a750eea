#!/usr/bin/env node
/**
 * What `npm test`, `npm run demo`, `npm run bench` and `npm run tocsin` start: makes a fresh clone ready, then hands over.
 * Plain JavaScript without packages, so that any Node from 20 on can run it; the product needs the pinned Node 26.
 */
const OLDEST_NODE = 20;

if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
  console.error(
    `tocsin: Node ${process.versions.node} is too old to set tocsin up. Install Node ${OLDEST_NODE} or newer (it fetches Node 26 by itself) and run this again.`,
  );
  process.exitCode = 1;
} else {
  const { setUpAndRun } = await import("./setup/set-up-and-run.mjs");
  process.exitCode = await setUpAndRun(process.argv.slice(2));
}
