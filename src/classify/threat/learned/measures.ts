import { NameNumbers } from "../name-numbers.ts";

/** A measure weighs this much beside a zone of words, whose vector has length 1. */
export const MEASURE_SCALE = 0.2;

/** What the rules say of one type, or how a sign is told. */
export type MeasureKind = "type" | "leads" | "first" | "listed" | "sign" | "opens";

const NAMES = new NameNumbers();
const BY_KIND = {
  type: new Map<string, number>(),
  leads: new Map<string, number>(),
  first: new Map<string, number>(),
  listed: new Map<string, number>(),
  sign: new Map<string, number>(),
  opens: new Map<string, number>(),
} as const satisfies Readonly<Record<MeasureKind, Map<string, number>>>;

/** Measures are numbered as their names are met: signs and types are few. */
export function measureNumber(name: string): number {
  return NAMES.add(name);
}

export function measureName(number: number): string {
  return NAMES.nameOf(number);
}

/** The number of `type:bombing`, without putting the name together again. */
export function measureOf(kind: MeasureKind, of: string): number {
  const numbers = BY_KIND[kind];
  return numbers.get(of) ?? numbers.getOrInsert(of, measureNumber(`${kind}:${of}`));
}

/** What the rules measure in a report, each 0..1, in the order in which they measure it. */
export class Measures {
  readonly numbers: number[] = [];
  readonly values: number[] = [];

  add(number: number, value: number): void {
    this.numbers.push(number);
    this.values.push(value);
  }
}
