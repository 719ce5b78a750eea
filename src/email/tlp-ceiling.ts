import type { Digest, DigestItem } from "../model/digest.ts";
import type { ToldBy } from "../model/incident.ts";
import { isAboveTlp, type Tlp } from "../model/tlp.ts";
import type { MailFrame } from "./mail-frame.ts";

/** A digest as far as its reader may be told it. */
export interface ReaderDigest extends Omit<Digest, "items"> {
  readonly items: readonly DigestItem[];
  /** Items left out, because the source whose words they are in stands above the reader's ceiling. */
  readonly withheld: number;
}

export function tlpLabel(tlp: Tlp): string {
  return `TLP:${tlp.toUpperCase()}`;
}

/**
 * An item goes with its leading source; of the others, those above the ceiling are
 * neither named nor linked. A source that is configured no longer counts as the
 * strictest: nobody is left who could say how far it may go.
 */
export function withinCeiling(digest: Digest, source: MailFrame["source"]): ReaderDigest {
  const { ceiling } = digest.mail;
  if (ceiling === undefined) return { ...digest, withheld: 0 };
  const isAbove = ({ source: id }: ToldBy) => isAboveTlp(levelOf(source(id)), ceiling);
  const items = digest.items.flatMap((item): DigestItem[] => {
    const [leading, ...others] = item.incident.toldBy;
    if (isAbove(leading)) return [];
    // The same object where nothing is left out: by it its words are known again.
    if (!others.some(isAbove)) return [item];
    const toldBy = [leading, ...others.filter((told) => !isAbove(told))] as const;
    return [{ ...item, incident: { ...item.incident, toldBy } }];
  });
  return { ...digest, items, withheld: digest.items.length - items.length };
}

function levelOf(label: ReturnType<MailFrame["source"]>): Tlp {
  return label === undefined ? "red" : (label.tlp ?? "clear");
}
