import { readFileSync } from "node:fs";

import type { BenchRow, BenchRun } from "./bench.ts";

/** What a figure must be: a ratio or a count, which a busy machine does not move much. */
export interface Gate {
  readonly bench: string;
  /** The row's name, whole. */
  readonly measure: string;
  readonly figure: "ratio" | "median";
  /** Whether more or less of it is better. */
  readonly better: "more" | "less";
  /** Missed, it fails the check. */
  readonly gate: number;
  /** The same for the short form, where that differs: what is small is noisier. Null: not part of it. */
  readonly quick?: number | null;
  /** What is aimed at; missed, it is told. */
  readonly goal: number;
}

export interface Verdict extends Gate {
  /** Undefined: the run had no such row. */
  readonly measured: number | undefined;
  readonly isMet: boolean;
  readonly isGoalMet: boolean;
}

/** Every gate of the benches, or those of the short form as it judges them. */
export function readGates(isQuick: boolean): readonly Gate[] {
  const text = readFileSync(new URL("../gates.json", import.meta.url), "utf8");
  const gates = JSON.parse(text) as readonly Gate[];
  if (!isQuick) return gates;
  return gates
    .filter(({ quick }) => quick !== null)
    .map((gate) => ({ ...gate, gate: gate.quick ?? gate.gate }));
}

/** A figure that was not measured meets nothing: a row that got another name must not pass. */
export function judge(gates: readonly Gate[], { name, rows }: BenchRun): readonly Verdict[] {
  return gates
    .filter(({ bench }) => bench === name)
    .map((gate) => {
      const measured = figureOf(gate, rows);
      const meets = (bound: number) =>
        measured !== undefined && (gate.better === "more" ? measured >= bound : measured <= bound);
      return { ...gate, measured, isMet: meets(gate.gate), isGoalMet: meets(gate.goal) };
    });
}

function figureOf({ measure, figure }: Gate, rows: readonly BenchRow[]): number | undefined {
  const value = rows.find((row) => row.measure === measure)?.[figure];
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}
