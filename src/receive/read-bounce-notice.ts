import { z } from "zod";

import { type Bounce, BOUNCE_KINDS } from "../model/bounce.ts";
import { addressId } from "./return-path.ts";

const NOTICE = z.strictObject({
  address: z.email().max(254),
  kind: z.enum(BOUNCE_KINDS),
  detail: z.string().max(300).default(""),
});

/** `{"address","kind","detail"?}`: what a translator of a provider's own webhook posts. */
export function readBounceNotice(body: Buffer, key: Buffer): Bounce | undefined {
  try {
    const { address, kind, detail } = NOTICE.parse(JSON.parse(body.toString("utf8")));
    return { kind, detail, addressId: addressId(key, address) };
  } catch {
    return undefined;
  }
}
