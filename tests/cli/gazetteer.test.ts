import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, test } from "vitest";

import { addToGazetteer, listGazetteer } from "#src/cli/gazetteer.ts";
import type { Terminal } from "#src/cli/terminal.ts";
import { ConfigError } from "#src/model/failure.ts";
import { openWorld } from "#src/roles/knowledge.ts";

async function aTerminal() {
  const dataDir = await mkdtemp(join(tmpdir(), "tocsin-gazetteer-"));
  const said: string[] = [];
  const terminal: Terminal = {
    env: { TOCSIN_DATA_DIR: dataDir },
    stop: new AbortController().signal,
    readSecretFile: () => "",
    out: (text) => void said.push(text),
    talk: (text) => void said.push(text),
    isTerminal: false,
  };
  return { terminal, said, dataDir };
}

async function aDump(dataDir: string, lines: readonly (readonly string[])[]): Promise<string> {
  const path = join(dataDir, "SY.txt");
  await writeFile(path, lines.map((columns) => `${columns.join("\t")}\n`).join(""));
  return path;
}

const ZARQUN =
  "99000001,Zarqun Bala,Zarqun Bala,,36.2,36.7,P,PPL,SY,,12,,,,900,,,Asia/Damascus,2020-01-01".split(
    ",",
  );

test("a country dump is part of the gazetteer from the next start on", async () => {
  const { terminal, said, dataDir } = await aTerminal();
  await addToGazetteer([await aDump(dataDir, [ZARQUN])], terminal);
  const { gazetteer } = await openWorld(dataDir);
  expect(gazetteer.find("zarqun bala")?.candidates[0]?.entity).toMatchObject({
    country: "SY",
    subdivision: "SY-ID",
  });
  await listGazetteer(terminal);
  expect(said.at(-1)).toBe("SY: 1 places");
});

test("nothing is added from a file that is none, and every fault has its line", async () => {
  const { terminal, said, dataDir } = await aTerminal();
  const file = await aDump(dataDir, [ZARQUN, ["x", "y"], ["z"]]);
  await expect(addToGazetteer([file], terminal)).rejects.toThrow(
    new ConfigError(`${file}:2:1: 2 columns, 19 expected\n${file}:3:1: 1 columns, 19 expected`),
  );
  await listGazetteer(terminal);
  expect(said).toEqual(["nothing added"]);
});
