import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, onTestFinished, test } from "vitest";

import { importSubscriptions } from "#src/cli/import-subscriptions.ts";
import { addSilence, endSilence, listSilences } from "#src/cli/silence.ts";
import type { Terminal } from "#src/cli/terminal.ts";
import { createToken, listTokens, revokeToken } from "#src/cli/token.ts";

import { apiClient } from "../support/api-client.ts";
import { API_TOKEN, startTocsin } from "../support/tocsin.ts";

const SLOW = { timeout: 60_000 };

const FILE = `
id: in-a-file
to: [desk@example.org]
timezone: UTC
match: [{ regions: [FR] }]
deliver: [{ every: hour }]
`;

/** A terminal beside a running tocsin, and what a command said on it. */
async function beside() {
  const tocsin = await startTocsin({ subscriptions: { file: FILE } });
  const said: string[] = [];
  const talked: string[] = [];
  const terminal: Terminal = {
    env: { ...tocsin.env, USER: "duty" },
    stop: new AbortController().signal,
    readSecretFile: () => "",
    out: (line) => void said.push(line),
    talk: (line) => void talked.push(line),
    isTerminal: false,
  };
  return { tocsin, terminal, said, talked };
}

describe("token", SLOW, () => {
  test("makes one that works at once, lists it without its secret, and ends it", async () => {
    const { tocsin, terminal, said } = await beside();
    const options = { name: "portal", scopes: "incidents:read,explain", expires: "90d" };
    await createToken(options, terminal);
    const ask = apiClient(tocsin, said.pop());
    expect((await ask("GET", "/v1/incidents")).status).toBe(200);

    await listTokens({}, terminal);
    const line = said.pop() ?? "";
    expect(line).toMatch(/^[0-9a-f]{12} {2}portal {2}incidents:read,explain {2}expires 2/);
    await listTokens({ json: true }, terminal);
    expect(said.pop()).not.toContain("hash");
    await revokeToken(line.slice(0, 12), terminal);
    expect((await ask("GET", "/v1/incidents")).status).toBe(401);
    await expect(revokeToken(line.slice(0, 12), terminal)).rejects.toThrow("no token");
  });

  test.for([
    [{ scopes: "incident:read" }, 'did you mean "incidents:read"?'],
    [{ expires: "soon" }, "neither 90d, 4h nor"],
    [{ expires: "2020-01-01T00:00:00Z" }, "has passed"],
    [{ perMinute: "0" }, "not a whole number"],
  ] as const)("refuses %o", async ([over, message]) => {
    const { terminal } = await beside();
    const options = { name: "portal", scopes: "explain", ...over };
    await expect(createToken(options, terminal)).rejects.toThrow(message);
  });
});

test("silence adds, lists with its author and reason, and ends", SLOW, async () => {
  const { terminal, said } = await beside();
  await addSilence({ regions: "FR", reason: "March", until: "4h" }, terminal);
  const id = said.pop() ?? "";
  await listSilences({}, terminal);
  expect(said.pop()).toMatch(new RegExp(`^${id} .* hid 0 .*"March".*"author":"duty"`));
  await endSilence(id, terminal);
  await expect(endSilence(id, terminal)).rejects.toThrow("in force");
  const wrong = { regions: "Malli", reason: "March", until: "4h" };
  await expect(addSilence(wrong, terminal)).rejects.toThrow(
    'match.regions.0: unknown region "Malli"',
  );
});

test(
  "subscriptions import tells each refusal by its line, and ends with a count",
  SLOW,
  async () => {
    const { tocsin, terminal, said, talked } = await beside();
    const dir = await mkdtemp(join(tmpdir(), "tocsin-import-"));
    onTestFinished(() => rm(dir, { recursive: true, force: true }));
    const good = (id: string) => ({
      id,
      to: ["desk@example.org"],
      timezone: "UTC",
      match: [{ regions: ["ML"] }],
      deliver: [{ every: "hour" }],
    });
    const lines = [good("a"), { ...good("b"), timezone: "Mars" }, good("in-a-file"), good("c")];
    const file = join(dir, "desks.ndjson");
    await writeFile(file, lines.map((line) => JSON.stringify(line)).join("\n"));
    const given = { ...terminal, env: { TOCSIN_API_TOKEN: API_TOKEN } };
    await importSubscriptions(file, { url: tocsin.url }, given);
    expect(said).toEqual([
      expect.stringContaining(
        `${file}:2: invalid-subscription: timezone: unknown time zone "Mars"`,
      ),
      `${file}:3: managed-by-file`,
    ]);
    expect(talked.at(-1)).toBe("created 2, updated 0, unchanged 0, refused 2");
    expect(process.exitCode).toBe(1);
    process.exitCode = undefined;
    await expect(importSubscriptions(file, { url: tocsin.url }, terminal)).resolves.toBeUndefined();
    process.exitCode = undefined;
  },
);
