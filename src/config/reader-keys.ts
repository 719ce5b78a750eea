import type { Key } from "openpgp";

import type { ConfigFile } from "./fault.ts";

/** OpenPGP keys of one file of `keys/`. */
export interface ReaderKeys {
  /** What is wrong with one of them: nothing can be encrypted with the file. */
  readonly fault?: string | undefined;
  /** What will soon be wrong. */
  readonly warning?: string | undefined;
  readonly keys: readonly ReaderKey[];
}

export interface ReaderKey {
  /** Of its user ids, in small letters. */
  readonly addresses: readonly string[];
  readonly armored: string;
}

const SOON_DAYS = 30;
/** Keys that were exported one after another into one file. */
const BETWEEN_BLOCKS = /(?<=-----END PGP [A-Z]{1,20} KEY BLOCK-----)/;

/** By the file's name in `keys/`. Keys are looked at as of `now`: one that has run out is a fault. */
export async function readReaderKeys(
  files: readonly ConfigFile[],
  now: Temporal.Instant,
): Promise<ReadonlyMap<string, ReaderKeys>> {
  const read = files.map(async ({ path, text }): Promise<[string, ReaderKeys]> => [
    path.slice(path.lastIndexOf("/") + 1),
    await readFile(text, now),
  ]);
  return new Map(await Promise.all(read));
}

async function readFile(text: string, now: Temporal.Instant): Promise<ReaderKeys> {
  // Only who has keys pays for loading it.
  const { readKeys } = await import("openpgp");
  let keys: readonly Key[];
  try {
    const cut = text.split(BETWEEN_BLOCKS);
    const blocks = cut.length > 1 ? cut.slice(0, -1) : cut;
    keys = (await Promise.all(blocks.map((armoredKeys) => readKeys({ armoredKeys })))).flat();
  } catch {
    return { keys: [], fault: "it holds no OpenPGP public key in ASCII armour" };
  }
  if (keys.some((key) => key.isPrivate())) {
    return {
      keys: [],
      fault: "it holds a private key: keep that to its owner, and write the public one",
    };
  }
  const looks = await Promise.all(keys.map((key) => lookAt(key, now)));
  return {
    keys: keys.map((key) => ({ addresses: addressesOf(key), armored: key.armor() })),
    fault: looks.find((look) => look.fault !== undefined)?.fault,
    warning: looks.find((look) => look.warning !== undefined)?.warning,
  };
}

async function lookAt(key: Key, now: Temporal.Instant): Promise<Omit<ReaderKeys, "keys">> {
  const at = new Date(now.epochMilliseconds);
  const name = `key ${key.getKeyID().toHex().toUpperCase()}`;
  const usable = await canEncrypt(key, at);
  if (usable !== undefined) return { fault: `${name} cannot be used: ${usable}` };
  const soon = now.add({ hours: 24 * SOON_DAYS });
  const later = await canEncrypt(key, new Date(soon.epochMilliseconds));
  return later === undefined ? {} : { warning: `${name} runs out within ${SOON_DAYS} days` };
}

/** Undefined: it can. */
async function canEncrypt(key: Key, at: Date): Promise<string | undefined> {
  try {
    await key.getEncryptionKey(undefined, at);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function addressesOf(key: Key): string[] {
  return key.users.flatMap(({ userID }) => userID?.email.toLowerCase() || []);
}

/** The key for an address; undefined where the file has none that names it. */
export function findReaderKey(
  keys: ReaderKeys | undefined,
  address: string,
): ReaderKey | undefined {
  return keys?.keys.find(({ addresses }) => addresses.includes(address.toLowerCase()));
}
