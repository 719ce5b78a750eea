import type { Chance } from "#tests/chaos/random.ts";

import { type Edit, edited, HOSTILE, LONGEST_PIECE, REPEATS } from "./mutations.ts";

/**
 * Another input like `input`, at a small part of what it costs to draw one by its rules. What is spliced in is cut
 * out of `donor`, another input of the same target.
 */
export type Variation<Input> = (input: Input, donor: Input, chance: Chance) => Input;

/** How many places of a text are changed: mostly few, as a text that is broken everywhere is refused at once. */
const EDITS = [1, 1, 1, 2, 2, 3, 5, 8];
const LONGEST_SPLICE = 400;

/** Code units changed, never more than `limit` of them. */
export function varyText(limit = Number.POSITIVE_INFINITY): Variation<string> {
  return (input, donor, chance) =>
    varied(input, donor, { chance, tokens: HOSTILE, units: 0x1_00_00 }).slice(0, limit);
}

const HOSTILE_BYTES = HOSTILE.map((token) => Buffer.from(token).toString("latin1"));

export const varyBytes: Variation<Uint8Array> = (input, donor, chance) => {
  const [text, other] = [input, donor].map((bytes) => Buffer.from(bytes).toString("latin1"));
  const by = { chance, tokens: HOSTILE_BYTES, units: 0x100 };
  return Buffer.from(varied(text ?? "", other ?? "", by), "latin1");
};

type FieldVariations<Input> = {
  readonly [Field in keyof Input]?: Variation<NonNullable<Input[Field]>>;
};

/** One of the fields is changed, or more; one that is not named or has nothing in it stays as it is. */
export function varyFields<Input extends object>(
  variations: NoInfer<FieldVariations<Input>>,
): Variation<Input> {
  const fields = Object.keys(variations) as (keyof Input)[];
  return (input, donor, chance) => {
    const changed = { ...input };
    do {
      const field = chance.pick(fields);
      const value = changed[field];
      if (value === undefined || value === null) continue;
      changed[field] = variations[field]?.(value, donor[field] ?? value, chance) ?? value;
    } while (chance.happens(0.5));
    return changed;
  };
}

interface By {
  readonly chance: Chance;
  readonly tokens: readonly string[];
  /** How many different code units there are. */
  readonly units: number;
}

function varied(text: string, donor: string, by: By): string {
  let changed = text;
  for (let left = by.chance.pick(EDITS); left > 0; left -= 1)
    changed = edited(changed, drawEdit(changed, donor, by));
  return changed;
}

function drawEdit(text: string, donor: string, by: By): Edit {
  const { chance } = by;
  const edit = {
    at: chance.next(),
    length: chance.between(0, LONGEST_PIECE),
    times: chance.pick(REPEATS),
    text: "",
  };
  const kind = chance.between(1, 20);
  if (kind <= 7) return { ...edit, kind: "insert", text: chance.pick(by.tokens) };
  if (kind <= 9) return { ...edit, kind: "replace", text: chance.pick(by.tokens) };
  if (kind <= 11) return { ...edit, kind: "replace", text: flipped(text, edit.at, by) };
  if (kind <= 13) return { ...edit, kind: "insert", text: String.fromCharCode(anyUnit(by)) };
  if (kind <= 15) return { ...edit, kind: "insert", text: pieceOf(donor, chance) };
  if (kind <= 17) return { ...edit, kind: "remove" };
  return { ...edit, kind: kind <= 19 ? "repeat" : "cut" };
}

function anyUnit({ chance, units }: By): number {
  return chance.between(0, units - 1);
}

/** The unit there with one bit changed. */
function flipped(text: string, at: number, { chance, units }: By): string {
  const unit = text.charCodeAt(Math.floor(at * text.length));
  const bit = 1 << chance.between(0, Math.log2(units) - 1);
  return Number.isNaN(unit) ? "" : String.fromCharCode(unit ^ bit);
}

function pieceOf(text: string, chance: Chance): string {
  const from = chance.between(0, text.length);
  return text.slice(from, from + chance.between(1, LONGEST_SPLICE));
}
