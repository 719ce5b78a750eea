import { type Figure, isMet } from "./figure.ts";

/** A Markdown table that can stand in a document as it is. */
export function formatFigures(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.set,
    figure.measure,
    format(figure, figure.value),
    figure.interval?.map((bound) => format(figure, bound)).join(" - ") ?? "",
    String(figure.n),
    targetOf(figure),
  ]);
  const table = [["set", "measure", "value", "95 % interval", "n", "target"], ...rows];
  const widths =
    table[0]?.map((_, i) => Math.max(...table.map((row) => row[i]?.length ?? 0))) ?? [];
  const [head = "", ...lines] = table.map(
    (row) => `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(" | ")} |`,
  );
  const rule = `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`;
  return [head, rule, ...lines].join("\n");
}

function targetOf(figure: Figure): string {
  const { target } = figure;
  if (target === undefined) return "";
  const bound = `${target.atMost === true ? "<=" : ">="} ${format(figure, target.value)}`;
  return isMet(figure) === true ? `${bound} met` : `${bound} missed`;
}

function format({ unit = "share" }: Figure, value: number): string {
  return unit === "share" ? value.toFixed(3) : String(Math.round(value));
}
