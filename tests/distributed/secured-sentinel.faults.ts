import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";

import { expect, test } from "vitest";

import { makeCertificate } from "../support/certificate.ts";
import { startRedisSentinel } from "../support/topology/redis-sentinel.ts";
import { startInstallation } from "./installation.ts";
import { NOTHING_WRONG, startSenders, tally } from "./workload.ts";

test("servers and Sentinels that speak TLS alone, each with a login of its own, fail over like any", async ({
  onTestFinished: cleanUp,
}) => {
  const certificate = await makeCertificate();
  const dir = await mkdtemp(join(tmpdir(), "tocsin-ca-"));
  cleanUp(() => rm(dir, { recursive: true }));
  const authority = join(dir, "ca.pem");
  await writeFile(authority, certificate.cert);
  setDefaultCACertificates([...getCACertificates("default"), certificate.cert]);

  const login = { username: "watcher", password: "another/with:signs" };
  const sentinel = await startRedisSentinel({ certificate, ...login });
  cleanUp(() => sentinel[Symbol.asyncDispose]());
  const env = { NODE_EXTRA_CA_CERTS: authority };
  const installation = await startInstallation(sentinel.url, cleanUp, { env });
  const senders = startSenders(installation.urls);
  await senders.more(50);
  const dead = await sentinel.failOver();
  await senders.more(50);
  await senders.stop();
  await dead.restart();
  expect(await tally(installation, senders.accepted)).toMatchObject(NOTHING_WRONG);
});
