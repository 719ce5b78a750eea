import { deserialize, serialize } from "node:v8";

import * as fc from "fast-check";

/** An input that broke a rule. */
export interface Found {
  readonly message: string;
  /** To read. */
  readonly input: string;
  /** The whole input, for `--replay`; none where the reader never came back from it. */
  readonly base64?: string;
}

const LONGEST_SHOWN = 2_000;

export function foundIn(error: unknown, input: unknown): Found {
  return {
    message: String(error),
    input: written(input),
    base64: serialize(input).toString("base64"),
  };
}

/** The input that a run printed as base64. */
export function inputOf(base64: string): unknown {
  return deserialize(Buffer.from(base64, "base64"));
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
