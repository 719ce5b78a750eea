import { z } from "zod";

import { quote } from "./issue.ts";

/** Text that a check of the vocabulary accepts; its complaint is the message. */
export function named(check: (text: string) => string | undefined): z.ZodString {
  return z.string().check((context) => {
    const message = check(context.value);
    if (message !== undefined) {
      context.issues.push({ code: "custom", message, input: context.value });
    }
  });
}

/** Text of one pattern, with a message of its own that quotes what stands there. */
export function patterned(pattern: RegExp, expected: string): z.ZodString {
  const error = ({ input }: { readonly input?: unknown }) =>
    input === undefined ? "missing" : `${quote(input)} is not ${expected}`;
  return z.string({ error }).regex(pattern, { error });
}

export const ID = patterned(
  /^[a-z0-9-]{1,64}$/,
  "an id: 1 to 64 small letters, digits and hyphens",
);

/** One line of text for people. */
export const LABEL = z
  .string()
  .min(1)
  .max(120)
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u, {
    error: ({ input }) => `${JSON.stringify(input)} must be one line`,
  });

export const LATITUDE = z.number().min(-90).max(90).meta({ description: "Degrees north." });
export const LONGITUDE = z.number().min(-180).max(180).meta({ description: "Degrees east." });
export const MAX_KM = 2000;
export const KM = z
  .number()
  .gt(0, { error: ({ input }) => `${quote(input)} must be more than 0` })
  .max(MAX_KM);
