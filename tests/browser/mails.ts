import { readAtlasData } from "#src/adapters/files/data-files.ts";
import { renderAllClear } from "#src/email/render-all-clear.ts";
import { renderDigest } from "#src/email/render-digest.ts";
import { openAtlas } from "#src/model/atlas.ts";
import type { Digest } from "#src/model/digest.ts";
import { openMapPainter } from "#src/roles/map-painter.ts";
import { aDigest, anAllClear, anItem, aTeller, FRAME } from "#tests/support/digests.ts";
import { aStorm, oneItem, tooMany, whatBecame } from "#tests/support/sample-digests.ts";

const paintMap = openMapPainter(openAtlas(await readAtlasData()), {
  warn: (fields) => {
    throw new Error("a map could not be painted", { cause: fields });
  },
});

/** A mail as a browser can show it: its map in the page, or not loaded. */
export interface MailPage {
  readonly name: string;
  readonly html: string;
  readonly withoutPictures: string;
}

export async function mailPage(name: string, digest: Digest): Promise<MailPage> {
  const { html = "", map } = renderDigest(digest, FRAME);
  const png = map && (await paintMap(map.plan));
  const source = `data:image/png;base64,${Buffer.from(png ?? []).toString("base64")}`;
  return {
    name,
    html: map ? html.replace(`cid:${map.contentId}`, source) : html,
    withoutPictures: map ? html.replace(`cid:${map.contentId}`, "data:,") : html,
  };
}

/** Words without a space, in both directions of writing, and an address that goes on. */
export function unbreakable(): Digest {
  const long = "x".repeat(180);
  const item = anItem({
    kind: "update",
    reasons: [{ rule: long, facts: [{ clause: "words", asked: long, found: long }] }],
    incident: {
      headline: "محتجون".repeat(30),
      summary: "爆炸".repeat(150),
      toldBy: [aTeller({ source: long, url: `https://${"sub.".repeat(50)}example.org/${long}` })],
    },
  });
  return aDigest({
    subscriptionName: long,
    items: [item, item],
    mail: { format: "html", tlp: "red", map: true },
  });
}

/** Nothing that its reader may be told. */
export function allWithheld(): Digest {
  const item = anItem({ incident: { toldBy: [aTeller({ source: "partner" })] } });
  return aDigest({ items: [item], mail: { format: "html", ceiling: "green" } });
}

export async function allMails(): Promise<MailPage[]> {
  const allClear = renderAllClear(anAllClear({ late: true }), FRAME).html ?? "";
  return [
    await mailPage("one-item", { ...oneItem(), mail: { format: "html", tlp: "amber", map: true } }),
    await mailPage("what-became", whatBecame()),
    await mailPage("too-many", tooMany()),
    await mailPage("storm", aStorm()),
    await mailPage("unbreakable", unbreakable()),
    await mailPage("all-withheld", allWithheld()),
    { name: "all-clear", html: allClear, withoutPictures: allClear },
  ];
}
