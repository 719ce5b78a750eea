import type { Incident } from "../../model/incident.ts";
import type { Filed, Filing } from "../../pipeline/log-ports.ts";
import type { Clock } from "../../pipeline/ports.ts";
import type { Keys } from "./keys.ts";
import type { RunScript } from "./run-surely.ts";
import { namesOfTerms } from "./story-parts.ts";

interface Options {
  readonly runSurely: RunScript;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly retentionSeconds: number;
}

/** Listed under their terms together: many of their terms are the same, and a term's list is written anew each time. */
const RECENT_TELLINGS = 64;

/** Nothing is written by it. */
const NONE = { span: 0, openSeconds: 0, mostListed: 0 };

/** Tellings of one call are of one span. */
export async function fileIncidents(
  options: Options,
  filings: readonly Filing[],
): Promise<readonly Filed[]> {
  const { runSurely, keys, clock, retentionSeconds } = options;
  const { span, openSeconds, mostListed } = filings.find(({ telling }) => telling)?.telling ?? NONE;
  const shared = [
    keys.log,
    keys.logClock,
    keys.storySequence,
    keys.tellingPrefix,
    keys.storyCount(span),
    keys.recentTellings(span),
    keys.storyTermsPrefix(span),
    keys.storyTermsPrefix(span - 2),
    ...filings.flatMap((filing) => keysOf(filing, keys)),
  ];
  const places = new Map<string, number>();
  const placeOf = (set: string) =>
    places.getOrInsertComputed(set, () => shared.length + places.size + 1);
  const args = filings.flatMap((filing) => [
    ...argsOf(filing, retentionSeconds),
    indexSets(filing.incident, keys).map(placeOf).join(" "),
  ]);
  const answer = await runSurely(
    "file",
    [...shared, ...places.keys()],
    [
      clock.offsetMs,
      retentionSeconds * 1000,
      Math.min(openSeconds, retentionSeconds),
      mostListed,
      RECENT_TELLINGS,
      filings.length,
      ...args,
    ],
  );
  const outcomes = answer as [string, string][];
  return filings.map((_, i) => readOutcome(outcomes[i]));
}

function readOutcome(answer: readonly [string, string] | undefined): Filed {
  if (answer === undefined) return { outcome: "stale" };
  const [outcome, value] = answer;
  return outcome === "already" ? { outcome, incidentId: value } : { outcome: "filed" };
}

function keysOf({ report, incident, fingerprint }: Filing, keys: Keys): string[] {
  const { externalId } = report;
  const filed = keys.filed(report.id);
  return [
    keys.incident(incident.id),
    filed,
    keys.fingerprint(fingerprint.hash),
    externalId === undefined ? filed : keys.incidentByExternalId(report.source, externalId),
  ];
}

function argsOf(
  { report, incident, fingerprint, seen, telling }: Filing,
  retentionSeconds: number,
): (string | number)[] {
  return [
    incident.id,
    incident.version - 1,
    JSON.stringify(incident),
    report.id,
    seen.copyOf ?? "",
    Math.min(fingerprint.validSeconds, retentionSeconds),
    report.externalId === undefined ? 0 : 1,
    incident.version,
    seen.sequence,
    telling === undefined ? "" : namesOfTerms(telling.terms),
    telling?.profile ?? "",
  ];
}

/** Sorted queues: all, each region with its containers, each threat type and its category. */
function indexSets({ classification }: Incident, keys: Keys): string[] {
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
