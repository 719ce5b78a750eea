import { z } from "zod";

import { SEVERITIES, type Severity } from "../model/severity.ts";
import type { NearClause } from "../model/subscription.ts";
import { KM, LABEL, LATITUDE, LONGITUDE, named } from "./named.ts";
import type { NearPresets } from "./near-presets.ts";
import type { Check } from "./vocabulary.ts";

export type KmPerSeverity = NearClause["km"];

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

/** `preset` checks the name of one. */
export function nearSchema(preset: Check) {
  return z
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
      preset: named(preset)
        .optional()
        .meta({
          description:
            "Distances by severity of near.yaml, and with them how far an event of its type reaches.",
          examples: ["tight", "medium", "wide"],
        }),
    })
    .refine(({ km, preset: name }) => (km === undefined) !== (name === undefined), {
      error: "write either km or preset",
    })
    .meta({
      description:
        "An exact place of the incident lies this near. Countries and provinces are no exact places.",
    });
}

export function toNear(
  { name, lat, lon, km, preset }: z.output<ReturnType<typeof nearSchema>>,
  { presets, impactKm }: NearPresets,
): NearClause {
  const known = preset === undefined ? undefined : presets.get(preset);
  return known
    ? { name, lat, lon, km: known, impactKm }
    : { name, lat, lon, km: spreadKm(km ?? {}) };
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
