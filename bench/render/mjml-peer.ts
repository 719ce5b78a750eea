import type { Digest } from "#src/model/digest.ts";

type Compile = (mjml: string, options: object) => Promise<{ readonly html: string }>;

/** Not one of our packages, as it is two hundred: `npm install --no-save mjml` puts it beside them. */
const PACKAGE = "mjml";

/** MJML compiled when a mail is sent, with as much to say of each incident; undefined where it is not installed. */
export async function openMjml(digest: Digest): Promise<(() => Promise<string>) | undefined> {
  let compile: Compile;
  try {
    ({ default: compile } = (await import(PACKAGE)) as { readonly default: Compile });
  } catch {
    return undefined;
  }
  return async () => (await compile(mjmlOf(digest), { validationLevel: "skip" })).html;
}

function mjmlOf({ items }: Digest): string {
  const sections = items.map(({ incident }) => {
    const { headline, summary, classification, toldBy } = incident;
    const { severity, country, threats } = classification;
    const links = toldBy.map(
      ({ url = "" }) => `<mj-button href="${escaped(url)}">Source</mj-button>`,
    );
    return `<mj-section><mj-column>
      <mj-text>${severity} ${escaped(threats.map(({ type }) => type).join(", "))} - ${country}</mj-text>
      <mj-text font-size="16px" font-weight="bold">${escaped(headline)}</mj-text>
      <mj-text>${escaped(summary)}</mj-text>
      <mj-table><tr><td>Confidence</td><td>single source</td></tr><tr><td>Why you</td><td>your rule</td></tr></mj-table>
      ${links.join("")}
    </mj-column></mj-section>`;
  });
  return `<mjml><mj-body>${sections.join("")}</mj-body></mjml>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
