import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";

import * as fc from "fast-check";

/** An input that broke a rule. */
export interface Found {
  readonly message: string;
  /** To read. */
  readonly input: string;
  /** The whole input, for `--replay`; none where the reader never came back from it. */
  readonly bytes?: Uint8Array;
}

const LONGEST_SHOWN = 2_000;

export function foundIn(error: unknown, input: unknown): Found {
  return {
    message: String(error),
    input: written(input),
    bytes: serialize(input),
  };
}

/** Gives the name of the file that has the input. */
export function saveInput(target: string, bytes: Uint8Array): string {
  const file = join(mkdtempSync(join(tmpdir(), "tocsin-fuzz-")), `${target}.input`);
  writeFileSync(file, bytes);
  return file;
}

/** What a run saved. */
export function readInput(file: string): unknown {
  return deserialize(readFileSync(file));
}

/** Bytes as the text they mostly are. */
function written(input: unknown): string {
  const text =
    input instanceof Uint8Array
      ? JSON.stringify(Buffer.from(input).toString("latin1"))
      : fc.stringify(input);
  return text.length <= LONGEST_SHOWN
    ? text
    : `${text.slice(0, LONGEST_SHOWN)}... (${text.length} characters)`;
}
