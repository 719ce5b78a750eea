import { randomBytes } from "node:crypto";

import type { Scope } from "#src/model/api-token.ts";
import { hashApiToken, writeApiToken } from "#src/receive/api-token.ts";

import { API_TOKEN, type Tocsin } from "./tocsin.ts";

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

interface Asked {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks a tocsin's API with a token; the installation's own without one. */
export function apiClient(tocsin: Pick<Tocsin, "url">, token = API_TOKEN) {
  return async (method: string, path: string, asked: Asked = {}): Promise<Answered> => {
    const answer = await fetch(`${tocsin.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(asked.body !== undefined && { "content-type": "application/json" }),
        ...asked.headers,
      },
      ...(asked.body !== undefined && {
        body: typeof asked.body === "string" ? asked.body : JSON.stringify(asked.body),
      }),
    });
    const text = await answer.text();
    const isJson = /json/.test(answer.headers.get("content-type") ?? "") && !text.includes("}\n{");
    const body = (isJson && text !== "" ? JSON.parse(text) : { text }) as Answered["body"];
    return { status: answer.status, headers: answer.headers, body };
  };
}

/** A token with these scopes alone, in Redis. */
export async function aToken(
  { service, clock }: Pick<Tocsin, "service" | "clock">,
  scopes: readonly Scope[],
  over: { readonly perMinute?: number; readonly expiresAt?: string } = {},
): Promise<string> {
  const { id, text } = writeApiToken({ id: randomBytes(6), secret: randomBytes(32) });
  const createdAt = clock.now().toString();
  const hash = hashApiToken(text);
  await service.stores.tokens.create({
    id,
    name: "test",
    scopes,
    perMinute: 600,
    createdAt,
    hash,
    ...over,
  });
  return text;
}
