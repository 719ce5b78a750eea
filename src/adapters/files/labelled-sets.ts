import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";

import { z } from "zod";

/** Labelled sets by name: `NAME.HALF.jsonl` holds rows of the set NAME, `NAME.json` stands beside them. */
export interface LabelledFiles {
  readonly names: ReadonlySet<string>;
  rows<Row>(name: string, schema: z.ZodType<Row>): readonly Row[];
  json<Value>(name: string, schema: z.ZodType<Value>): Value | undefined;
}

/** Reads a folder and those in it. Throws where it cannot be read or a line is not JSON, naming the line. */
export async function readLabelledSets(dir: string): Promise<LabelledFiles> {
  const sets = new Map<string, Line[]>();
  const maps = new Map<string, Line>();
  for (const file of (await readdir(dir, { recursive: true })).toSorted()) {
    const [name = ""] = basename(file).split(".");
    const path = join(dir, file);
    if (file.endsWith(".jsonl")) {
      const lines = (await readFile(path, "utf8")).split("\n");
      const rows = lines.flatMap((line, i) => (line.trim() === "" ? [] : readLine(line, path, i)));
      sets.set(name, [...(sets.get(name) ?? []), ...rows]);
    } else if (file.endsWith(".json")) {
      maps.set(name, readLine(await readFile(path, "utf8"), path, 0));
    }
  }
  return {
    names: new Set(sets.keys()),
    rows: (name, schema) => (sets.get(name) ?? []).map((line) => parse(line, schema)),
    json(name, schema) {
      const found = maps.get(name);
      return found === undefined ? undefined : parse(found, schema);
    },
  };
}

interface Line {
  readonly at: string;
  readonly value: unknown;
}

function readLine(text: string, path: string, index: number): Line {
  const at = `${path}:${index + 1}`;
  try {
    return { at, value: JSON.parse(text) };
  } catch (error) {
    throw new Error(`${at}: not JSON`, { cause: error });
  }
}

function parse<Value>({ at, value }: Line, schema: z.ZodType<Value>): Value {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Error(`${at}: ${z.prettifyError(parsed.error)}`);
}
