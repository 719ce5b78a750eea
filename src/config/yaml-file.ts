import { LineCounter, type Node, isNode, parseDocument } from "yaml";
import type { z } from "zod";

import type { ConfigFile, Fault } from "./fault.ts";

export type Path = readonly PropertyKey[];

/** A file that holds to its schema, with the place of every value in it. */
export interface YamlFile<T> {
  readonly value: T;
  /** A fault at the value (or, failing that, its nearest parent) under `path`. */
  fault(path: Path, message: string, level?: Fault["level"]): Fault;
}

/**
 * Reads YAML 1.2 and checks it against `schema`. Every syntax or schema fault
 * found goes to `faults`; undefined when there was any.
 */
export function readYaml<T>(
  file: ConfigFile,
  schema: z.ZodType<T>,
  faults: Fault[],
): YamlFile<T> | undefined {
  const lines = new LineCounter();
  const document = parseDocument(file.text, { lineCounter: lines, prettyErrors: false });
  const faultAt = (offset: number, message: string, level: Fault["level"] = "error"): Fault => {
    const { line, col } = lines.linePos(offset);
    return { file: file.path, line, column: col, message, level };
  };
  const offsetOf = (path: Path): number => {
    for (let length = path.length; length >= 0; length -= 1) {
      const node = nodeAt(document, path.slice(0, length));
      if (node?.range) return node.range[0];
    }
    return 0;
  };
  for (const { pos, message } of document.errors) faults.push(faultAt(pos[0], message));
  if (document.errors.length > 0) return undefined;

  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) {
    const fault = (path: Path, message: string, level?: Fault["level"]) =>
      faultAt(offsetOf(path), message, level);
    return { value: parsed.data, fault };
  }
  for (const issue of flatten(parsed.error.issues)) {
    const where = issue.path.length === 0 ? "" : `${issue.path.map(String).join(".")}: `;
    faults.push(faultAt(offsetOf(issue.path), `${where}${issue.message}`));
  }
  return undefined;
}

function nodeAt(document: ReturnType<typeof parseDocument>, path: Path): Node | undefined {
  const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  return isNode(node) ? node : undefined;
}

interface Issue {
  readonly path: Path;
  readonly message: string;
}

/** An unknown key is reported at the key's own value, one fault a key. */
function flatten(issues: readonly z.core.$ZodIssue[]): Issue[] {
  return issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({ path: [...issue.path, key], message: "unknown key" }))
      : [{ path: issue.path, message: issue.message }],
  );
}
