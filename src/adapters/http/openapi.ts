import { z } from "zod";

import { type Operation, type Schemas, operations } from "./operations.ts";
import { FRAMEWORK_PROBLEMS } from "./server.ts";

type Json = Readonly<Record<string, unknown>>;

/** OpenAPI 3.1 of everything that is served, made from the schemas that check what comes in. */
export function describeApi(schemas: Schemas, version: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const operation of operations(schemas)) {
    const path = operation.path.replaceAll(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describe(operation) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "tocsin", version, license: { name: "Apache-2.0" } },
    paths,
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
      schemas: { Problem: PROBLEM },
    },
  };
}

const PROBLEM = {
  description: "RFC 9457, with a code that stays.",
  type: "object",
  required: ["type", "status", "code", "title"],
  properties: {
    type: { const: "about:blank" },
    status: { type: "integer" },
    code: { type: "string" },
    title: { type: "string" },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["path", "message"],
        properties: { path: { type: "string" }, message: { type: "string" } },
      },
    },
  },
} as const;

function describe({ summary, path, query, body, answers, problems, scopes, headers }: Operation) {
  return {
    summary,
    ...(scopes && { security: [{ token: [] }], description: `Scope: ${scopes.join(" or ")}.` }),
    parameters: [
      ...Array.from(path.matchAll(/:(\w+)/g), ([, name]) => parameter(name ?? "", "path")),
      ...(headers ?? []).map((name) => parameter(name, "header")),
      ...(query ? queryParameters(query) : []),
    ],
    ...(body && { requestBody: { required: true, content: contentOf(body) } }),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, description]) => [status, { description }]),
      ),
      ...refusals(problems),
    },
  };
}

function parameter(name: string, place: "path" | "header") {
  return { name, in: place, required: place === "path", schema: { type: "string" } };
}

function queryParameters(query: z.ZodObject) {
  const { properties = {} } = jsonSchema(query) as { readonly properties?: Json };
  return Object.entries(properties).map(([name, schema]) => ({ name, in: "query", schema }));
}

function contentOf(body: NonNullable<Operation["body"]>): Json {
  return Object.fromEntries(
    body.types.map((type) => [type, body.schema ? { schema: jsonSchema(body.schema) } : {}]),
  );
}

/** By status: the codes that come under it. */
function refusals(problems: Operation["problems"]): Json {
  const all = Object.entries({ ...COMMON, ...problems });
  const byStatus = Map.groupBy(all, ([, [status]]) => status);
  return Object.fromEntries(
    Array.from(byStatus, ([status, group]) => [
      String(status),
      {
        description: group.map(([code, [, title]]) => `${code}: ${title}`).join("; "),
        content: {
          "application/problem+json": {
            schema: {
              allOf: [{ $ref: "#/components/schemas/Problem" }],
              properties: { code: { enum: group.map(([code]) => code) } },
            },
          },
        },
      },
    ]),
  );
}

const COMMON: Operation["problems"] = {
  ...Object.fromEntries(
    Object.values(FRAMEWORK_PROBLEMS).map(([status, code, title]) => [code, [status, title]]),
  ),
  "bad-request": [400, "The request itself is broken"],
  unavailable: [503, "Something went wrong on our side; send it again"],
};

function jsonSchema(schema: z.ZodType): unknown {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return rest;
}
