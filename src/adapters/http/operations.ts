import type { z } from "zod";

import { BOUNCE_PROBLEMS } from "./bounces-route.ts";
import { BURYING, DEAD_PROBLEMS } from "./dead-route.ts";
import { EXPLAIN_PROBLEMS, ExplainQuestion } from "./explain-route.ts";
import { TOKEN_PROBLEMS } from "./guard.ts";
import { INCIDENT_PROBLEMS, IncidentsQuery } from "./incidents-route.ts";
import { PreviewQuery } from "./preview-route.ts";
import { PROBLEMS as REPORT_PROBLEMS } from "./reports-route.ts";
import { SILENCE_PROBLEMS, SILENCING } from "./silences-route.ts";
import {
  READING,
  SUBSCRIPTION_PROBLEMS,
  SubscriptionsQuery,
  WRITING,
} from "./subscriptions-route.ts";

export type Problems = Readonly<Record<string, readonly [status: number, title: string]>>;

/** One thing that can be asked of the service. */
export interface Operation {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** As the router has it: `/v1/incidents/:id`. */
  readonly path: string;
  readonly summary: string;
  /** Any one of these; absent: no token is asked for. */
  readonly scopes?: readonly string[];
  readonly query?: z.ZodObject;
  readonly headers?: readonly string[];
  readonly body?: { readonly types: readonly string[]; readonly schema?: z.ZodType };
  /** By status. */
  readonly answers: Readonly<Record<string, string>>;
  readonly problems: Problems;
}

/** The schemas of what an operator writes, which stand with the configuration. */
export interface Schemas {
  readonly subscription: z.ZodType;
  readonly silence: z.ZodType;
}

const QUERY: Problems = { "invalid-query": INCIDENT_PROBLEMS["invalid-query"] };
const INCIDENTS = {
  scopes: ["incidents:read"],
  problems: { ...TOKEN_PROBLEMS, ...INCIDENT_PROBLEMS },
} as const;
const MANAGED: Problems = { ...TOKEN_PROBLEMS, ...SUBSCRIPTION_PROBLEMS };
const JSON_BODY = ["application/json"] as const;
const SIGNED = ["webhook-id", "webhook-timestamp", "webhook-signature"] as const;
const SEEN = ["if-match", "if-none-match"] as const;

/** Everything that is served. A test holds it to the routes there are. */
export function operations({ subscription, silence }: Schemas): readonly Operation[] {
  return [
    ...reports(),
    bounces(),
    ...incidents(),
    ...subscriptions(subscription),
    ...silences(silence),
    ...dead(),
    ...pages(),
  ];
}

function reports(): Operation[] {
  const report = {
    method: "POST",
    summary: "A signed report (Standard Webhooks)",
    headers: SIGNED,
    body: { types: JSON_BODY },
    answers: { "202": "Accepted and written", "200": "Accepted before" },
    problems: REPORT_PROBLEMS,
  } as const;
  return [
    { ...report, path: "/v1/reports" },
    { ...report, path: "/v1/reports/:source" },
  ];
}

function bounces(): Operation {
  return {
    method: "POST",
    path: "/v1/bounces",
    summary: "A signed bounce or complaint; served where TOCSIN_BOUNCE_SECRET is set",
    headers: SIGNED,
    body: { types: ["message/rfc822", ...JSON_BODY] },
    answers: { "204": "Taken" },
    problems: BOUNCE_PROBLEMS,
  };
}

function incidents(): Operation[] {
  const list = { method: "GET", query: IncidentsQuery, ...INCIDENTS } as const;
  return [
    {
      ...list,
      path: "/v1/incidents",
      summary: "Incidents, newest first",
      answers: { "200": "A page" },
    },
    {
      ...list,
      path: "/v1/feed.atom",
      summary: "The same as an Atom feed",
      answers: { "200": "RFC 4287" },
    },
    {
      ...list,
      path: "/v1/feed.cap",
      summary: "The same with a CAP 1.2 alert in each entry",
      answers: { "200": "RFC 4287 and CAP 1.2" },
    },
    {
      ...INCIDENTS,
      method: "GET",
      path: "/v1/incidents/:id",
      summary: "One incident with its text and evidence",
      answers: { "200": "The incident" },
    },
    {
      method: "POST",
      path: "/v1/explain",
      summary: "Who is told of it and by which rule, who is not and why",
      scopes: ["explain"],
      body: { types: JSON_BODY, schema: ExplainQuestion },
      answers: { "200": "A trace for each subscription" },
      problems: { ...TOKEN_PROBLEMS, ...EXPLAIN_PROBLEMS },
    },
  ];
}

function subscriptions(schema: z.ZodType): Operation[] {
  return [
    {
      method: "GET",
      path: "/v1/subscriptions",
      summary: "Those of the files and those put here, by id",
      scopes: READING,
      query: SubscriptionsQuery,
      answers: { "200": "A page" },
      problems: { ...TOKEN_PROBLEMS, ...QUERY },
    },
    {
      method: "POST",
      path: "/v1/subscriptions",
      summary: "Many at once, one a line",
      scopes: WRITING,
      body: { types: ["application/x-ndjson"], schema },
      answers: { "200": "A verdict for each line, in NDJSON" },
      problems: TOKEN_PROBLEMS,
    },
    {
      method: "GET",
      path: "/v1/subscriptions/:id",
      summary: "One subscription, with its revision as the ETag",
      scopes: READING,
      answers: { "200": "The subscription" },
      problems: MANAGED,
    },
    {
      method: "GET",
      path: "/v1/subscriptions/:id/preview",
      summary: "The mail it would bring over a window, sent to nobody",
      scopes: READING,
      query: PreviewQuery,
      answers: { "200": "Subject, text and HTML; null where nothing would be told" },
      problems: { ...MANAGED, ...QUERY },
    },
    {
      method: "PUT",
      path: "/v1/subscriptions/:id",
      summary: "Creates, or replaces what was seen",
      scopes: WRITING,
      headers: SEEN,
      body: { types: JSON_BODY, schema },
      answers: { "201": "Created", "200": "Replaced, or as it was" },
      problems: MANAGED,
    },
    {
      method: "DELETE",
      path: "/v1/subscriptions/:id",
      summary: "Removes what was seen",
      scopes: WRITING,
      headers: SEEN,
      answers: { "204": "Removed" },
      problems: MANAGED,
    },
  ];
}

function silences(schema: z.ZodType): Operation[] {
  const shared = {
    scopes: SILENCING,
    problems: { ...TOKEN_PROBLEMS, ...SILENCE_PROBLEMS },
  } as const;
  return [
    {
      ...shared,
      method: "GET",
      path: "/v1/silences",
      summary: "Silences, and how much each has hidden",
      answers: { "200": "All, those of the last week too" },
    },
    {
      ...shared,
      method: "POST",
      path: "/v1/silences",
      summary: "Tells nobody of what satisfies all of it, until its end",
      body: { types: JSON_BODY, schema },
      answers: { "201": "Its id" },
    },
    {
      ...shared,
      method: "DELETE",
      path: "/v1/silences/:id",
      summary: "Ends a silence now",
      answers: { "204": "Ended" },
    },
  ];
}

function dead(): Operation[] {
  const shared = { scopes: BURYING, problems: { ...TOKEN_PROBLEMS, ...DEAD_PROBLEMS } } as const;
  return [
    {
      ...shared,
      method: "GET",
      path: "/v1/dead",
      summary: "Reports set aside, digests rejected or in doubt",
      answers: { "200": "All" },
    },
    {
      ...shared,
      method: "GET",
      path: "/v1/dead/:id",
      summary: "One dead letter",
      answers: { "200": "It" },
    },
    {
      ...shared,
      method: "POST",
      path: "/v1/dead/:id/replay",
      summary: "Tries it again",
      answers: { "204": "Put back" },
    },
    {
      ...shared,
      method: "DELETE",
      path: "/v1/dead/:id",
      summary: "Ends it",
      answers: { "204": "Dropped" },
    },
  ];
}

function pages(): Operation[] {
  const get = (path: string, summary: string, answers: Operation["answers"]): Operation => ({
    method: "GET",
    path,
    summary,
    answers,
    problems: {},
  });
  const PAGE = { "200": "The page", "404": "A page: the link does nothing" };
  return [
    get("/openapi.json", "This document", { "200": "OpenAPI 3.1" }),
    get("/healthz", "The process answers", { "200": "It does" }),
    get("/readyz", "It can do its work", { "200": "Ready", "503": "What is wrong" }),
    get("/metrics", "Prometheus", { "200": "Text" }),
    get("/m/:token", "A reader's own page", PAGE),
    { ...get("/m/:token", "A button of that page; RFC 8058", PAGE), method: "POST" },
    get("/confirm/:token", "Asks a reader whether a subscription is wanted", PAGE),
    { ...get("/confirm/:token", "The reader's yes", PAGE), method: "POST" },
  ];
}
