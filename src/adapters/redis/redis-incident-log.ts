import type { Incident } from "../../model/incident.ts";
import type {
  IncidentLog,
  IncidentPage,
  IncidentQuery,
  LoggedIncident,
  LogPart,
} from "../../pipeline/log-ports.ts";
import type { Clock } from "../../pipeline/ports.ts";
import type { RedisClient } from "./connection.ts";
import { fileIncidents } from "./file-incidents.ts";
import type { Keys } from "./keys.ts";
import { lookUpStories, readTellings } from "./look-up-stories.ts";
import type { RunScript } from "./run-surely.ts";

export interface IncidentLogOptions {
  readonly redis: RedisClient;
  /** What was filed by it, and what stands in a window it closed, outlives the loss of a master. */
  readonly runSurely: RunScript;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly retentionSeconds: number;
}

const PAGE = 200;

export function redisIncidentLog(options: IncidentLogOptions): IncidentLog {
  const { redis, runSurely, keys, clock } = options;
  const find = (id: string | null) => findIncident(options, id);
  return {
    find,
    lookUp: (query) => lookUpStories(options, query),
    tellings: (numbers) => readTellings(options, numbers),
    findByExternalId: async (source, externalId) =>
      find(await redis.get(keys.incidentByExternalId(source, externalId))),
    file: (filings) => fileIncidents(options, filings),
    async closeWindow(to) {
      const args = [to?.epochMilliseconds ?? "", clock.offsetMs];
      const closed = await runSurely("close-window", [keys.logClock], args);
      return typeof closed === "string"
        ? Temporal.Instant.fromEpochMilliseconds(Number(closed))
        : undefined;
    },
    read: async (from, to) => (await readPart(options, { from, to, most: Infinity })).entries,
    readPart: (from, to, letters) => readPart(options, { from, to, most: letters }),
    async entriesAt(positions) {
      const found = await Promise.all(positions.map((one) => redis.xrange(keys.log, one, one)));
      return found.flat().map(readEntry);
    },
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

/** Ends between two milliseconds: those that were filed in one are read together. */
async function readPart(
  { redis, keys }: IncidentLogOptions,
  { from, to, most }: { from: Temporal.Instant; to: Temporal.Instant; most: number },
): Promise<LogPart> {
  const end = `(${to.epochMilliseconds}-0`;
  const entries: LoggedIncident[] = [];
  let letters = 0;
  let before = Infinity;
  let start = `${from.epochMilliseconds}-0`;
  for (;;) {
    const page = await redis.xrange(keys.log, start, end, "COUNT", PAGE);
    for (const stored of page) {
      const loggedAt = millisecondOf(stored[0]);
      if (letters >= most && loggedAt > before)
        return { entries, to: Temporal.Instant.fromEpochMilliseconds(loggedAt), letters };
      before = loggedAt;
      letters += stored[1][1]?.length ?? 0;
      entries.push(readEntry(stored));
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return { entries, to, letters };
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

function millisecondOf(position: string): number {
  return Number(position.slice(0, position.indexOf("-")));
}

function readEntry([position, fields]: [string, string[]]): LoggedIncident {
  return { position, incident: readIncident(fields[1] ?? "") };
}

function readIncident(json: string): Incident {
  return JSON.parse(json) as Incident;
}
