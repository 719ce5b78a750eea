import type { Evidence } from "../../model/classification.ts";
import type { TextDocument } from "../text/document.ts";

/** The text's own words over a range of tokens. */
export function evidenceOf(
  { text, tokens }: TextDocument,
  { from, to }: { readonly from: number; readonly to: number },
  rule: string,
): Evidence {
  const start = tokens[from]?.start ?? 0;
  const end = tokens[to - 1]?.end ?? start;
  return { start, end, text: text.slice(start, end), rule };
}
