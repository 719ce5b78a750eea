import { readAtlasData } from "#src/adapters/files/data-files.ts";
import { renderDigest } from "#src/email/render-digest.ts";
import { openAtlas } from "#src/model/atlas.ts";
import { openMapPainter } from "#src/roles/map-painter.ts";
import { aDigest, FRAME } from "#tests/support/digests.ts";
import { tooMany } from "#tests/support/sample-digests.ts";

import type { Bench } from "./frame/bench.ts";
import { measure, rowOf } from "./frame/measure.ts";
import { openMjml } from "./render/mjml-peer.ts";

const ITEMS = 30;

/** A digest of thirty items as text and HTML, beside MJML where that is installed, and the painting of its map. */
export const bench: Bench = {
  about:
    "a digest of 30 items as text and HTML, beside mjml (npm install --no-save mjml), and the painting of its map",
  async run(_options, talk) {
    const [first, ...rest] = tooMany().items;
    const digest = aDigest({
      items: [first, ...rest.slice(0, ITEMS - 1)],
      mail: { format: "html", map: true },
    });
    const { text, html = "", map } = renderDigest(digest, FRAME);
    if (map === undefined) throw new Error("the digest has no map");
    talk(`${ITEMS} items: text ${text.length}, HTML ${html.length} characters`);
    const paint = openMapPainter(openAtlas(await readAtlasData()), {
      warn: (fields, message) => talk(`${message}: ${JSON.stringify(fields)}`),
    });
    const byMjml = await openMjml(digest);
    if (!byMjml) talk("mjml is not installed: nothing to compare with");
    let moved = 0;
    const { both, mjml, textAlone, newMap, keptMap } = await measure(
      {
        both: () => renderDigest(digest, FRAME),
        mjml: () => byMjml?.(),
        textAlone: () => renderDigest({ ...digest, mail: { format: "text" } }, FRAME),
        // Another plan each time: a map that was painted before is kept.
        newMap: async () => {
          moved += 0.001;
          const points = map.plan.points.map((point) => ({ ...point, lat: point.lat + moved }));
          await paint({ ...map.plan, points });
        },
        keptMap: () => paint(map.plan),
      },
      { warmUps: 10, repeats: 20 },
    );
    const against = byMjml && { name: "mjml at send time", samples: mjml };
    return [
      rowOf({ measure: `text and HTML of ${ITEMS} items`, unit: "ms" }, both, against),
      ...(byMjml ? [rowOf({ measure: "HTML alone by mjml", unit: "ms" }, mjml)] : []),
      rowOf({ measure: `text alone, below 15 KB`, unit: "ms" }, textAlone),
      rowOf({ measure: "a map not painted before", unit: "ms" }, newMap),
      rowOf({ measure: "a map painted before", unit: "ms" }, keptMap),
    ];
  },
};
