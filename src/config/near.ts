import { z } from "zod";

import { SEVERITIES, type Severity } from "../model/severity.ts";
import type { NearClause } from "../model/subscription.ts";
import { KM, LABEL, LATITUDE, LONGITUDE } from "./named.ts";

type KmPerSeverity = NearClause["km"];

/** How far off an incident still matters to a place, by how bad it is. */
export const NEAR_PRESETS = {
  tight: { unknown: 5, minor: 5, moderate: 10, severe: 25, extreme: 50 },
  medium: { unknown: 15, minor: 15, moderate: 25, severe: 100, extreme: 300 },
  wide: { unknown: 50, minor: 50, moderate: 100, severe: 300, extreme: 800 },
} as const satisfies Readonly<Record<string, KmPerSeverity>>;

const perSeverity = z
  .strictObject({
    minor: KM.optional().meta({ description: "For minor incidents." }),
    moderate: KM.optional().meta({ description: "For moderate incidents." }),
    severe: KM.optional().meta({ description: "For severe incidents." }),
    extreme: KM.optional().meta({ description: "For extreme incidents." }),
  })
  .refine((km) => Object.values(km).some((one) => one !== undefined), {
    error: "write a distance for one severity at least",
  });

export const NEAR = z
  .strictObject({
    name: LABEL.meta({ description: "What stands there.", examples: ["Damascus office"] }),
    lat: LATITUDE,
    lon: LONGITUDE,
    km: z
      .union([KM, perSeverity])
      .optional()
      .meta({
        description: "Kilometres, the same for all or by severity.",
        examples: [50, { extreme: 300, severe: 100, moderate: 25 }],
      }),
    preset: z.enum(["tight", "medium", "wide"]).optional().meta({
      description: "Kilometres by severity: tight 5 to 50, medium 15 to 300, wide 50 to 800.",
    }),
  })
  .refine(({ km, preset }) => (km === undefined) !== (preset === undefined), {
    error: "write either km or preset",
  })
  .meta({
    description:
      "An exact place of the incident lies this near. Countries and provinces are no exact places.",
  });

export function toNear({ name, lat, lon, km, preset }: z.output<typeof NEAR>): NearClause {
  return { name, lat, lon, km: preset ? NEAR_PRESETS[preset] : spreadKm(km ?? {}) };
}

/**
 * One number stands for all. Where some severities are given, a missing one
 * takes the distance of the next milder that is given, and failing that, the
 * smallest.
 */
export function spreadKm(km: number | Partial<KmPerSeverity>): KmPerSeverity {
  const given: Partial<KmPerSeverity> = typeof km === "number" ? { unknown: km } : km;
  const smallest = Math.min(...Object.values(given).filter((one) => one !== undefined));
  const filled: Record<Severity, number> = {
    unknown: smallest,
    minor: smallest,
    moderate: smallest,
    severe: smallest,
    extreme: smallest,
  };
  let milder = smallest;
  for (const severity of SEVERITIES) {
    milder = given[severity] ?? milder;
    filled[severity] = milder;
  }
  return filled;
}
