import { describe, expect, test } from "vitest";

import { BOUNCE_PROBLEMS } from "#src/adapters/http/bounces-route.ts";
import { DEAD_PROBLEMS } from "#src/adapters/http/dead-route.ts";
import { EXPLAIN_PROBLEMS } from "#src/adapters/http/explain-route.ts";
import { TOKEN_PROBLEMS } from "#src/adapters/http/guard.ts";
import { PROBLEMS } from "#src/adapters/http/reports-route.ts";
import { SILENCE_PROBLEMS } from "#src/adapters/http/silences-route.ts";
import { SUBSCRIPTION_PROBLEMS } from "#src/adapters/http/subscriptions-route.ts";

import { apiClient } from "../support/api-client.ts";
import { startTocsin, WIRE_SECRET } from "../support/tocsin.ts";

interface Described {
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: {
    readonly content: Readonly<
      Record<string, { readonly schema?: { readonly properties?: object } }>
    >;
  };
  readonly responses: Readonly<
    Record<
      string,
      {
        readonly content?: Readonly<
          Record<string, { readonly schema: { readonly properties: { code: { enum: string[] } } } }>
        >;
      }
    >
  >;
}

const SUBSCRIPTION = `
id: any
to: [desk@example.org]
timezone: UTC
match: [{ regions: [ML] }]
deliver: [{ every: hour }]
`;

async function described() {
  const tocsin = await startTocsin({
    subscriptions: { any: SUBSCRIPTION },
    env: { TOCSIN_BOUNCE_SECRET: WIRE_SECRET },
  });
  const ask = apiClient(tocsin);
  const { body } = await ask("GET", "/openapi.json");
  const paths = body["paths"] as Readonly<Record<string, Readonly<Record<string, Described>>>>;
  const codesUnder = (method: string, path: string, status: number) =>
    paths[path]?.[method.toLowerCase()]?.responses[status]?.content?.["application/problem+json"]
      ?.schema.properties.code.enum;
  return { tocsin, ask, body, paths, codesUnder };
}

describe("the description of the API", () => {
  test("has every route there is, and no other", async () => {
    const { tocsin, paths, body } = await described();
    expect(body["openapi"]).toBe("3.1.0");
    const named = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const served = tocsin.routes.map((route) => route.replaceAll(/:(\w+)/g, "{$1}"));
    expect(named.toSorted()).toEqual([...new Set(served)].toSorted());
  });

  test("names every code that a refusal may have", async () => {
    const { body } = await described();
    const text = JSON.stringify(body);
    const tables = [
      PROBLEMS,
      BOUNCE_PROBLEMS,
      TOKEN_PROBLEMS,
      SUBSCRIPTION_PROBLEMS,
      SILENCE_PROBLEMS,
      DEAD_PROBLEMS,
      EXPLAIN_PROBLEMS,
    ];
    for (const code of tables.flatMap((table) => Object.keys(table))) {
      expect(text).toContain(`"${code}"`);
    }
  });

  const REFUSED = [
    ["PUT", "/v1/subscriptions/{id}", "/v1/subscriptions/a", "{", 400],
    ["PUT", "/v1/subscriptions/{id}", "/v1/subscriptions/any", {}, 422],
    ["GET", "/v1/subscriptions/{id}", "/v1/subscriptions/none", undefined, 404],
    ["GET", "/v1/incidents", "/v1/incidents?since=now", undefined, 400],
    ["POST", "/v1/silences", "/v1/silences", {}, 422],
    ["POST", "/v1/explain", "/v1/explain", {}, 422],
    ["DELETE", "/v1/dead/{id}", "/v1/dead/none", undefined, 404],
    ["POST", "/v1/reports", "/v1/reports", {}, 401],
    ["POST", "/v1/bounces", "/v1/bounces", {}, 401],
  ] as const;

  test("says what each answers when it refuses", async () => {
    const { ask, codesUnder } = await described();
    for (const [method, path, url, body, status] of REFUSED) {
      const refused = await ask(method, url, { body });
      expect(refused.status, `${method} ${url}`).toBe(status);
      expect(codesUnder(method, path, status)).toContain(refused.body["code"]);
    }
  });

  test("has the fields of a subscription from the schema that checks it", async () => {
    const { paths } = await described();
    const body = paths["/v1/subscriptions/{id}"]?.["put"]?.requestBody;
    const { properties } = body?.content["application/json"]?.schema ?? {};
    expect(Object.keys(properties ?? {})).toEqual(
      expect.arrayContaining(["to", "timezone", "match", "deliver"]),
    );
    const names = paths["/v1/incidents"]?.["get"]?.parameters.map(({ name }) => name);
    expect(names).toEqual(["region", "threat", "severity", "since", "cursor", "limit"]);
  });
});
