import { memoryStoryIndex } from "#src/relate/memory-story-index.ts";

import { storyIndexContract } from "../contracts/story-index.ts";

storyIndexContract(() => {
  const index = memoryStoryIndex();
  return {
    lookUp: async (query) => index.lookUp(query),
    add: async (entry) => index.add(entry),
  };
});
