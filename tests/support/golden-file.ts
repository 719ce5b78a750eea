import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/**
 * The stored text of a golden file. With `UPDATE_GOLDEN=1` it becomes `actual` first:
 * look at the difference before committing it.
 */
export function goldenText(path: URL, actual: string): string {
  if (process.env["UPDATE_GOLDEN"] === "1") {
    mkdirSync(dirname(path.pathname), { recursive: true });
    writeFileSync(path, actual);
  }
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}
