import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { preview } from "#src/cli/preview.ts";
import { ConfigError } from "#src/model/failure.ts";

import { configFolder } from "../support/tocsin.ts";

const BOMBING = {
  title: "Car bomb kills nine in Gao, Mali",
  text: "A car bomb killed nine people at a checkpoint in Gao, Mali, the army said.",
};
const PROTEST = {
  title: "Peaceful protest in Bamako",
  text: "Some hundred people protested peacefully against prices in Bamako, Mali.",
};

function subscription(deliver: string): string {
  return `id: mali
name: Mali
to: [a@example.org]
timezone: UTC
match: [{ regions: [ML] }]
deliver: [${deliver}]
mail: { format: text }
`;
}

/** The mail's text, and what the command said besides. */
async function previewed(
  reports: readonly object[],
  { deliver = "{ every: hour }", from = "", to = "" },
): Promise<{ text: string; said: string }> {
  const config = await configFolder({ mali: subscription(deliver) });
  const out = await mkdtemp(join(tmpdir(), "tocsin-preview-"));
  onTestFinished(async () => {
    await config.remove();
    await rm(out, { recursive: true, force: true });
  });
  const file = join(out, "reports.jsonl");
  await writeFile(file, reports.map((one) => JSON.stringify(one)).join("\n"));
  const said: string[] = [];
  const window = { ...(from && { from }), ...(to && { to }) };
  await preview(
    "mali",
    { ...window, out, reports: file },
    {
      env: { TOCSIN_CONFIG_DIR: config.dir },
      stop: new AbortController().signal,
      readSecretFile: () => "",
      out: () => {},
      talk: (line) => void said.push(line),
      isTerminal: false,
    },
  );
  const text = await readFile(join(out, "mali.txt"), "utf8").catch(() => "");
  return { text, said: said.join("\n") };
}

test("what the file holds outside the window is not told, and the command says so", async () => {
  const reports = [
    { ...BOMBING, publishedAt: "2026-11-20T08:00:00Z" },
    { ...PROTEST, publishedAt: "2026-11-22T08:00:00Z" },
  ];
  const { text, said } = await previewed(reports, {
    from: "2026-11-20T07:00:00Z",
    to: "2026-11-21T07:00:00Z",
  });
  expect(text).toContain("Gao");
  expect(text).not.toContain("Bamako");
  expect(said).toContain("1 of 2 reports");
});

test.for([
  ["an alert's floor, by what reaches it alone", "{ immediately: { severity: severe } }", false],
  ["an hourly digest, by all that matches", "{ every: hour }", true],
] as const)("the first delivery is previewed: %s", async ([, deliver, whole]) => {
  const { text } = await previewed([BOMBING, PROTEST], { deliver });
  expect(text).toContain("Gao");
  expect(text.includes("Bamako")).toBe(whole);
});

test.for([
  [{ from: "yesterday" }, "RFC 3339"],
  [{ from: "2026-11-21T07:00:00Z", to: "2026-11-21T07:00:00Z" }, "is not before"],
] as const)("the window %o is a usage fault", async ([window, says]) => {
  const run = previewed([BOMBING], window);
  await expect(run).rejects.toThrow(ConfigError);
  await expect(run).rejects.toThrow(says);
});
