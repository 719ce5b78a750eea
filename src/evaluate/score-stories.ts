/** One report of a stream: which event it tells, and which incident it was filed under. */
export interface Placed {
  readonly event: string;
  readonly incident: string;
}

export interface StoryScores {
  /** B-cubed: over reports, the share of its incident that tells its event, and of its event that its incident has. */
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** F1 over pairs of reports that tell one event. */
  readonly pairF1: number;
  /** Share of events none of whose reports opened an incident: a reader is never told. */
  readonly swallowed: number;
  /** Incidents opened beyond the first, for each event: a reader is told again. */
  readonly repeat: number;
  readonly reports: number;
  readonly events: number;
}

/** In the order of the stream: the first report of an incident opens it. */
export function scoreStories(stream: readonly Placed[]): StoryScores {
  const events = Map.groupBy(stream, ({ event }) => event);
  const incidents = Map.groupBy(stream, ({ incident }) => incident);
  const shares = [...events.values()].flatMap((told) =>
    [...Map.groupBy(told, ({ incident }) => incident)].map(([incident, common]) => ({
      common: common.length,
      ofEvent: told.length,
      ofIncident: incidents.get(incident)?.length ?? 0,
    })),
  );
  const precision = mean(
    shares,
    stream.length,
    ({ common, ofIncident }) => common ** 2 / ofIncident,
  );
  const recall = mean(shares, stream.length, ({ common, ofEvent }) => common ** 2 / ofEvent);
  const openers = [...incidents.values()].flatMap(([first]) => first?.event ?? []);
  const opened = new Set(openers).size;
  return {
    precision,
    recall,
    f1: harmonic(precision, recall),
    pairF1: pairF1(
      shares.map(({ common }) => common),
      [...events.values()].map(({ length }) => length),
      [...incidents.values()].map(({ length }) => length),
    ),
    swallowed: (events.size - opened) / events.size,
    repeat: (openers.length - opened) / events.size,
    reports: stream.length,
    events: events.size,
  };
}

function mean<T>(all: readonly T[], count: number, of: (one: T) => number): number {
  return all.reduce((sum, one) => sum + of(one), 0) / count;
}

function pairF1(
  common: readonly number[],
  events: readonly number[],
  incidents: readonly number[],
): number {
  const all = pairs(events) + pairs(incidents);
  return all === 0 ? 1 : (2 * pairs(common)) / all;
}

function harmonic(a: number, b: number): number {
  return a + b === 0 ? 0 : (2 * a * b) / (a + b);
}

function pairs(sizes: readonly number[]): number {
  return sizes.reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
}
