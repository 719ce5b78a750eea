import type { Fault } from "./fault.ts";
import { findReaderKey, type ReaderKeys } from "./reader-keys.ts";
import type { WrittenSubscription } from "./subscription-schema.ts";
import { didYouMean } from "./suggest.ts";
import type { YamlFile } from "./yaml-file.ts";

/** Whether each address has a key that mail can be encrypted to. */
export function encryptionFaults(
  { value, fault }: YamlFile<WrittenSubscription>,
  files: ReadonlyMap<string, ReaderKeys> | undefined,
): Fault[] {
  const name = value.mail?.openpgp;
  if (name === undefined || files === undefined) return [];
  const at = ["mail", "openpgp"];
  const keys = files.get(name);
  if (!keys) {
    return [
      fault(
        at,
        `keys/ holds no file ${JSON.stringify(name)}${didYouMean(name, [...files.keys()])}`,
      ),
    ];
  }
  if (keys.fault !== undefined) return [fault(at, `${name}: ${keys.fault}`)];
  const without = value.to.flatMap((address, nth) =>
    findReaderKey(keys, address)
      ? []
      : [fault(["to", nth], `no key of ${name} bears the address ${JSON.stringify(address)}`)],
  );
  const soon = keys.warning === undefined ? [] : [fault(at, `${name}: ${keys.warning}`, "warning")];
  return [...without, ...soon];
}
