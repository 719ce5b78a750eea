import { z } from "zod";

import type { ActorKnowledge, KnownActor } from "../classify/threat/knowledge.ts";
import type { ConfigFile, Fault } from "./fault.ts";
import { readYaml } from "./yaml-file.ts";

const alias = z.union([
  z.string().min(1),
  z.strictObject({ text: z.string().min(1), needs: z.array(z.string().min(1)).min(1) }),
]);

const schema = z.strictObject({
  /** Each list once: where to check it, and the date to which what the file says of it was known. */
  lists: z.record(
    z.string(),
    z.strictObject({ name: z.string().min(1), source: z.string().min(1), asOf: z.string() }),
  ),
  actors: z.array(
    z.strictObject({
      name: z.string().min(1),
      kind: z.enum(["group", "gang", "state"]),
      aliases: z.array(alias).default([]),
      lists: z
        .array(
          z.union([
            z.string(),
            z.strictObject({
              list: z.string(),
              date: z.string().regex(/^\d{4}(-\d{2}){0,2}$/),
              /** Compared with a copy of the list; otherwise it is from general knowledge. */
              checked: z.literal("copy").optional(),
            }),
          ]),
        )
        .default([]),
    }),
  ),
});

/** Reads `actors.yaml`. Every fault goes to `faults`; undefined when there was any. */
export function readActors(file: ConfigFile, faults: Fault[]): ActorKnowledge | undefined {
  const yaml = readYaml(file, schema, faults);
  if (yaml === undefined) return undefined;
  const before = faults.length;
  const named = new Map<string, string>();
  const actors: KnownActor[] = [];
  for (const [index, actor] of yaml.value.actors.entries()) {
    const aliases = actor.aliases.map((one) =>
      typeof one === "string" ? { text: one, needs: [] } : one,
    );
    for (const { text, needs } of [{ text: actor.name, needs: [] }, ...aliases]) {
      const owner = named.get(text.toLowerCase());
      if (owner !== undefined && needs.length === 0) {
        faults.push(yaml.fault(["actors", index], `"${text}" already names ${owner}`));
      }
      if (needs.length === 0) named.set(text.toLowerCase(), actor.name);
    }
    const designations = actor.lists.flatMap((one, place) => {
      const { list, date } = typeof one === "string" ? { list: one, date: undefined } : one;
      const known = yaml.value.lists[list];
      if (known !== undefined) return [{ list, source: known.source, date }];
      faults.push(yaml.fault(["actors", index, "lists", place], `"${list}" is not under lists`));
      return [];
    });
    actors.push({ name: actor.name, kind: actor.kind, aliases, designations });
  }
  return faults.length > before ? undefined : { actors };
}
