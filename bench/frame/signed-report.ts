import { createHmac } from "node:crypto";

import { demoReports } from "./demo-reports.ts";

export const WIRE_KEY = Buffer.alloc(32, "wire");
/** The same as a setting. */
export const WIRE_SECRET = `whsec_${WIRE_KEY.toString("base64")}`;

/** Of wire copy: with its title and JSON around it some 3.8 KB. */
const TEXT_LENGTH = 3_700;

/** Bodies of reports, from the demo's texts, each some 3.8 KB. */
export function reportBodies(): readonly Buffer[] {
  const reports = demoReports();
  return reports.map(({ title, language }, at) => {
    const texts = [...reports.slice(at), ...reports.slice(0, at)].map(({ text }) => text);
    const text = texts.join("\n\n").slice(0, TEXT_LENGTH).toWellFormed();
    return Buffer.from(JSON.stringify({ title, text, language }));
  });
}

/** The headers of Standard Webhooks for a body that was never posted before. */
export function signHeaders(body: Buffer): Readonly<Record<string, string>> {
  const id = crypto.randomUUID();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const mac = createHmac("sha256", WIRE_KEY).update(`${id}.${timestamp}.`).update(body);
  return {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${mac.digest("base64")}`,
  };
}
