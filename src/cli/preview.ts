import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { photograph } from "../adapters/files/photograph.ts";
import { composeMessage } from "../adapters/smtp/compose-message.ts";
import { readSettings } from "../config/settings.ts";
import { composeItems, type LoggedIncident } from "../digest/compose-digest.ts";
import { traceSubscription } from "../match/compile-subscription.ts";
import type { Digest } from "../model/digest.ts";
import { ConfigError } from "../model/failure.ts";
import type { Incident } from "../model/incident.ts";
import type { Report } from "../model/report.ts";
import { rosterOf } from "../pipeline/roster.ts";
import { fingerprintOf } from "../relate/fingerprint.ts";
import { relateReport } from "../relate/relate-report.ts";
import { renderMail } from "../roles/compose-mail.ts";
import type { Knowledge } from "../roles/knowledge.ts";
import { hashAddress } from "../roles/service.ts";
import { openRules } from "./open-sorting.ts";
import { openRunningStores } from "./open-stores.ts";
import { readReports } from "./read-reports.ts";
import type { Terminal } from "./terminal.ts";

interface PreviewOptions {
  readonly from?: string;
  readonly to?: string;
  readonly out: string;
  readonly reports?: string;
}

/** The same composing and the same rendering as the mail itself, over any window. */
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
      : await filedEntries(options.reports, window, knowledge);
  const digest = composePreview(id, { knowledge, window, entries });
  if (!digest) {
    terminal.talk(`nothing in this window matches ${id}: no mail would be sent`);
    return;
  }
  const mail = renderMail(digest, {
    mailFrom: settings.mailFrom ?? "Tocsin <tocsin@localhost.invalid>",
    publicUrl: settings.publicUrl,
    idempotencyHeader: settings.inDoubt.idempotencyHeader,
    // Links in a preview open nothing.
    tokenKey: Buffer.alloc(32),
    atlas: world.atlas,
  });
  await mkdir(options.out, { recursive: true });
  const base = join(options.out, id);
  await writeFile(`${base}.eml`, await composeMessage(mail));
  await writeFile(`${base}.txt`, mail.text);
  terminal.out(`${base}.eml`);
  terminal.out(`${base}.txt`);
  if (mail.html === undefined) return;
  await writeFile(`${base}.html`, mail.html);
  terminal.out(`${base}.html`);
  if (await photograph(`${base}.html`, `${base}.png`)) terminal.out(`${base}.png`);
  else terminal.talk("no .png: Chromium is not on this machine");
}

interface Window {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
}

function readWindow({ from, to }: PreviewOptions): Window {
  try {
    const end = to === undefined ? Temporal.Now.instant() : Temporal.Instant.from(to);
    return {
      from: from === undefined ? end.subtract({ hours: 24 }) : Temporal.Instant.from(from),
      to: end,
    };
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

/** As the log would hold them: in the file's order, copies joined, retractions and corrections followed. */
async function filedEntries(
  file: string,
  { to }: Window,
  { read }: Knowledge,
): Promise<readonly LoggedIncident[]> {
  const byFingerprint = new Map<string, string>();
  const byExternalId = new Map<string, string>();
  const latest = new Map<string, Incident>();
  const entries: LoggedIncident[] = [];
  const known = (id: string | undefined) => (id === undefined ? undefined : latest.get(id));
  for (const [i, filed] of (await readReports(file)).entries()) {
    const { id: _, source = "file", ...rest } = filed;
    const report: Report = {
      ...rest,
      source,
      id: `r-${i + 1}`,
      receivedAt: receivedAt(filed.publishedAt, to),
    };
    const { hash } = fingerprintOf(report);
    const refersTo = known(byExternalId.get(report.retracts ?? report.corrects ?? ""));
    const copyOf = known(byFingerprint.get(hash));
    const { incident } = relateReport({ report, ...read(report) }, { copyOf, refersTo });
    latest.set(incident.id, incident);
    if (!byFingerprint.has(hash)) byFingerprint.set(hash, incident.id);
    if (report.externalId !== undefined) byExternalId.set(report.externalId, incident.id);
    entries.push({ position: `${i}-0`, incident });
  }
  return entries;
}

/** A file does not say when its reports came: when they were published, else at the window's end. */
function receivedAt(publishedAt: string | undefined, otherwise: Temporal.Instant): string {
  if (publishedAt === undefined) return otherwise.toString();
  try {
    return Temporal.Instant.from(publishedAt).toString();
  } catch {
    return `${publishedAt.slice(0, 10)}T00:00:00Z`;
  }
}

interface PreviewInput {
  readonly knowledge: Knowledge;
  readonly window: Window;
  readonly entries: readonly LoggedIncident[];
}

function composePreview(
  id: string,
  { knowledge, window, entries }: PreviewInput,
): Digest | undefined {
  const { subscriptions, taxonomy } = knowledge;
  const enlisted = [...rosterOf(subscriptions, hashAddress).values()].find(
    ({ subscription }) => subscription.id === id,
  );
  if (!enlisted) {
    throw new ConfigError(
      `no subscription ${id}; there are ${subscriptions.map((one) => one.id).join(", ")}`,
    );
  }
  const { subscription, delivery } = enlisted;
  const trace = (incident: Incident) => traceSubscription(subscription, incident, taxonomy);
  const [first, ...rest] = composeItems({ entries, sent: new Map(), trace });
  return (
    first && {
      id: `${delivery.id}.preview`,
      delivery,
      subscriptionName: subscription.name,
      timezone: subscription.timezone,
      mail: subscription.mail,
      window: { from: window.from.toString(), to: window.to.toString() },
      late: false,
      sealedAt: window.to.toString(),
      items: [first, ...rest],
    }
  );
}
