import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { WIRE_SECRET } from "./signed-report.ts";

/** A folder for a service that is measured: its configuration with one source, its data, and a Redis beside it. */
export interface ServiceFolder extends AsyncDisposable {
  readonly dir: string;
  /** What the service needs to be told of it. */
  readonly env: Readonly<Record<string, string>>;
}

/** `subscriptions`: files of that folder, by name. */
export async function makeServiceFolder(
  subscriptions: Readonly<Record<string, string>> = {},
): Promise<ServiceFolder> {
  const dir = await mkdtemp(join(tmpdir(), "tocsin-bench-"));
  const config = join(dir, "config");
  await mkdir(join(config, "subscriptions"), { recursive: true });
  await writeFile(
    join(config, "sources.yaml"),
    "sources:\n  - { id: wire, name: Wire, secrets: [WIRE_SECRET], language: en }\n",
  );
  for (const [name, yaml] of Object.entries(subscriptions)) {
    await writeFile(join(config, "subscriptions", `${name}.yaml`), yaml);
  }
  return {
    dir,
    env: {
      TOCSIN_HTTP_PORT: "0",
      TOCSIN_CONFIG_DIR: config,
      TOCSIN_DATA_DIR: join(dir, "data"),
      TOCSIN_TOKEN_KEY: "cd".repeat(32),
      WIRE_SECRET,
    },
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }),
  };
}
