import { demoReports } from "./demo-reports.ts";

/** Lines of JSON for `tocsin send`: the demo's reports again and again, each told apart by its last line. */
export function manyReports(count: number): string {
  const texts = demoReports();
  return Array.from({ length: count }, (_, nth) => {
    const { source: _source, ...report } = texts[nth % texts.length] ?? {
      source: "",
      title: "",
      text: "",
    };
    return `${JSON.stringify({ ...report, externalId: `bench-${nth}`, text: `${report.text}\n\nBulletin ${nth}.` })}\n`;
  }).join("");
}
