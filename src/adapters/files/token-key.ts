import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const KEY_BYTES = 32;

/** The key behind every reader's link, made once: with another one all links already mailed would be dead. */
export async function keepTokenKey(dataDir: string): Promise<Buffer> {
  const path = join(dataDir, "token-key");
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  try {
    const made = randomBytes(KEY_BYTES);
    await writeFile(path, made.toString("hex"), { mode: 0o600, flag: "wx" });
    return made;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    return Buffer.from((await readFile(path, "utf8")).trim(), "hex");
  }
}
