import { z } from "zod";

import type { Atlas } from "../model/atlas.ts";
import type { DisputedArea } from "../model/disputed-area.ts";
import { parseRegionCode, type RegionCode } from "../model/region.ts";
import type { ConfigFile, Fault } from "./fault.ts";
import { LABEL } from "./named.ts";
import { readYaml } from "./yaml-file.ts";

const CODE = z.string();

export function disputedSchema() {
  const area = z.strictObject({
    name: LABEL.meta({ description: "What it is called.", examples: ["Crimea"] }),
    codes: z
      .array(CODE)
      .default([])
      .meta({
        description: "ISO 3166 codes that the gazetteer files it under.",
        examples: [["UA-43", "UA-40"]],
      }),
    names: z
      .array(LABEL)
      .default([])
      .meta({
        description: "Names of it without a code of their own, as the gazetteer calls them.",
        examples: [["Golan Heights"]],
      }),
    alsoHeardBy: z.array(CODE).meta({
      description: "ISO 3166 codes whose rules hear of an event there too.",
      examples: [["RU"]],
    }),
  });
  return z
    .strictObject({ areas: z.array(area).meta({ description: "Each with who else hears of it." }) })
    .meta({
      title: "tocsin disputed areas",
      description: "Areas that more than one state claims.",
    });
}

/** Undefined when the file does not hold to its shape. */
export function parseDisputed(
  file: ConfigFile,
  atlas: Atlas,
  faults: Fault[],
): readonly DisputedArea[] | undefined {
  const yaml = readYaml(file, disputedSchema(), faults);
  return yaml?.value.areas.map(({ name, codes, names, alsoHeardBy }, at) => {
    const known = (written: readonly string[], key: string): RegionCode[] =>
      written.flatMap((text, place) => {
        const code = parseRegionCode(text);
        if (code !== undefined && atlas.find(code) !== undefined) return [code];
        const unknown = `${JSON.stringify(text)} is no ISO 3166 code`;
        faults.push(yaml.fault(["areas", at, key, place], unknown));
        return [];
      });
    if (codes.length === 0 && names.length === 0)
      faults.push(yaml.fault(["areas", at], `${JSON.stringify(name)} has neither codes nor names`));
    return {
      name,
      codes: known(codes, "codes"),
      names,
      alsoHeardBy: known(alsoHeardBy, "alsoHeardBy"),
    };
  });
}
