import type { MailAddress } from "../model/mail.ts";
import type { Source } from "../model/source.ts";
import type { KeptWords } from "./kept-words.ts";
import type { MailTemplates } from "./mail-templates.ts";

/** What a mail says of a source. */
export type SourceLabel = Pick<Source, "name" | "official" | "tlp">;

/** What a mail says besides its digest: the sender's side of it. */
export interface MailFrame {
  readonly from: MailAddress;
  /** The subscriber's own page; undefined: `unsubscribeUrl` stands for it. */
  readonly pageUrl?: string | undefined;
  /** Where one story is muted. */
  readonly muteUrl?: ((incidentId: string) => string) | undefined;
  /** Shows a button to leave, and takes the one-click POST of RFC 8058. */
  readonly unsubscribeUrl?: string | undefined;
  /** Right side of Message-ID and List-ID. */
  readonly listDomain: string;
  readonly classifierVersion: string;
  /** English name of an ISO 3166 code; the code itself where there is none. */
  readonly placeName: (code: string) => string;
  /** Undefined: a source that the configuration no longer names. */
  readonly source: (id: string) => SourceLabel | undefined;
  /** A relay's header that makes a repeated submission harmless, such as `Resend-Idempotency-Key`. */
  readonly idempotencyHeader?: string | undefined;
  /** For many mails of the same incidents; absent: nothing is kept beyond the one mail. */
  readonly keptWords?: KeptWords | undefined;
  /** Absent: as shipped. */
  readonly templates?: MailTemplates | undefined;
}
