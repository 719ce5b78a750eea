import type { z } from "zod";

import { didYouMean } from "./suggest.ts";

export interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** The path names a key that should not stand there, rather than a value. */
  readonly atKey: boolean;
}

/** Says what is wrong with a value in the operator's words, quoting it. */
export const describeIssue: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === "invalid_type") return describeType(issue.expected, issue.input);
  if (issue.code === "invalid_value") return describeChoice(issue.values.map(String), issue.input);
  if (issue.code === "too_small") return describeTooSmall(issue);
  if (issue.code === "too_big") return describeTooBig(issue);
  if (issue.code !== "unrecognized_keys") return undefined;
  const known = knownKeys(issue);
  return issue.keys.map((key) => `unknown key${didYouMean(key, known)}`).join("\n");
};

function describeType(expected: string, input: unknown): string {
  if (input === undefined) return "missing";
  const found = input === null ? "nothing" : quote(input);
  const hint = expected === "string" && typeof input === "number" ? "; write it in quotes" : "";
  return `expected ${TYPE_NAMES[expected] ?? expected}, found ${found}${hint}`;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: "text",
  array: "a list",
  object: "keys and values",
  record: "keys and values",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
};

function describeChoice(choices: readonly string[], input: unknown): string {
  if (input === undefined) return `missing: one of ${choices.join(", ")}`;
  const hint = typeof input === "string" ? didYouMean(input, choices) : "";
  const offer = choices.length === 1 ? `not ${choices.join("")}` : `none of ${choices.join(", ")}`;
  return `${quote(input)} is ${offer}${hint}`;
}

function describeTooSmall(issue: z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall>): string {
  if (issue.origin === "array")
    return "an empty list matches nothing: leave the key out, or fill it";
  if (issue.origin === "string") return "empty text";
  return `${quote(issue.input)} is less than ${issue.minimum}`;
}

function describeTooBig({ origin, maximum, input }: z.core.$ZodRawIssue<z.core.$ZodIssueTooBig>) {
  if (origin === "array") return `more than ${maximum} entries`;
  if (origin === "string") return `${quote(input)} is longer than ${maximum} characters`;
  return `${quote(input)} is more than ${maximum}`;
}

function knownKeys(issue: z.core.$ZodRawIssue): string[] {
  const shape: unknown = issue.inst && "shape" in issue.inst ? issue.inst.shape : undefined;
  return shape !== null && typeof shape === "object" ? Object.keys(shape) : [];
}

const MAX_QUOTED = 60;

export function quote(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (value !== null && typeof value === "object") return "keys and values";
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  return text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}…` : text;
}

/** One issue a fault: an unknown key each, and of alternatives the one the operator most likely meant. */
export function flattenIssues(issues: readonly z.core.$ZodIssue[]): Issue[] {
  return issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") return unknownKeys(issue);
    if (issue.code === "invalid_union") return likeliestBranch(issue);
    if (issue.code === "invalid_key") return wrongKey(issue);
    return [{ path: issue.path, message: issue.message, atKey: false }];
  });
}

/** A key of the operator's own choosing, and what is wrong with it. */
function wrongKey({ issues, path }: z.core.$ZodIssueInvalidKey): Issue[] {
  return issues.map(({ message }) => ({ path, message, atKey: true }));
}

function unknownKeys({ keys, path, message }: z.core.$ZodIssueUnrecognizedKeys): Issue[] {
  const messages = message.split("\n");
  return keys.map((key, at) => ({
    path: [...path, key],
    message: messages[at] ?? "unknown key",
    atKey: true,
  }));
}

/** As far from the value as a branch may be and still be the one that was meant. */
const MAX_STRANGENESS = 15;

function likeliestBranch(issue: z.core.$ZodIssueInvalidUnion): Issue[] {
  const [best] = issue.errors
    .map((errors) => ({ errors, strangeness: strangenessOf(errors) }))
    .toSorted((a, b) => a.strangeness - b.strangeness);
  const saysItself = issue.message !== "" && issue.message !== "Invalid input";
  if (!best || (saysItself && best.strangeness > MAX_STRANGENESS)) {
    return [{ path: issue.path, message: issue.message, atKey: false }];
  }
  return flattenIssues(best.errors).map(({ path, message, atKey }) => ({
    path: [...issue.path, ...path],
    message,
    atKey,
  }));
}

/** A wrong kind of value, a missing key and an unknown key tell that another branch was meant. */
function strangenessOf(errors: readonly z.core.$ZodIssue[]): number {
  return errors
    .map((error) => {
      if (error.code === "unrecognized_keys") return 10 * error.keys.length;
      if (error.path.length === 0) return 100;
      return error.input === undefined ? 10 : 1;
    })
    .reduce((sum, cost) => sum + cost, 0);
}
