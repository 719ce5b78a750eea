import type { BenchRow, BenchRun } from "./bench.ts";

/** A run as a table for people. */
export function formatRows({ name, commit, node, cpus, foreignCores, rows }: BenchRun): string {
  const head = ["measure", "unit", "n", "min", "median", "max", "against"];
  const noise =
    foreignCores === undefined
      ? ""
      : `, ${foreignCores.toFixed(2)} processors busy with other work`;
  return [
    `${name} at ${commit}, Node ${node}, ${cpus}${noise}`,
    formatTable([head, ...rows.map(cellsOf)]),
  ].join("\n");
}

/** The first line is the head. Columns of figures, which end in a digit, stand to the right. */
export function formatTable(lines: readonly (readonly string[])[]): string {
  const [head = [], ...body] = lines;
  const widths = head.map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  const isOfFigures = head.map((_, column) =>
    body.every((line) => /^(?:[<>]= )?[-\d.e+]*$/.test(line[column] ?? "")),
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) =>
          isOfFigures[column]
            ? cell.padStart(widths[column] ?? 0)
            : cell.padEnd(widths[column] ?? 0),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function cellsOf(row: BenchRow): string[] {
  const { measure, unit, n, min, median, max, against, ratio } = row;
  const comparison =
    against === undefined || ratio === undefined ? "" : `${figure(ratio)}x ${against}`;
  return [measure, unit, String(n), figure(min), figure(median), figure(max), comparison];
}

/** Three significant digits. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return "-";
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
