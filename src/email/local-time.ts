/** What a clock on the wall and the calendar beside it show, in Temporal's words. */
export interface LocalTime extends Pick<
  Temporal.PlainDateTime,
  "year" | "month" | "day" | "dayOfWeek" | "hour" | "minute"
> {
  /** East of UTC. */
  readonly offsetMs: number;
}

/** From one change of a zone's clock to the next, exclusive. */
interface Season {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly offsetMs: number;
}

/** A handful of each zone that somebody's clock is in: reports are not received years ago. */
const seasons = new Map<string, Season[]>();

/** As Temporal says it of an ISO 8601 instant; it is asked once for each season, as it takes several times as long. */
export function localTime(instant: string, timezone: string): LocalTime {
  const ms = Date.parse(instant);
  const { offsetMs } = seasonOf(ms, timezone);
  // Its fields of UTC are those of a clock that is so much ahead.
  const local = new Date(ms + offsetMs);
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    // Sunday is the seventh of ISO 8601, where Date has 0.
    dayOfWeek: local.getUTCDay() || 7,
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    offsetMs,
  };
}

function seasonOf(ms: number, timezone: string): Season {
  const ofZone = seasons.getOrInsertComputed(timezone, () => []);
  const known = ofZone.find(({ fromMs, untilMs }) => fromMs <= ms && ms < untilMs);
  if (known !== undefined) return known;
  const local = zoned(ms, timezone);
  // The change before an instant is never at it.
  const from = zoned(ms + 1, timezone).getTimeZoneTransition("previous");
  const until = local.getTimeZoneTransition("next");
  const season: Season = {
    fromMs: from?.epochMilliseconds ?? -Infinity,
    untilMs: until?.epochMilliseconds ?? Infinity,
    offsetMs: local.offsetNanoseconds / 1e6,
  };
  ofZone.push(season);
  return season;
}

function zoned(ms: number, timezone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timezone);
}
