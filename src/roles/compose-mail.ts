import { composeMessage, type DkimKey, signMessage } from "../adapters/smtp/compose-message.ts";
import { encryptMessage } from "../adapters/smtp/encrypt-message.ts";
import { findReaderKey } from "../config/reader-keys.ts";
import type { KeptWords } from "../email/kept-words.ts";
import type { MailFrame } from "../email/mail-frame.ts";
import type { MailTemplates } from "../email/mail-templates.ts";
import { renderAllClear } from "../email/render-all-clear.ts";
import { renderDigest } from "../email/render-digest.ts";
import type { Atlas } from "../model/atlas.ts";
import { isAllClear, type SealedMail } from "../model/digest.ts";
import { PermanentError } from "../model/failure.ts";
import type { MailAddress, RenderedMail } from "../model/mail.ts";
import type { LinkScope } from "../model/reader.ts";
import type { Source } from "../model/source.ts";
import { signReaderToken } from "../receive/reader-token.ts";
import { returnPath } from "../receive/return-path.ts";
import type { Knowledge } from "./knowledge.ts";
import type { PaintMap } from "./map-painter.ts";
import { VERSION } from "./version.ts";

export interface RenderSettings {
  readonly mailFrom: string;
  readonly publicUrl: string | undefined;
  readonly idempotencyHeader: string | undefined;
  readonly tokenKey: Buffer;
  readonly atlas: Atlas;
  readonly sources: readonly Source[];
  readonly paintMap: PaintMap;
  readonly templates: MailTemplates;
  /** For whoever sends many mails of the same incidents. */
  readonly keptWords?: KeptWords | undefined;
}

export interface MailSettings extends RenderSettings {
  /** Undefined: bounces go to the sender. */
  readonly bounceAddress: string | undefined;
  /** Undefined: the relay signs. */
  readonly dkim: DkimKey | undefined;
  /** A reader's OpenPGP key, in ASCII armour; undefined where the file has none for the address. */
  readonly keyFor: (file: string, address: string) => string | undefined;
}

/** What a mail is made with that an operator's files say. */
export function mailKnowledge({
  sources,
  templates,
  keys,
}: Pick<Knowledge, "sources" | "templates" | "keys">): Pick<
  MailSettings,
  "sources" | "templates" | "keyFor"
> {
  return {
    sources,
    templates,
    keyFor: (file, address) => findReaderKey(keys.get(file), address)?.armored,
  };
}

/** A sealed mail as this installation sends it, with its map where one can be painted. */
export async function renderMail(
  sealed: SealedMail,
  settings: RenderSettings,
): Promise<RenderedMail> {
  const frame = frameOf(sealed, settings);
  if (isAllClear(sealed)) return renderAllClear(sealed, frame);
  const { map, ...mail } = renderDigest(sealed, frame);
  if (map === undefined) return mail;
  const png = await settings.paintMap(map.plan);
  if (png === undefined)
    return renderDigest({ ...sealed, mail: { ...sealed.mail, map: false } }, frame);
  return { ...mail, picture: { contentId: map.contentId, fileName: "map.png", png } };
}

function frameOf(sealed: SealedMail, settings: RenderSettings): MailFrame {
  const from = parseMailbox(settings.mailFrom);
  const { publicUrl, tokenKey, atlas, idempotencyHeader } = settings;
  const links = publicUrl === undefined ? {} : linksTo(publicUrl, tokenKey, sealed);
  return {
    from,
    ...links,
    listDomain: from.address.slice(from.address.lastIndexOf("@") + 1),
    classifierVersion: VERSION,
    placeName: placeNames.getOrInsertComputed(atlas, placesIn),
    source: sourceFinders.getOrInsertComputed(settings.sources, finderOf),
    idempotencyHeader,
    keptWords: settings.keptWords,
    templates: settings.templates,
  };
}

/** One function for as long as the names are the same: words made by it may be kept. */
const placeNames = new WeakMap<Atlas, MailFrame["placeName"]>();
const sourceFinders = new WeakMap<readonly Source[], MailFrame["source"]>();

function placesIn(atlas: Atlas): MailFrame["placeName"] {
  return (code) => atlas.find(code)?.name ?? code;
}

function finderOf(sources: readonly Source[]): MailFrame["source"] {
  const byId = new Map(sources.map((source) => [source.id, source]));
  return (id) => byId.get(id);
}

/** What was sealed for an encrypted subscription is never sent in plain words, whatever happened to its key. */
async function encryptedOrPlain(
  { delivery, mail: options }: SealedMail,
  mail: RenderedMail,
  keyFor: MailSettings["keyFor"],
): Promise<Buffer> {
  const file = options.openpgp;
  if (file === undefined) return composeMessage(mail);
  const key = keyFor(file, delivery.address);
  if (key === undefined)
    throw new PermanentError("unencryptable", `keys/${file} has no key for it`);
  return encryptMessage(mail, key);
}

/** Made from what the mail is made from: a repeated rendering has the same links. */
function linksTo(
  publicUrl: string,
  tokenKey: Buffer,
  { delivery, sealedAt }: SealedMail,
): Pick<MailFrame, "pageUrl" | "unsubscribeUrl" | "muteUrl"> {
  const { subscriptionId, address } = delivery;
  const shared = { subscriptionId, address, issuedAt: Temporal.Instant.from(sealedAt) };
  const link = (scope: LinkScope, incidentId?: string) =>
    `${publicUrl}/m/${signReaderToken(tokenKey, { ...shared, scope, incidentId })}`;
  return {
    pageUrl: link("page"),
    unsubscribeUrl: link("unsubscribe"),
    muteUrl: (incidentId) => link("mute", incidentId),
  };
}

/** The envelope sender and the exact bytes. */
export async function composeMail(
  sealed: SealedMail,
  settings: MailSettings,
): Promise<{ readonly from: string; readonly bytes: Buffer }> {
  const mail = await renderMail(sealed, settings);
  const message = await encryptedOrPlain(sealed, mail, settings.keyFor);
  const bytes = settings.dkim ? await signMessage(message, settings.dkim) : message;
  const { bounceAddress, tokenKey } = settings;
  const from =
    bounceAddress === undefined
      ? mail.from.address
      : returnPath(bounceAddress, tokenKey, sealed.delivery.address);
  return { from, bytes };
}

/** `Name <name@example.org>` or the address alone; settings have made sure that it is one of them. */
export function parseMailbox(text: string): MailAddress {
  const bracket = text.indexOf("<");
  if (bracket === -1) return { name: "Tocsin", address: text };
  const name = text.slice(0, bracket).trim();
  return { name: name.replaceAll(/^"|"$/g, ""), address: text.slice(bracket + 1, -1) };
}
