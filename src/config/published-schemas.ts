import { z } from "zod";

import { disputedSchema } from "./disputed.ts";
import { inhibitionsSchema } from "./inhibitions.ts";
import { nearPresetsSchema } from "./near-presets.ts";
import { placesSchema } from "./places.ts";
import { regionsSchema } from "./regions.ts";
import { sourcesSchema } from "./sources.ts";
import { subscriptionSchema } from "./subscription-schema.ts";

export interface PublishedSchema {
  /** File name in config/schema/. */
  readonly name: string;
  readonly text: string;
}

/** JSON Schemas, draft 7, of the files an operator writes. Names of places and types stay free text in them. */
export function publishedSchemas(): readonly PublishedSchema[] {
  const schemas = {
    "disputed.json": disputedSchema(),
    "inhibitions.json": inhibitionsSchema(),
    "near.json": nearPresetsSchema(),
    "places.json": placesSchema(),
    "regions.json": regionsSchema(),
    "sources.json": sourcesSchema(),
    "subscription.json": subscriptionSchema(),
  };
  return Object.entries(schemas).map(([name, schema]) => {
    const json = z.toJSONSchema(schema, { target: "draft-7", io: "input" });
    return { name, text: `${JSON.stringify(json, null, 2)}\n` };
  });
}
