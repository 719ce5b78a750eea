import * as fc from "fast-check";
import { expect, test } from "vitest";

import { SparseRows } from "#src/classify/threat/learned/sparse-rows.ts";

const HEADS = 3;
const weight = fc.oneof(fc.constant(0), fc.integer({ min: -127, max: 127 }));
const table = fc.array(fc.tuple(weight, weight, weight), { maxLength: 12 });

test("rows without their noughts weigh as they did, in whatever order they lie", () => {
  fc.assert(
    fc.property(table, fc.boolean(), (dense, isReversed) => {
      const order = isReversed ? [...dense.keys()].toReversed() : [...dense.keys()];
      const rows = new SparseRows(Int8Array.from(dense.flat()), HEADS, Uint32Array.from(order));
      for (const [row, weights] of dense.entries()) {
        const start = rows.starts[row] ?? 0;
        const sums = new Float64Array(HEADS);
        rows.addTo(sums, start, 2);
        expect([...sums]).toEqual(weights.map((one) => 0 + 2 * one));
        expect(weights.map((_, head) => rows.weightAt(start, head))).toEqual(weights);
      }
    }),
  );
});
