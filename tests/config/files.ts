import { parseConfiguration } from "#src/config/configuration.ts";
import { formatFault } from "#src/config/fault.ts";
import { SMALL_ATLAS } from "#tests/support/atlas.ts";
import { SMALL_TAXONOMY } from "#tests/support/taxonomy.ts";

export const SECRET = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;

const SOURCES = `sources:
  - { id: wire, secrets: [WIRE_SECRET] }
  - { id: rumour-feed, secrets: [RUMOUR_SECRET] }
`;

const REGIONS = `regions:
  - { name: gulf-states, codes: [SA, AE, QA] }
  - name: lake-chad
    codes: [NG-BO, Western Asia]
    circles: [{ name: Lake Chad, lat: 13, lon: 14, km: 150 }]
`;

export const NEAR = `presets:
  tight: { minor: 5, moderate: 10, severe: 25, extreme: 50 }
  medium: { minor: 15, moderate: 25, severe: 100, extreme: 300 }
  wide: { minor: 50, moderate: 100, severe: 300, extreme: 800 }
impact: { hazards/earthquake: 150, hazards: 20 }
`;

const PARTS = {
  id: "id: desk",
  to: "to: [desk@example.org]",
  timezone: "timezone: Europe/London",
  match: "match: [{ regions: [SY] }]",
  deliver: 'deliver: [{ at: "07:00" }]',
};

/** A subscription file of a line a key, of which some are replaced or added. */
export function aFile(parts: Readonly<Record<string, string>> = {}): string {
  return `${Object.values({ ...PARTS, ...parts }).join("\n")}\n`;
}

interface Texts {
  readonly sources?: string;
  readonly regions?: string;
  readonly near?: string;
  readonly subscriptions?: readonly string[];
  readonly secrets?: Readonly<Record<string, string>>;
}

/** Reads the texts as a folder of files named a.yaml, b.yaml, ... and formats its faults. */
export function readTexts({ sources, regions, near, subscriptions, secrets }: Texts) {
  const { configuration, faults } = parseConfiguration(
    {
      sources: { path: "sources.yaml", text: sources ?? SOURCES },
      regions: { path: "regions.yaml", text: regions ?? REGIONS },
      near: { path: "near.yaml", text: near ?? NEAR },
      subscriptions: (subscriptions ?? []).map((text, at) => ({
        path: `${"abc"[at] ?? "more"}.yaml`,
        text,
      })),
    },
    {
      atlas: SMALL_ATLAS,
      taxonomy: SMALL_TAXONOMY,
      actorNames: ["Islamic State", "Boko Haram", "UNSC-1267"],
      secrets: (name) => (secrets ?? { WIRE_SECRET: SECRET, RUMOUR_SECRET: SECRET })[name],
    },
  );
  return { configuration, faults: faults.map(formatFault) };
}

/** The subscription of one file, read without an error. */
export function readOne(parts: Readonly<Record<string, string>>) {
  const { configuration, faults } = readTexts({ subscriptions: [aFile(parts)] });
  const subscription = configuration?.subscriptions[0];
  if (!subscription) throw new Error(faults.join("\n"));
  return subscription;
}
