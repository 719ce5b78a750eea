import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";

import { expect, test } from "vitest";

import { readConfigFolder } from "#src/adapters/files/config-folder.ts";
import { parseConfiguration } from "#src/config/configuration.ts";
import { type Fault, formatFault } from "#src/config/fault.ts";
import { publishedSchemas } from "#src/config/published-schemas.ts";
import { readThreats } from "#src/config/threats.ts";
import { openAtlas } from "#src/model/atlas.ts";

import { SECRET } from "./files.ts";

const SHIPPED = new URL("../../config/", import.meta.url);

test("the configuration that ships has no fault and no warning", async () => {
  const folder = await readConfigFolder(SHIPPED.pathname);
  const threatFaults: Fault[] = [];
  const knowledge = readThreats(folder.threats, threatFaults);
  const atlas = openAtlas(
    JSON.parse(readFileSync(new URL("../../data/atlas.json", import.meta.url), "utf8")),
  );
  const { configuration, faults } = parseConfiguration(folder, {
    atlas,
    taxonomy: knowledge?.taxonomy ?? new Map(),
    actorNames: [],
    secrets: () => SECRET,
  });
  expect([...threatFaults, ...faults].map(formatFault)).toEqual([]);
  expect(configuration?.sources.map(({ id }) => id)).toEqual(["wire", "field-reports"]);
  expect(configuration?.subscriptions).toHaveLength(6);
});

test.for(publishedSchemas())(
  "config/schema/$name is what the code says",
  async ({ name, text }) => {
    const shipped = await readFile(new URL(`schema/${name}`, SHIPPED), "utf8");
    expect(shipped, "run: node scripts/build-schemas.ts").toBe(text);
  },
);

test.for(publishedSchemas())("every key of config/schema/$name is explained", ({ text }) => {
  const schema: unknown = JSON.parse(text);
  expect(schema).toMatchObject({ $schema: "http://json-schema.org/draft-07/schema#" });
  expect(unexplained(schema)).toEqual([]);
});

/** Paths of the properties without a description. */
function unexplained(schema: unknown, path = ""): string[] {
  if (schema === null || typeof schema !== "object") return [];
  const bare = "properties" in schema ? bareProperties(schema.properties, path) : [];
  const inside = Object.entries(schema).map(([key, value]) => unexplained(value, `${path}/${key}`));
  return bare.concat(...inside);
}

function bareProperties(properties: unknown, path: string): string[] {
  return Object.entries(properties ?? {}).flatMap(([name, value]) =>
    typeof value === "object" && "description" in value ? [] : [`${path}/${name}`],
  );
}
