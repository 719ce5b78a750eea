const LOCAL_PART = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]$/;

/**
 * What keeps `text` from being one plain address, or undefined when it is one:
 * RFC 5321 `dot-atom@domain`, without names, comments, quotes or lists, so that
 * no address can become a header or a second recipient.
 */
export function addressFault(text: string): string | undefined {
  if (/[\r\n\0]/.test(text)) return "an address holds no line break";
  if (/[<>"()]/.test(text)) return "write the plain address, without a name or brackets";
  if (/[,;]/.test(text)) return "write one address an entry";
  if (/\s/.test(text)) return "an address holds no space";
  const at = text.lastIndexOf("@");
  if (at < 1) return "an address is written name@example.org";
  return partsFault(text.slice(0, at), text.slice(at + 1));
}

function partsFault(local: string, domain: string): string | undefined {
  if (local.includes("@")) return "an address holds one @";
  if (!LOCAL_PART.test(local) || local.length > 64) return `"${local}" cannot stand before the @`;
  if (!DOMAIN.test(domain) || domain.length > 253) return `"${domain}" is not a domain name`;
  return undefined;
}
