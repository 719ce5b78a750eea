import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { type RehearsalClock, rehearsalClock } from "../adapters/observe/clock.ts";
import { openLog } from "../adapters/observe/log.ts";
import { type BoxedMail, startLocalMailbox } from "../adapters/smtp/local-mailbox.ts";
import { readSettings } from "../config/settings.ts";
import { count } from "../model/count.ts";
import { type Digest, isAllClear } from "../model/digest.ts";
import type { Incident } from "../model/incident.ts";
import { startApi } from "../roles/api.ts";
import { startIngest } from "../roles/ingest.ts";
import { startNotifier } from "../roles/notifier.ts";
import { openService, type Service } from "../roles/service.ts";
import { type FiledReport, readReports } from "./read-reports.ts";
import { postReport } from "./send.ts";
import type { Terminal } from "./terminal.ts";

const SAMPLES = fileURLToPath(new URL("../../demo/reports.jsonl", import.meta.url));
const CONFIG = fileURLToPath(new URL("../../config", import.meta.url));
const SMTP_PORT = 1025;
const WEB_PORT = 1080;
const SECRET_VARIABLES = { wire: "WIRE_SECRET", "field-reports": "FIELD_SECRET" } as const;
/** Every sample schedule comes round in this time. */
const LONGEST = { hours: 7 * 24 + 1 };
const LOOK_MS = 20;

/** The main job on sample reports, with the parts an installation would have: nothing is simulated but the clock. */
export async function demo(
  options: { readonly exit?: boolean },
  terminal: Terminal,
): Promise<void> {
  const { talk, stop } = terminal;
  const dataDir = join(readSettings(terminal.env, terminal.readSecretFile).dataDir, "demo");
  const mails: BoxedMail[] = [];
  await rm(dataDir, { recursive: true, force: true });
  await mkdir(join(dataDir, "mailbox"), { recursive: true });

  talk("tocsin demo: sample reports in, digests out. Every event in the samples is invented.\n");
  await using mailbox = await startLocalMailbox({
    smtpPort: await freePort(SMTP_PORT),
    webPort: await freePort(WEB_PORT),
    directory: join(dataDir, "mailbox"),
    onMail: (mail) => void mails.push(mail),
  });
  const secrets = sampleSecrets();
  const clock = rehearsalClock();
  await using service = await openService({
    settings: readSettings(demoEnvironment(dataDir, mailbox.smtpUrl), terminal.readSecretFile),
    secrets: (name) => secrets.get(name)?.text,
    logger: openLog("warn", process.stderr),
    clock,
    stop,
    sealEveryMs: LOOK_MS,
  });
  await using running = new AsyncDisposableStack();
  running.use(await startNotifier(service));
  running.use(await startIngest(service));
  const api = running.use(await startApi(service));
  const url = `http://127.0.0.1:${api.port}`;
  talk(
    `1  started   a private Redis with an append-only file, ${url} (api, ingest, notifier), a mailbox`,
  );

  const reports = await readReports(SAMPLES);
  await postAll(reports, { url, secrets, clock, terminal });
  const incidents = await allFiled(service, clock);
  talk(`3  sorted    ${describeLog(incidents, reports.length)}`);

  const readers = [...service.roster().values()].length;
  talk(
    `4  waiting   for ${readers} deliveries to ${service.knowledge.current().subscriptions.length} subscriptions; the demo's clock runs ahead`,
  );
  const digests = await runAhead(service, clock, terminal);
  await mailsArrived(mails, digests.length, stop);
  await keepMails(mails, join(dataDir, "mail"));
  tellWhatWasSent(digests, service, terminal);

  terminal.out(`\n${mails.length} mails, as .eml, .html and .txt: ${join(dataDir, "mail")}`);
  if (options.exit) return;
  terminal.out(`Read them in the mailbox: ${mailbox.webUrl}`);
  terminal.out("Ctrl-C ends the demo.");
  if (!stop.aborted) await once(stop, "abort");
}

interface Secret {
  readonly text: string;
  readonly key: Buffer;
}

function sampleSecrets(): ReadonlyMap<string, Secret> {
  return new Map(
    Object.values(SECRET_VARIABLES).map((name) => {
      const key = randomBytes(32);
      return [name, { key, text: `whsec_${key.toString("base64")}` }];
    }),
  );
}

function demoEnvironment(dataDir: string, smtpUrl: string) {
  return {
    SMTP_URL: smtpUrl,
    TOCSIN_MAIL_FROM: "Tocsin demo <tocsin@demo.example.org>",
    TOCSIN_PUBLIC_URL: "https://tocsin.example.org",
    TOCSIN_HTTP_PORT: "0",
    TOCSIN_CONFIG_DIR: CONFIG,
    TOCSIN_DATA_DIR: dataDir,
  };
}

interface Posting {
  readonly url: string;
  readonly secrets: ReadonlyMap<string, Secret>;
  readonly clock: RehearsalClock;
  readonly terminal: Terminal;
}

async function postAll(
  reports: readonly FiledReport[],
  { url, secrets, clock, terminal }: Posting,
): Promise<void> {
  const started = clock.now();
  let accepted = 0;
  for (const report of reports) {
    if (terminal.stop.aborted) return;
    const source = report.source ?? "wire";
    const key = secrets.get(SECRET_VARIABLES[source as keyof typeof SECRET_VARIABLES])?.key;
    if (!key) throw new Error(`the samples name an unknown source, ${source}`);
    const publishedAt = started.subtract({ minutes: Number(report["minutesAgo"] ?? 0) });
    const dated = { ...report, publishedAt: publishedAt.toString({ smallestUnit: "second" }) };
    const verdict = await postReport(dated, { url, source, key });
    if (verdict.outcome !== "accepted")
      throw new Error(`a sample was ${verdict.outcome}: ${JSON.stringify(verdict)}`);
    accepted += 1;
    if (terminal.isTerminal)
      process.stderr.write(`\r2  posting   ${accepted} of ${reports.length}`);
  }
  terminal.talk(
    `${terminal.isTerminal ? "\r" : ""}2  posted    ${accepted} signed reports over HTTP, each accepted after its durable write`,
  );
}

async function allFiled(
  { stores, stop }: Service,
  clock: RehearsalClock,
): Promise<readonly Incident[]> {
  while ((await stores.inbox.depth()) > 0 && !stop.aborted) await wait(LOOK_MS);
  const beginning = Temporal.Instant.fromEpochMilliseconds(0);
  const entries = await stores.log.read(beginning, clock.now().add({ seconds: 1 }));
  return entries.map(({ incident }) => incident);
}

function describeLog(versions: readonly Incident[], reports: number): string {
  const changed = (change: Incident["change"]) =>
    versions.filter((version) => version.change === change).length;
  const opened = versions.filter(({ version }) => version === 1);
  const countries = new Set(opened.flatMap(({ classification }) => classification.country ?? []));
  return [
    `${count(reports, "report")} into ${count(opened.length, "incident")} in ${count(countries.size, "country", "countries")}`,
    `${count(changed("minor"), "copy", "copies")} joined`,
    `${changed("correction")} corrected`,
    `${changed("retraction")} withdrawn`,
    `${opened.filter(({ classification }) => !classification.relevant).length} of no concern`,
  ].join(", ");
}

/** Moves the clock to each delivery's hour in turn, until every subscription has had its mail. */
async function runAhead(
  service: Service,
  clock: RehearsalClock,
  { talk, stop }: Terminal,
): Promise<readonly Digest[]> {
  const { stores } = service;
  const end = clock.now().add(LONGEST);
  const found = new Map<string, Digest>();
  for (;;) {
    await quiet(service, clock);
    for (const digest of await sealedDigests(service)) {
      if (found.has(digest.id)) continue;
      found.set(digest.id, digest);
      const local = Temporal.Instant.from(digest.sealedAt).toZonedDateTimeISO(digest.timezone);
      const at = local.toPlainDateTime().toString({ smallestUnit: "minute" }).replace("T", " ");
      talk(
        `   ${at} ${digest.timezone.padEnd(16)} ${count(digest.items.length, "item").padEnd(7)} to ${digest.delivery.address}`,
      );
    }
    const served = new Set([...found.values()].map(({ delivery }) => delivery.subscriptionId));
    const everyone = service.knowledge.current().subscriptions.every(({ id }) => served.has(id));
    const next = await stores.due.next();
    if (stop.aborted || everyone || !next || Temporal.Instant.compare(next, end) > 0)
      return [...found.values()];
    clock.advanceTo(next.add({ milliseconds: 1 }));
  }
}

/** Nothing is due and nothing waits to be sent. */
async function quiet({ stores, stop }: Service, clock: RehearsalClock): Promise<void> {
  for (;;) {
    if (stop.aborted) return;
    const woken = (await stores.log.readAfter(await stores.wakeCursor.read(), 1)).length === 0;
    const next = await stores.due.next();
    const ahead = !next || Temporal.Instant.compare(next, clock.now()) > 0;
    if (woken && ahead && (await stores.outbox.depth()) === 0) return;
    await wait(LOOK_MS);
  }
}

/** From the ledger, in the order of their numbers. */
async function sealedDigests({ stores, roster }: Service): Promise<readonly Digest[]> {
  const digests: Digest[] = [];
  for (const { delivery } of roster().values()) {
    const { id } = delivery;
    const { sequence = 0, epoch = "" } = (await stores.deliveries.read(id)) ?? {};
    for (let n = 1; n <= sequence; n += 1) {
      const digest = await stores.outbox.find(`${id}.${epoch}-${n}`);
      if (digest && !isAllClear(digest)) digests.push(digest);
    }
  }
  return digests;
}

async function mailsArrived(
  mails: readonly BoxedMail[],
  awaited: number,
  stop: AbortSignal,
): Promise<void> {
  while (mails.length < awaited && !stop.aborted) await wait(LOOK_MS);
}

async function keepMails(mails: readonly BoxedMail[], dir: string): Promise<void> {
  const { simpleParser } = await import("mailparser");
  await mkdir(dir, { recursive: true });
  for (const [i, { to, raw }] of mails.entries()) {
    const base = join(dir, `${String(i + 1).padStart(2, "0")}-${to.replaceAll(/[^\w.-]+/g, "-")}`);
    const { html, text } = await simpleParser(raw);
    await writeFile(`${base}.eml`, raw);
    await writeFile(`${base}.txt`, text ?? "");
    if (typeof html === "string") await writeFile(`${base}.html`, html);
  }
}

/** What was sent to whom, and why. */
function tellWhatWasSent(digests: readonly Digest[], { world }: Service, { out }: Terminal): void {
  out(`\nSent ${digests.length} digests:`);
  for (const { delivery, subscriptionName, items } of digests) {
    out(`\n${delivery.address}  ${subscriptionName}, ${delivery.schedule.kind}`);
    for (const { incident, kind, reasons } of items) {
      const { severity, regions } = incident.classification;
      const place =
        regions[0] === undefined ? "no place" : (world.atlas.find(regions[0])?.name ?? regions[0]);
      const facts = reasons[0].facts.map(({ found }) => found).join(", ");
      out(
        `  ${severity.padEnd(8)} ${kind === "new" ? "" : `${kind}: `}${incident.headline} (${place})`,
      );
      out(`           why: rule "${reasons[0].rule}": ${facts}`);
    }
  }
}

/** The usual port, or any where it is taken. */
async function freePort(wanted: number): Promise<number> {
  const taken = await new Promise<boolean>((resolve) => {
    const socket = connect(wanted, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
  return taken ? freePort(wanted + 1) : wanted;
}
