import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { photograph } from "../adapters/files/photograph.ts";
import { composeMessage } from "../adapters/smtp/compose-message.ts";
import { readSettings } from "../config/settings.ts";
import { ConfigError } from "../model/failure.ts";
import type { InlinePicture } from "../model/mail.ts";
import type { LoggedIncident } from "../pipeline/log-ports.ts";
import { rosterOf, subscriptionSet } from "../pipeline/roster.ts";
import { renderMail } from "../roles/compose-mail.ts";
import { composePreview } from "../roles/compose-preview.ts";
import { hashAddress } from "../roles/hash-address.ts";
import { openMapPainter } from "../roles/map-painter.ts";
import { openRules } from "./open-sorting.ts";
import { openRunningStores } from "./open-stores.ts";
import { readReports } from "./read-reports.ts";
import { rehearseLog, type Sorting, type Window } from "./rehearse-log.ts";
import type { Terminal } from "./terminal.ts";

interface PreviewOptions {
  readonly from?: string;
  readonly to?: string;
  readonly out: string;
  readonly reports?: string;
}

/**
 * The mail that the subscription's first delivery would bring over this window
 * to a reader who was told nothing before: its composing and its rendering.
 */
export async function preview(
  id: string,
  options: PreviewOptions,
  terminal: Terminal,
): Promise<void> {
  const { knowledge, world } = await openRules(terminal);
  const settings = readSettings(terminal.env, terminal.readSecretFile);
  const window = readWindow(options);
  const entries =
    options.reports === undefined
      ? await storedEntries(window, terminal)
      : await filedEntries(options.reports, window, {
          read: knowledge.read,
          stories: world.stories,
          maxAgeDays: settings.maxAgeDays,
          talk: terminal.talk,
        });
  const { subscriptions, taxonomy, inhibitions } = knowledge;
  const [enlisted] = rosterOf(subscriptionSet(subscriptions), hashAddress).of(id);
  if (!enlisted) {
    throw new ConfigError(
      `no subscription ${id}; there are ${subscriptions.map((one) => one.id).join(", ")}`,
    );
  }
  const digest = await composePreview(enlisted, { taxonomy, inhibitions, window, entries });
  if (!digest) {
    terminal.talk(`nothing in this window matches ${id}: no mail would be sent`);
    return;
  }
  const mail = await renderMail(digest, {
    mailFrom: settings.mailFrom ?? "Tocsin <tocsin@localhost.invalid>",
    publicUrl: settings.publicUrl,
    idempotencyHeader: settings.inDoubt.idempotencyHeader,
    // Links in a preview open nothing.
    tokenKey: Buffer.alloc(32),
    atlas: world.atlas,
    sources: knowledge.sources,
    templates: knowledge.templates,
    paintMap: openMapPainter(world.atlas, {
      warn: (fields, message) => terminal.talk(`${message}: ${reasonIn(fields)}`),
    }),
  });
  await mkdir(options.out, { recursive: true });
  const base = join(options.out, id);
  await writeFile(`${base}.eml`, await composeMessage(mail));
  await writeFile(`${base}.txt`, mail.text);
  terminal.out(`${base}.eml`);
  terminal.out(`${base}.txt`);
  if (mail.html === undefined) return;
  await writeFile(`${base}.html`, withPicture(mail.html, mail.picture));
  terminal.out(`${base}.html`);
  if (await photograph(`${base}.html`, `${base}.png`)) terminal.out(`${base}.png`);
  else terminal.talk("no .png: Chromium is not on this machine");
}

/** A browser knows no `cid:`: beside its mail the picture stands in the page itself. */
function withPicture(html: string, picture: InlinePicture | undefined): string {
  if (picture === undefined) return html;
  const data = Buffer.from(picture.png).toString("base64");
  return html.replace(`cid:${picture.contentId}`, `data:image/png;base64,${data}`);
}

function reasonIn(fields: object): string {
  return "err" in fields && fields.err instanceof Error ? fields.err.message : "";
}

function readWindow(options: PreviewOptions): Window {
  const to = readInstant(options.to) ?? Temporal.Now.instant();
  const from = readInstant(options.from) ?? to.subtract({ hours: 24 });
  if (Temporal.Instant.compare(from, to) < 0) return { from, to };
  throw new ConfigError(`--from ${from.toString()} is not before --to ${to.toString()}`);
}

function readInstant(given: string | undefined): Temporal.Instant | undefined {
  try {
    return given === undefined ? undefined : Temporal.Instant.from(given);
  } catch {
    throw new ConfigError("--from and --to are RFC 3339 instants, such as 2026-11-21T07:00:00Z");
  }
}

async function storedEntries(
  { from, to }: Window,
  terminal: Terminal,
): Promise<readonly LoggedIncident[]> {
  await using open = await openRunningStores(terminal);
  return open.stores.log.read(from, to);
}

async function filedEntries(
  file: string,
  window: Window,
  { read, stories, maxAgeDays, talk }: Sorting & Pick<Terminal, "talk">,
): Promise<readonly LoggedIncident[]> {
  const reports = await readReports(file);
  const entries = rehearseLog(reports, window, { read, stories, maxAgeDays });
  const outside = reports.length - entries.length;
  if (outside > 0) {
    const { from, to } = window;
    talk(
      `${outside} of ${reports.length} reports in ${file} came outside ${from.toString()} to ${to.toString()}; --from and --to choose another window`,
    );
  }
  return entries;
}
