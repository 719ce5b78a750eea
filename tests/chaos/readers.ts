import { CATEGORIES, COUNTRIES, type Event } from "./world.ts";

interface Clauses {
  readonly countries?: readonly string[];
  readonly categories?: readonly string[];
  readonly word?: "harbour";
  readonly severe?: true;
}

/** Who reads, and what; each address reads by one subscription and one delivery only. */
export interface ReaderGroup {
  readonly id: string;
  readonly to: readonly string[];
  readonly rules: readonly Clauses[];
  readonly unless?: Clauses;
  readonly deliver: "immediately" | "gathered" | "hourly" | "daily";
  readonly zone: string;
}

const DELIVER: Readonly<Record<ReaderGroup["deliver"], string>> = {
  immediately: "{ immediately: { severity: minor, hold: 0s } }",
  gathered: "{ immediately: { severity: minor, hold: 2s } }",
  hourly: "{ every: hour }",
  daily: '{ at: "06:00" }',
};

const ZONES = ["Europe/London", "Asia/Kathmandu", "America/St_Johns", "Australia/Lord_Howe"];

/** Few enough match each that a mail tells all of its items whole: the ledger reads them there. */
export const READERS: readonly ReaderGroup[] = [
  ...COUNTRIES.map((country, n): ReaderGroup => ({
    id: `desk-${country.toLowerCase()}`,
    to: addresses(`desk-${country.toLowerCase()}`, n % 16 === 0 ? 2 : 1),
    rules: [{ countries: [country] }],
    deliver: n % 3 === 1 ? "immediately" : "gathered",
    zone: zoneOf(n),
    ...(n % 6 === 1 && { unless: { word: "harbour" } }),
  })),
  ...COUNTRIES.slice(0, 12).map((country, n): ReaderGroup => ({
    id: `hour-${country.toLowerCase()}`,
    to: addresses(`hour-${country.toLowerCase()}`, 1),
    rules: [
      { countries: [country], severe: true },
      { countries: [COUNTRIES[n + 12] ?? country], categories: ["crime"] },
    ],
    deliver: "hourly",
    zone: zoneOf(n),
  })),
  ...CATEGORIES.map((category, n): ReaderGroup => ({
    id: `day-${category}`,
    to: addresses(`day-${category}`, 1),
    rules: [{ countries: COUNTRIES.slice(n * 2, n * 2 + 1), categories: [category] }],
    deliver: "daily",
    zone: zoneOf(n),
  })),
  {
    id: "harbours",
    to: addresses("harbours", 1),
    rules: [{ word: "harbour", countries: COUNTRIES.slice(0, 6) }],
    deliver: "immediately",
    zone: "Europe/London",
  },
];

function addresses(id: string, count: number): string[] {
  return Array.from({ length: count }, (_, n) => `${id}.${n}@example.org`);
}

function zoneOf(n: number): string {
  return ZONES[n % ZONES.length] ?? "UTC";
}

/** The matcher of the ledger: written anew from what the events were made of, it reads no text. */
export function whoExpects(event: Event): readonly string[] {
  return READERS.filter(
    ({ rules, unless }) =>
      rules.some((rule) => satisfies(event, rule)) && !(unless && satisfies(event, unless)),
  ).flatMap(({ to }) => to);
}

function satisfies(event: Event, clauses: Clauses): boolean {
  if (clauses.countries && !clauses.countries.includes(event.country)) return false;
  if (clauses.categories && !clauses.categories.includes(event.category)) return false;
  if (clauses.severe && !event.isSevere) return false;
  return clauses.word === undefined || event.atHarbour;
}

/** As an operator would write it. */
export function subscriptionFile({ id, to, rules, unless, deliver, zone }: ReaderGroup): string {
  const lines = [
    `id: ${id}`,
    `name: ${id}`,
    `to: [${to.join(", ")}]`,
    `timezone: ${zone}`,
    `match: [${rules.map((rule, n) => writeRule(rule, `rule ${n + 1}`)).join(", ")}]`,
    `deliver: [${DELIVER[deliver]}]`,
    "mail: { map: false }",
  ];
  if (unless) lines.push(`unless: [${writeRule(unless)}]`);
  return `${lines.join("\n")}\n`;
}

function writeRule({ countries, categories, word, severe }: Clauses, name?: string): string {
  const clauses = [
    name && `name: ${name}`,
    countries && `regions: [${countries.join(", ")}]`,
    categories && `threats: [${categories.join(", ")}]`,
    severe && "severity: severe",
    word && `words: [${word}]`,
  ];
  return `{ ${clauses.filter((clause) => clause).join(", ")} }`;
}
