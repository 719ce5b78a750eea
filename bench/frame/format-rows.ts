import type { BenchRow, BenchRun } from "./bench.ts";

/** A run as a table for people. */
export function formatRows({ name, commit, node, cpus, rows }: BenchRun): string {
  const head = ["measure", "unit", "n", "min", "median", "max", "against"];
  const lines = [head, ...rows.map(cellsOf)];
  const widths = head.map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  const table = lines.map((line) =>
    line
      .map((cell, column) =>
        isText(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
  return [`${name} at ${commit}, Node ${node}, ${cpus}`, ...table].join("\n");
}

const TEXT_COLUMNS = new Set([0, 1, 6]);

function isText(column: number): boolean {
  return TEXT_COLUMNS.has(column);
}

function cellsOf(row: BenchRow): string[] {
  const { measure, unit, n, min, median, max, against, ratio } = row;
  const comparison =
    against === undefined || ratio === undefined ? "" : `${figure(ratio)}x ${against}`;
  return [measure, unit, String(n), figure(min), figure(median), figure(max), comparison];
}

/** Three significant digits. */
function figure(value: number): string {
  if (!Number.isFinite(value)) return "-";
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
