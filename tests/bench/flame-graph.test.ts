import type { Profiler } from "node:inspector/promises";

import { parse } from "parse5";
import { describe, expect, test } from "vitest";

import { drawFlameGraph, foldProfile } from "../../scripts/draw-profile/flame-graph.ts";

/** `[id, function, file, children]`, and which of them was seen at work for how many us. */
function profileOf(
  nodes: readonly (readonly [number, string, string, number[]])[],
  seen: readonly (readonly [number, number])[],
): Profiler.Profile {
  return {
    nodes: nodes.map(([id, functionName, url, children]) => ({
      id,
      callFrame: { functionName, url, scriptId: "1", lineNumber: 0, columnNumber: 0 },
      children,
    })),
    startTime: 0,
    endTime: 0,
    samples: seen.map(([id]) => id),
    timeDeltas: seen.map(([, us]) => us),
  };
}

const PROFILE = profileOf(
  [
    [1, "(root)", "", [2, 6]],
    [2, "classify", "file:///x/src/classify/classify.ts", [3, 4]],
    [3, "readPlaces", "file:///x/src/classify/place/read-places.ts", [5]],
    [4, "readPlaces", "file:///x/src/classify/place/read-places.ts", []],
    [5, "classify", "file:///x/src/classify/classify.ts", []],
    [6, "(idle)", "", []],
  ],
  [
    [2, 1000],
    [3, 2000],
    [4, 3000],
    [5, 4000],
    [6, 90_000],
  ],
);

describe("a folded profile", () => {
  test("counts calls of one function from one caller as one, and one that calls itself once", () => {
    const root = foldProfile(PROFILE, "classify");
    expect(root).toMatchObject({ ownMs: 1, wholeMs: 10 });
    expect(root.calls).toMatchObject([
      { name: "readPlaces", file: "src/classify/place/read-places.ts", ownMs: 5, wholeMs: 9 },
    ]);
  });

  test("has no time in which nothing was done", () => {
    expect(foldProfile(PROFILE, "(root)").wholeMs).toBe(10);
  });
});

test("a flame graph names every function that is wide enough, and escapes what it says", () => {
  const profile = profileOf([[1, "<lambda>", "file:///x/node_modules/@a/b/c.js", []]], [[1, 5000]]);
  const svg = drawFlameGraph(foldProfile(profile, "<lambda>"), "a & b");
  expect(svg).toContain("&lt;lambda&gt; @a/b 100.0 %");
  expect(JSON.stringify(parse(svg), ["childNodes", "nodeName", "value"])).toContain("a & b");
});
