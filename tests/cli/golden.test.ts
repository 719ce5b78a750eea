import { expect, onTestFinished, test } from "vitest";

import { backtest } from "#src/cli/backtest.ts";
import { check } from "#src/cli/check.ts";
import { explain } from "#src/cli/explain.ts";
import type { Terminal } from "#src/cli/terminal.ts";

import { goldenText } from "../support/golden-file.ts";

const FIXTURES = new URL("../fixtures/cli/", import.meta.url);
/** As the commands print paths: from where they are run. */
const DIR = "tests/fixtures/cli";
/** A Friday in winter: London and Beirut change their clocks on other days. */
const NOW = Temporal.Instant.from("2026-01-09T12:00:00Z");

const backtested = { last: "30d", most: 50, reports: `${DIR}/reports.jsonl` };

const COMMANDS = {
  check: (json: boolean, terminal: Terminal) =>
    check(`${DIR}/present`, { json, now: NOW }, terminal),
  "check-faults": (json: boolean, terminal: Terminal) =>
    check(`${DIR}/faulty`, { json, now: NOW }, terminal),
  explain: (json: boolean, terminal: Terminal) =>
    explain(`${DIR}/reports.jsonl`, { json }, terminal),
  backtest: (json: boolean, terminal: Terminal) =>
    backtest(`${DIR}/changed`, { ...backtested, json }, terminal),
} as const;

/** What a command prints, and how it ends. */
async function printed(name: keyof typeof COMMANDS, json: boolean): Promise<string> {
  const lines: string[] = [];
  const dir = name === "explain" ? "changed" : "present";
  const terminal: Terminal = {
    env: { TOCSIN_CONFIG_DIR: `${DIR}/${dir}` },
    stop: new AbortController().signal,
    readSecretFile: () => "",
    out: (line) => void lines.push(line),
    talk: () => undefined,
    isTerminal: false,
  };
  await COMMANDS[name](json, terminal).catch((error: unknown) =>
    lines.push(`refused: ${String(error)}`),
  );
  return `${lines.join("\n")}\n`;
}

/** How a report is read moves with what is learned, and has its tests elsewhere. */
function withoutReading(text: string): string {
  return text.replaceAll(/^  "classification": \{$.*?^  \}/gms, '  "classification": {}');
}

const CASES = Object.keys(COMMANDS).flatMap((name) =>
  ["txt", "json"].map((form) => [name, form] as const),
) as readonly (readonly [keyof typeof COMMANDS, "txt" | "json"])[];

test.for(CASES)("%s prints what %s stands in its golden file", async ([name, form]) => {
  const { exitCode } = process;
  onTestFinished(() => {
    process.exitCode = exitCode;
  });
  const text = withoutReading(await printed(name, form === "json"));
  const golden = goldenText(new URL(`${name}.${form}.golden`, FIXTURES), text);
  expect(text, "if it should be so, write it anew: UPDATE_GOLDEN=1").toBe(golden);
});
