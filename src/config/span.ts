export const SPAN_SECONDS = { second: 1, minute: 60, hour: 3600, day: 86_400 } as const;

export interface Rate {
  readonly count: number;
  readonly perSeconds: number;
}

/** `600/minute`. */
export const RATE = /^([1-9]\d{0,6})\/(second|minute|hour|day)$/;
/** `60s`, `5m`, `1h`. */
export const DURATION = /^(\d{1,5})(s|m|h)$/;
/** `07:00`. */
export const LOCAL_TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

export function parseRate(text: string): Rate | undefined {
  const [, count, unit] = RATE.exec(text) ?? [];
  const perSeconds = Object.entries(SPAN_SECONDS).find(([name]) => name === unit)?.[1];
  return perSeconds === undefined ? undefined : { count: Number(count), perSeconds };
}

export function parseDurationSeconds(text: string): number | undefined {
  const [, count, unit] = DURATION.exec(text) ?? [];
  const unitSeconds = { s: 1, m: 60, h: 3600 }[unit ?? ""];
  return unitSeconds === undefined ? undefined : Number(count) * unitSeconds;
}
