import { z } from "zod";

import { type Bounce, BOUNCE_KINDS } from "../model/bounce.ts";
import { withoutAddresses } from "../model/without-addresses.ts";
import { addressId } from "./return-path.ts";

const LONGEST_DETAIL = 300;

const NOTICE = z.strictObject({
  address: z.email().max(254),
  kind: z.enum(BOUNCE_KINDS),
  detail: z.string().max(LONGEST_DETAIL).default(""),
});

/** `{"address","kind","detail"?}`: what a translator of a provider's own webhook posts. */
export function readBounceNotice(body: Buffer, key: Buffer): Bounce | undefined {
  try {
    const { address, kind, detail } = NOTICE.parse(JSON.parse(body.toString("utf8")));
    const said = withoutAddresses(detail).slice(0, LONGEST_DETAIL);
    return { kind, detail: said, addressId: addressId(key, address) };
  } catch {
    return undefined;
  }
}
