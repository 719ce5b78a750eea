/** A file of the configuration folder, read. */
export interface ConfigFile {
  /** Relative to where the operator stands, as messages print it. */
  readonly path: string;
  readonly text: string;
}

/** Something wrong in a file, where an editor can jump to it. Line and column count from 1. */
export interface Fault {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** A warning does not refuse the configuration. */
  readonly level: "error" | "warning";
}

export function formatFault({ file, line, column, message, level }: Fault): string {
  return `${file}:${line}:${column}: ${level === "warning" ? "warning: " : ""}${message}`;
}
