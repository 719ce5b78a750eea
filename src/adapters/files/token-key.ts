import { randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";

import { ConfigError } from "../../model/failure.ts";

const KEY_BYTES = 32;
const KEY = new RegExp(`^(?:[0-9a-f]{2}){${KEY_BYTES},}$`, "i");

/** The key behind every reader's link, made once: with another one all links already mailed would be dead. */
export async function keepTokenKey(dataDir: string): Promise<Buffer> {
  const path = join(dataDir, "token-key");
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const kept = await findTokenKey(path);
  if (kept) return kept;
  await makeKey(dataDir, path);
  // Another process may have been first: its key is the one.
  const made = await findTokenKey(path);
  if (!made) throw new Error(`${path} was taken away as soon as it was made`);
  return made;
}

/** The key that stands in a file; undefined where there is no such file. */
export async function findTokenKey(path: string): Promise<Buffer | undefined> {
  const text = await readFile(path, "utf8").catch((fault: unknown) => {
    if (hasCode(fault, "ENOENT")) return undefined;
    throw fault;
  });
  if (text === undefined) return undefined;
  const hex = text.trim();
  if (KEY.test(hex)) return Buffer.from(hex, "hex");
  throw new ConfigError(
    `${path}: not a key (${KEY_BYTES} bytes or more in hexadecimal): restore it, or delete it for a new one, with which the links already mailed are dead`,
  );
}

/** Under its name only when it is whole and on the disk: a crash leaves no half a key behind. */
async function makeKey(dataDir: string, path: string): Promise<void> {
  const draft = `${path}.${randomBytes(8).toString("hex")}`;
  try {
    await writeDurably(draft, randomBytes(KEY_BYTES).toString("hex"));
    await link(draft, path);
    await syncFolder(dataDir);
  } catch (fault) {
    if (!hasCode(fault, "EEXIST")) throw fault;
  } finally {
    await rm(draft, { force: true });
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  await using file = await open(path, "wx", 0o600);
  await file.writeFile(text);
  await file.sync();
}

async function syncFolder(dir: string): Promise<void> {
  await using folder = await open(dir);
  await folder.sync();
}

function hasCode(fault: unknown, code: string): boolean {
  return fault instanceof Error && "code" in fault && fault.code === code;
}
