import type * as fc from "fast-check";

import type { Chance } from "#tests/chaos/random.ts";

import { HOSTILE } from "./mutations.ts";
import { type Variation, varyText } from "./variations.ts";

/** What stands in place of another value, whatever was expected there. */
const VALUES = [null, true, false, 0, -1, 0.5, 1e308, 2 ** 53 + 1, "", [], {}];
const varyString = varyText(1_000);

/** One part is changed, now and then more: taken out, doubled, named otherwise, or another value in its place. */
export const varyJson: Variation<fc.JsonValue> = (input, donor, chance) => {
  let varied = input;
  do {
    varied = withPartChanged(varied, donor, chance);
  } while (chance.happens(0.4));
  return varied;
};

function withPartChanged(value: fc.JsonValue, donor: fc.JsonValue, chance: Chance): fc.JsonValue {
  if (typeof value !== "object" || value === null || chance.happens(0.15))
    return inPlaceOf(value, donor, chance);
  const change = (part: fc.JsonValue) => withPartChanged(part, donor, chance);
  if (Array.isArray(value)) return withOneChanged(value, chance, change);
  const entries = Object.entries(value).map(([name, content = null]) => ({ name, content }));
  const changed = withOneChanged(entries, chance, ({ name, content }) =>
    chance.happens(0.15)
      ? { name: chance.pick(HOSTILE), content }
      : { name, content: change(content) },
  );
  return Object.fromEntries(changed.map(({ name, content }) => [name, content]));
}

function withOneChanged<T>(items: readonly T[], chance: Chance, change: (item: T) => T): T[] {
  const at = chance.between(0, items.length - 1);
  const how = chance.between(1, 8);
  return items.flatMap((item, index) => {
    if (index !== at) return [item];
    if (how === 1) return [];
    return how === 2 ? [item, item] : [change(item)];
  });
}

function inPlaceOf(value: fc.JsonValue, donor: fc.JsonValue, chance: Chance): fc.JsonValue {
  if (typeof value === "string" && chance.happens(0.5)) return varyString(value, value, chance);
  return chance.happens(0.5) ? partOf(donor, chance) : chance.pick(VALUES);
}

function partOf(value: fc.JsonValue, chance: Chance): fc.JsonValue {
  const parts = valuesIn(value);
  return parts.length === 0 || chance.happens(0.3) ? value : partOf(chance.pick(parts), chance);
}

function valuesIn(value: fc.JsonValue): readonly fc.JsonValue[] {
  return typeof value === "object" && value !== null
    ? Object.values(value).filter((part) => part !== undefined)
    : [];
}
