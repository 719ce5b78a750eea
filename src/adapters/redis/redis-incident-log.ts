import type { Incident } from "../../model/incident.ts";
import type {
  Filed,
  Filing,
  IncidentLog,
  IncidentPage,
  IncidentQuery,
  IndexedTelling,
  LoggedIncident,
  LookUp,
  LookUpAnswer,
} from "../../pipeline/log-ports.ts";
import type { Clock } from "../../pipeline/ports.ts";
import type { RedisClient } from "./connection.ts";
import type { Keys } from "./keys.ts";
import type { RunScript } from "./run-surely.ts";
import { runScript } from "./scripts.ts";

export interface IncidentLogOptions {
  readonly redis: RedisClient;
  /** What was filed by it, and what stands in a window it closed, outlives the loss of a master. */
  readonly runSurely: RunScript;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly retentionSeconds: number;
}

const PAGE = 500;

export function redisIncidentLog(options: IncidentLogOptions): IncidentLog {
  const { redis, runSurely, keys, clock } = options;
  const find = (id: string | null) => findIncident(options, id);
  return {
    find,
    lookUp: (query) => lookUp(options, query),
    findByExternalId: async (source, externalId) =>
      find(await redis.get(keys.incidentByExternalId(source, externalId))),
    file: (filing) => file(options, filing),
    async closeWindow(to) {
      const args = [to?.epochMilliseconds ?? "", clock.offsetMs];
      const closed = await runSurely("close-window", [keys.logClock], args);
      return typeof closed === "string"
        ? Temporal.Instant.fromEpochMilliseconds(Number(closed))
        : undefined;
    },
    read: (from, to) => readWindow(options, from, to),
    async readAfter(position, limit) {
      const start = position === undefined ? "-" : `(${position}`;
      const page = await redis.xrange(keys.log, start, "+", "COUNT", limit);
      return page.map(readEntry);
    },
    query: (query) => runQuery(options, query),
  };
}

async function findIncident({ redis, keys }: IncidentLogOptions, id: string | null) {
  if (id === null) return undefined;
  const json = await redis.hget(keys.incident(id), "json");
  return json === null ? undefined : readIncident(json);
}

async function readWindow(
  { redis, keys }: IncidentLogOptions,
  from: Temporal.Instant,
  to: Temporal.Instant,
): Promise<readonly LoggedIncident[]> {
  const end = `(${to.epochMilliseconds}-0`;
  const entries: LoggedIncident[] = [];
  let start = `${from.epochMilliseconds}-0`;
  for (;;) {
    const page = await redis.xrange(keys.log, start, end, "COUNT", PAGE);
    entries.push(...page.map(readEntry));
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return entries;
    start = `(${last[0]}`;
  }
}

/** Newest first. The score is the log's millisecond, which is also the cursor. */
async function runQuery(options: IncidentLogOptions, query: IncidentQuery): Promise<IncidentPage> {
  const { redis, keys } = options;
  const { region, threat, since, cursor, limit } = query;
  const newest = cursor === undefined ? "+inf" : `(${cursor}`;
  const oldest =
    since === undefined ? "-inf" : String(Temporal.Instant.from(since).epochMilliseconds);
  const found = await redis.zrevrangebyscore(
    indexOf(query, keys),
    newest,
    oldest,
    "WITHSCORES",
    "LIMIT",
    0,
    limit,
  );
  const ids = found.filter((_, i) => i % 2 === 0);
  const documents = await Promise.all(ids.map((id) => findIncident(options, id)));
  // An index also finds incidents by what they once were.
  const incidents = documents.filter(
    (incident) =>
      incident !== undefined &&
      (region === undefined || isInRegion(incident, region)) &&
      (threat === undefined || isOfThreat(incident, threat)),
  );
  return {
    incidents: incidents as Incident[],
    cursor: ids.length < limit ? undefined : found.at(-1),
  };
}

/** The narrower index serves; the other condition is checked on what it finds. */
function indexOf({ region, threat }: IncidentQuery, keys: Keys): string {
  if (region !== undefined) return keys.incidentsByRegion(region);
  return threat === undefined ? keys.allIncidents : keys.incidentsByThreat(threat);
}

type FoundCandidate = [number: number, incidentId: string, reportId: string, profile: string];

async function lookUp({ redis, keys }: IncidentLogOptions, query: LookUp): Promise<LookUpAnswer> {
  const { fingerprint, refersTo, terms, span, limits, ordinaryDocuments } = query;
  const copy = keys.fingerprint(fingerprint);
  const answer = await runScript(
    redis,
    "look-up",
    [
      keys.storySequence,
      copy,
      refersTo ? keys.incidentByExternalId(refersTo.source, refersTo.externalId) : copy,
      keys.storyCount(span - 1),
      keys.storyCount(span),
      keys.tellingPrefix,
      keys.storyTermPrefix(span - 1),
      keys.storyTermPrefix(span),
    ],
    [
      refersTo ? 1 : 0,
      limits.candidates,
      limits.tellingsOfTerm,
      limits.tellings,
      limits.sharedTerms,
      ordinaryDocuments,
      namesOf(terms.map(({ hash }) => hash)),
      terms.map(({ prior }) => prior).join(" "),
    ],
  );
  const [sequence, documents, frequencies, candidates, copyOf, referred] = answer as [
    string,
    number,
    string,
    FoundCandidate[],
    string,
    string,
  ];
  return {
    sequence: Number(sequence),
    documents,
    frequencies: frequencies === "" ? [] : frequencies.split(" ").map(Number),
    candidates: candidates.map(([number, incidentId, reportId, profile]) => ({
      number,
      incidentId,
      reportId,
      profile,
    })),
    copyOf: copyOf || undefined,
    refersTo: referred || undefined,
  };
}

async function file(options: IncidentLogOptions, filing: Filing): Promise<Filed> {
  const { runSurely, keys, clock, retentionSeconds } = options;
  const { report, incident, fingerprint, seen, telling } = filing;
  const { externalId } = report;
  const filed = keys.filed(report.id);
  const index = indexing(telling, options);
  const answer = await runSurely(
    "file",
    [
      keys.incident(incident.id),
      keys.log,
      keys.logClock,
      filed,
      keys.fingerprint(fingerprint.hash),
      externalId === undefined ? filed : keys.incidentByExternalId(report.source, externalId),
      ...index.keys,
      ...indexKeys(incident, keys),
    ],
    [
      incident.id,
      incident.version - 1,
      JSON.stringify(incident),
      report.id,
      seen.copyOf ?? "",
      Math.min(fingerprint.validSeconds, retentionSeconds),
      clock.offsetMs,
      retentionSeconds * 1000,
      externalId === undefined ? 0 : 1,
      incident.version,
      seen.sequence,
      ...index.args,
    ],
  );
  const [outcome, value] = answer as [string, string];
  if (outcome === "already") return { outcome, incidentId: value };
  return { outcome: outcome === "filed" ? "filed" : "stale" };
}

/** What `file` needs to make a telling findable; where there is none it has no terms and no profile. */
function indexing(telling: Filing["telling"], { keys, retentionSeconds }: IncidentLogOptions) {
  const { terms, span, profile, sharedTerms, openSeconds } = telling ?? NO_TELLING;
  return {
    keys: [
      keys.storySequence,
      keys.storyCount(span),
      keys.tellingPrefix,
      keys.storyTermPrefix(span),
    ],
    args: [Math.min(openSeconds, retentionSeconds), sharedTerms, namesOf(terms), profile],
  };
}

/** As their lists' keys end, in one argument: hundreds of keys would cost more to send than to look at. */
function namesOf(terms: readonly number[]): string {
  return terms.map((term) => term.toString(36)).join(" ");
}

const NO_TELLING: IndexedTelling = {
  terms: [],
  profile: "",
  span: 0,
  sharedTerms: 0,
  openSeconds: 0,
};

/** Sorted queues: all, each region with its containers, each threat type and its category. */
function indexKeys({ classification }: Incident, keys: Keys): string[] {
  const { regions, threats } = classification;
  const codes = regions.length === 0 ? ["unplaced"] : regions;
  const types = threats.flatMap(({ type }) => [type, type.slice(0, type.indexOf("/"))]);
  return [
    keys.allIncidents,
    ...[...new Set(codes)].map((code) => keys.incidentsByRegion(code)),
    ...[...new Set(types.length === 0 ? ["unclassified"] : types)].map((type) =>
      keys.incidentsByThreat(type),
    ),
  ];
}

function isInRegion({ classification }: Incident, region: string): boolean {
  const { regions } = classification;
  return region === "unplaced" ? regions.length === 0 : regions.some((code) => code === region);
}

function isOfThreat({ classification }: Incident, threat: string): boolean {
  if (threat === "unclassified") return classification.threats.length === 0;
  return classification.threats.some(
    ({ type }) => type === threat || type.startsWith(`${threat}/`),
  );
}

function readEntry([position, fields]: [string, string[]]): LoggedIncident {
  return { position, incident: readIncident(fields[1] ?? "") };
}

function readIncident(json: string): Incident {
  return JSON.parse(json) as Incident;
}
