import { bouncesRoute } from "../adapters/http/bounces-route.ts";
import { confirmRoute } from "../adapters/http/confirm-route.ts";
import { deadRoute } from "../adapters/http/dead-route.ts";
import { explainRoute } from "../adapters/http/explain-route.ts";
import { feedRoute } from "../adapters/http/feed-route.ts";
import { healthRoute } from "../adapters/http/health-route.ts";
import { importRoute } from "../adapters/http/import-route.ts";
import { incidentsRoute } from "../adapters/http/incidents-route.ts";
import { limitInFlight } from "../adapters/http/limit-in-flight.ts";
import { describeApi } from "../adapters/http/openapi.ts";
import { previewRoute } from "../adapters/http/preview-route.ts";
import { readerRoute } from "../adapters/http/reader-route.ts";
import { reportsRoute } from "../adapters/http/reports-route.ts";
import { type HttpServer, startHttpServer } from "../adapters/http/server.ts";
import { silencesRoute } from "../adapters/http/silences-route.ts";
import { subscriptionsRoute } from "../adapters/http/subscriptions-route.ts";
import { silenceSchema } from "../config/silence-document.ts";
import { subscriptionSchema } from "../config/subscription-schema.ts";
import { renderConfirmPage } from "../email/confirm-page.ts";
import { renderReaderPage } from "../email/reader-page.ts";
import { admitToken } from "../pipeline/admit-token.ts";
import { confirmReader } from "../pipeline/confirm-reader.ts";
import { deadLetters } from "../pipeline/dead-letters.ts";
import type { Stage } from "../pipeline/ports.ts";
import { readerPage } from "../pipeline/reader-page.ts";
import { receiveReport } from "../pipeline/receive-report.ts";
import { receiveBounce } from "../pipeline/take-bounce.ts";
import { explainIncident } from "./explain-incident.ts";
import { previewSubscription } from "./preview-subscription.ts";
import { repeat } from "./repeat.ts";
import type { Service } from "./service.ts";
import { silenceDesk } from "./silence-desk.ts";
import { subscriptionDesk } from "./subscription-desk.ts";
import { VERSION } from "./version.ts";

/** What comes in meanwhile is at most a quarter of a second too much. */
const WATCH_MS = 250;

/** Receives reports, serves the log and the readers' pages. */
export async function startApi(service: Service): Promise<HttpServer> {
  const { settings, knowledge, stores, clock, meter, passSeam, queues, tokenKey } = service;
  const logger = service.logger.child({ role: "api" });
  const receive = receiveReport({
    inbox: stores.inbox,
    pulse: queues.pulse,
    clock,
    meter,
    logger,
    passSeam,
    sources: () => knowledge.current().sources,
  });
  const pages = readerPage({
    ...stores,
    clock,
    logger,
    tokenKey,
    roster: service.roster,
  });
  const bounceSecret = settings.bounces.secret;
  const shared = {
    bounces: stores.bounces,
    notices: stores.notices,
    clock,
    meter,
    logger,
    tokenKey,
  };
  const pageFrame = () => ({
    now: clock.now(),
    placeName: (code: string) => service.world.atlas.find(code)?.name ?? code,
    source: (id: string) => knowledge.current().sources.find((source) => source.id === id),
  });
  const { tokens } = stores;
  const admit = admitToken({ tokens, clock, bootstrap: settings.apiToken });
  const desk = subscriptionDesk(service);
  const confirming = confirmReader({ ...stores, clock, logger, tokenKey });
  const names = () => knowledge.current().names;
  const noteOverload = () => {
    meter.count("reports_received", { source: "unknown", outcome: "overloaded" });
    logger.info({ source: "unknown", reason: "overloaded" }, "report refused");
  };
  const server = await startHttpServer(settings.http, logger, (http) => {
    void http.register(async (reports) => {
      limitInFlight(reports, noteOverload);
      reportsRoute(reports, receive);
    });
    incidentsRoute(http, stores.log, admit);
    subscriptionsRoute(http, desk, admit);
    importRoute(http, desk, admit);
    previewRoute(http, previewSubscription(service), admit);
    explainRoute(http, explainIncident(service), admit);
    deadRoute(http, deadLetters({ ...stores, clock }), admit);
    feedRoute(http, stores.log, { admit, publicUrl: settings.publicUrl });
    silencesRoute(http, silenceDesk({ store: stores.silences, clock, names }), admit);
    if (bounceSecret) bouncesRoute(http, receiveBounce({ ...shared, secrets: [bounceSecret] }));
    readerRoute(http, { ...pages, render: (answer) => renderReaderPage(answer, pageFrame()) });
    // Made when it is first asked for: few ask, and everyone would wait for it at the start.
    let description: ReturnType<typeof describeApi> | undefined;
    http.get("/openapi.json", async () => (description ??= describeMine()));
    confirmRoute(http, { ...confirming, render: renderConfirmPage });
    addHealth(http, service);
  });
  logger.info({ host: settings.http.host, port: server.port }, "listening");
  const watching = repeat({
    name: "watch-backlog",
    everyMs: WATCH_MS,
    run: () => service.backlog.look(),
    logger,
  });
  return {
    port: server.port,
    routes: server.routes,
    async [Symbol.asyncDispose]() {
      await watching[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

function describeMine(): ReturnType<typeof describeApi> {
  return describeApi({ subscription: subscriptionSchema(), silence: silenceSchema() }, VERSION);
}

/** For a process that only works: is it alive and ready, and what has it done. */
export async function startHealth(service: Service): Promise<AsyncDisposable> {
  const logger = service.logger.child({ role: "health" });
  return startHttpServer(service.settings.http, logger, (http) => addHealth(http, service));
}

function addHealth(http: Parameters<typeof healthRoute>[0], service: Service): void {
  watchDepths(service);
  healthRoute(http, {
    ready: () => readiness(service),
    metrics: () => service.meter.exposition(),
  });
}

function watchDepths({ meter, stores, knowledge, subscriptions, clock }: Service): void {
  meter.gauge(
    "held_incidents",
    "Incidents that wait for a second source",
    async () => (await stores.holds.inForce(clock.now())).length,
  );
  meter.gauge("subscriptions", "Subscriptions in force", async () => subscriptions.size);
  meter.gauge(
    "unusable_subscriptions",
    "Stored subscriptions that the configuration makes unusable",
    async () => subscriptions.unusable.size,
  );
  meter.gauge(
    "configuration_faults",
    "Faults that keep the configuration files from being in force",
    async () => knowledge.reloadFaults.length,
  );
  meter.gauge("inbox_depth", "Reports accepted and not yet filed", () => stores.inbox.depth());
  meter.gauge("outbox_depth", "Digests sealed and not yet final", () => stores.outbox.depth());
  meter.gauge("dead_digests", "Digests rejected or held", () => stores.outbox.countDead());
  meter.gauge("relay_paused", "1 while sending is paused, as the relay fails us", async () =>
    (await stores.relay.pause()) === undefined ? 0 : 1,
  );
  meter.gauge("addresses_paused", "Addresses that bounced for days: nothing is sent to them", () =>
    stores.bounces.countPaused(),
  );
  meter.gauge("buried_reports", "Reports set aside", () => stores.inbox.countBuried());
  meter.gauges(
    "progress_age_seconds",
    "stage",
    "Since a stage last finished something, or looked and found nothing to do",
    async () => agesOf(await stores.proven.read(), clock.now()),
  );
}

function agesOf(
  proven: ReadonlyMap<Stage, Temporal.Instant>,
  now: Temporal.Instant,
): ReadonlyMap<string, number> {
  return new Map([...proven].map(([stage, at]) => [stage, now.since(at).total("seconds")]));
}

async function readiness({
  redis,
  keys,
  stop,
}: Service): Promise<Readonly<Record<string, string | null>>> {
  // Of a Cluster any node would answer a PING; this asks the one that reports are written to.
  const answer = await redis.exists(keys.inbox).then(
    () => null,
    () => "does not answer",
  );
  return {
    redis: answer,
    draining: stop.aborted ? "stopping" : null,
  };
}
