import { generateKey, readPrivateKey } from "openpgp";

/** A key pair for these addresses; `lastsDays` undefined: it does not run out. */
export async function aKeyPair(
  addresses: readonly string[],
  { lastsDays, since = new Date() }: { readonly lastsDays?: number; readonly since?: Date } = {},
) {
  const { privateKey, publicKey } = await generateKey({
    type: "curve25519",
    userIDs: addresses.map((email) => ({ name: "Reader", email })),
    date: since,
    keyExpirationTime: (lastsDays ?? 0) * 86_400,
    format: "armored",
  });
  return { publicKey, privateKey, forDecryption: () => readPrivateKey({ armoredKey: privateKey }) };
}
