import { LineCounter, isMap, isNode, isScalar, parseDocument } from "yaml";
import type { z } from "zod";

import type { ConfigFile, Fault } from "./fault.ts";
import { describeIssue, flattenIssues } from "./issue.ts";

export type Path = readonly PropertyKey[];

/** A file that holds to its schema, with the place of every value in it. */
export interface YamlFile<T> {
  readonly value: T;
  /** A fault at the value (or, failing that, its nearest parent) under `path`. */
  readonly fault: (path: Path, message: string, level?: Fault["level"]) => Fault;
}

type Document = ReturnType<typeof parseDocument>;

/**
 * Reads YAML 1.2 and checks it against `schema`. Every syntax or schema fault
 * found goes to `faults`; undefined when there was any.
 */
export function readYaml<T>(
  file: ConfigFile,
  schema: z.ZodType<T>,
  faults: Fault[],
): YamlFile<T> | undefined {
  const lines = linesOf(file.text);
  const document = parseDocument(file.text, {
    prettyErrors: false,
    // A list inside a list as a key, deep enough, would never be written out.
    stringKeys: true,
  });
  const faultAt = (offset: number, message: string, level: Fault["level"] = "error"): Fault => {
    const { line, col } = lines.linePos(offset);
    return { file: file.path, line, column: col, message, level };
  };
  const unreadable = [...document.errors, ...document.warnings];
  for (const { pos, code, message } of unreadable)
    faults.push(faultAt(pos[0], code === "NON_STRING_KEY" ? "a key must be a word" : message));
  if (unreadable.length > 0) return undefined;

  const content = toPlain(document);
  if (!content.ok) {
    faults.push(faultAt(0, content.reason));
    return undefined;
  }
  const parsed = schema.safeParse(content.value, { error: describeIssue, reportInput: true });
  if (parsed.success) {
    const fault = (path: Path, message: string, level?: Fault["level"]) =>
      faultAt(offsetOf(document, path), message, level);
    return { value: parsed.data, fault };
  }
  for (const { path, message, atKey } of flattenIssues(parsed.error.issues)) {
    const offset = (atKey ? keyOffset(document, path) : undefined) ?? offsetOf(document, path);
    faults.push(faultAt(offset, `${where(path)}${message}`));
  }
  return undefined;
}

/** Handed to the parser it would miss the ends of lines inside of what the parser cannot place. */
function linesOf(text: string): LineCounter {
  const lines = new LineCounter();
  for (let start = 0, end = 0; end >= 0; start = end + 1) {
    lines.addNewLine(start);
    end = text.indexOf("\n", start);
  }
  return lines;
}

type Plain =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string };

/** Aliases may be nested until they outgrow all memory; the parser then refuses by throwing. */
function toPlain(document: Document): Plain {
  try {
    return { ok: true, value: document.toJS() };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

function where(path: Path): string {
  return path.length === 0 ? "" : `${path.map(String).join(".")}: `;
}

function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = nodeAt(document, path.slice(0, length));
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function keyOffset(document: Document, path: Path): number | undefined {
  const map = nodeAt(document, path.slice(0, -1));
  if (!isMap(map)) return undefined;
  const pair = map.items.find(({ key }) => isScalar(key) && String(key.value) === path.at(-1));
  return isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
}

function nodeAt(document: Document, path: Path): unknown {
  return path.length === 0 ? document.contents : document.getIn(path, true);
}
