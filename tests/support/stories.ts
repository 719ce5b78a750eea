import { readFileSync } from "node:fs";

import { parseStoryModel } from "#src/relate/story-model.ts";

/** What the relate stage has learned, as shipped. */
export const stories = parseStoryModel(
  readFileSync(new URL("../../data/story-model.json", import.meta.url), "utf8"),
);
