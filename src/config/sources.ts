import { z } from "zod";

import { ConfigError } from "../model/failure.ts";
import type { Source } from "../model/source.ts";
import { TLP_LEVELS } from "../model/tlp.ts";
import type { ConfigFile, Fault } from "./fault.ts";
import { ID, LABEL, named, patterned } from "./named.ts";
import { RATE, parseRate } from "./span.ts";
import { ANY_NAME, type Vocabulary } from "./vocabulary.ts";
import { type YamlFile, readYaml } from "./yaml-file.ts";

/** May throw a ConfigError where the variable names a file that cannot be read. */
export type ReadSecret = (variable: string) => string | undefined;

const DEFAULT_TRUST = 0.5;
/** Standard Webhooks asks for keys of this length. */
const SECRET_BYTES = { min: 24, max: 64 } as const;

/** What a source is to those who read of it. */
const readersShape = {
  official: z.boolean().optional().meta({
    description: "It speaks for an authority: mails call what it tells official.",
  }),
  tlp: z
    .enum(TLP_LEVELS)
    .optional()
    .meta({
      description:
        "Traffic Light Protocol 2.0 of what it sends: kept from readers whose mail.ceiling is lower.",
      examples: ["amber"],
    }),
};

export function sourcesSchema(vocabulary: Pick<Vocabulary, "country"> = ANY_NAME) {
  // The offending text is not quoted: it may be the secret itself.
  const secret = z.string().regex(/^[A-Z][A-Z0-9_]*$/, {
    error: () =>
      "a secret is named by its environment variable, in capitals; the secret itself never stands here",
  });
  const source = z.strictObject({
    id: ID.meta({
      description: "Stands in the webhook's path: /v1/reports/<id>.",
      examples: ["wire"],
    }),
    name: LABEL.optional().meta({ description: "What readers see.", examples: ["Wire feed"] }),
    secrets: z
      .array(secret)
      .min(1)
      .meta({
        description:
          "Environment variables that hold whsec_ signing secrets. Name two to change a key without a gap; one must be set.",
        examples: [["WIRE_SECRET", "WIRE_SECRET_NEXT"]],
      }),
    rate: patterned(RATE, 'a rate such as "600/minute"')
      .optional()
      .meta({
        description: "Most reports taken in a second, minute, hour or day.",
        examples: ["600/minute"],
      }),
    trust: z.number().min(0).max(1).default(DEFAULT_TRUST).meta({
      description: "How far you trust it, 0 to 1.",
    }),
    ...readersShape,
    language: patterned(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a language tag such as "en"')
      .optional()
      .meta({ description: "BCP 47, of reports that do not say.", examples: ["en", "ar"] }),
    country: named(vocabulary.country)
      .optional()
      .meta({
        description: "ISO 3166-1 alpha-2 of where it writes from: a hint for ambiguous names.",
        examples: ["GB"],
      }),
  });
  return z
    .strictObject({ sources: z.array(source).min(1).meta({ description: "One source at least." }) })
    .meta({
      title: "tocsin sources",
      description: "Who may send reports, and with which signing keys.",
    });
}

type SourcesFile = z.output<ReturnType<typeof sourcesSchema>>;
type WrittenSource = SourcesFile["sources"][number];

/** Undefined when the file could not be read; a source whose secret is missing is a fault, yet listed. */
export function parseSources(
  file: ConfigFile,
  { vocabulary, secrets }: { readonly vocabulary: Vocabulary; readonly secrets: ReadSecret },
  faults: Fault[],
): readonly Source[] | undefined {
  const yaml = readYaml(file, sourcesSchema(vocabulary), faults);
  if (!yaml) return undefined;
  faults.push(...repeatedIds(yaml));
  return yaml.value.sources.map((written, at) => {
    const { found, complaints } = readSecrets(written.secrets, secrets);
    for (const { index, message } of complaints) {
      faults.push(yaml.fault(["sources", at, "secrets", index], message));
    }
    return toSource(written, found);
  });
}

function toSource(written: WrittenSource, secrets: readonly Buffer[]): Source {
  return {
    id: written.id,
    name: written.name ?? written.id,
    secrets,
    rate: written.rate === undefined ? undefined : parseRate(written.rate),
    trust: written.trust,
    official: written.official,
    tlp: written.tlp,
    language: written.language,
    country: written.country,
  };
}

function repeatedIds(yaml: YamlFile<SourcesFile>): Fault[] {
  const ids = yaml.value.sources.map(({ id }) => id);
  return ids.flatMap((id, at) =>
    ids.indexOf(id) === at
      ? []
      : [yaml.fault(["sources", at, "id"], `a second source has the id ${JSON.stringify(id)}`)],
  );
}

interface SecretComplaint {
  readonly index: number;
  readonly message: string;
}

/** At least one key must be found; any that is set must be right. */
function readSecrets(variables: readonly string[], read: ReadSecret) {
  const found: Buffer[] = [];
  const complaints: SecretComplaint[] = [];
  for (const [index, variable] of variables.entries()) {
    const secret = readSecret(variable, read);
    if (typeof secret === "string") complaints.push({ index, message: secret });
    else if (secret !== undefined) found.push(secret);
  }
  if (found.length === 0 && complaints.length === 0) {
    const message = `no secret: set ${variables.join(" or ")} in the environment`;
    complaints.push({ index: 0, message });
  }
  return { found, complaints };
}

/** The key, or what is wrong with it; undefined where it is not set. */
function readSecret(variable: string, read: ReadSecret): Buffer | string | undefined {
  try {
    const text = read(variable);
    if (text === undefined || text === "") return undefined;
    const wrong = `${variable} does not hold whsec_ and 24 to 64 bytes in base64`;
    return parseSecret(text) ?? wrong;
  } catch (error) {
    // A file that NAME_FILE names and that cannot be read.
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}

/** The key behind `whsec_<base64>`, as Standard Webhooks writes secrets. */
export function parseSecret(text: string): Buffer | undefined {
  const [, base64] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? [];
  if (base64 === undefined) return undefined;
  const key = Buffer.from(base64, "base64");
  return key.length >= SECRET_BYTES.min && key.length <= SECRET_BYTES.max ? key : undefined;
}
