import { writeFileSync } from "node:fs";

import { publishedSchemas } from "#src/config/published-schemas.ts";

/** Writes the JSON Schemas that editors check configuration files with into config/schema/. */
for (const { name, text } of publishedSchemas()) {
  writeFileSync(new URL(`../config/schema/${name}`, import.meta.url), text);
  console.log(`config/schema/${name}`);
}
