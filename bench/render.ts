import { readAtlasData } from "#src/adapters/files/data-files.ts";
import { mailReader, writeMail } from "#src/adapters/redis/sealed-mail-text.ts";
import { keepWords } from "#src/email/kept-words.ts";
import { SHIPPED_TEMPLATES } from "#src/email/mail-templates.ts";
import { renderDigest } from "#src/email/render-digest.ts";
import { openAtlas } from "#src/model/atlas.ts";
import type { Digest } from "#src/model/digest.ts";
import { type RenderSettings, renderMail } from "#src/roles/compose-mail.ts";
import { openMapPainter } from "#src/roles/map-painter.ts";
import { aDigest, FRAME } from "#tests/support/digests.ts";
import { tooMany } from "#tests/support/sample-digests.ts";

import type { Bench } from "./frame/bench.ts";
import { countingProcessorTime, measure, rowOf } from "./frame/measure.ts";
import { openMjml } from "./render/mjml-peer.ts";

const ITEMS = 30;
/** Mails of a sample: one takes less time than a clock of processor time can tell. */
const MAILS = 100;
const ROUNDS = { warmUps: 10, repeats: 20 };

/**
 * A digest of thirty items as text and HTML, beside MJML where that is installed: as the first mail that tells them,
 * and as one of many, read from what is stored, each with its reader's own reasons, address and links.
 */
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
    const atlas = openAtlas(await readAtlasData());
    const paint = openMapPainter(atlas, {
      warn: (fields, message) => talk(`${message}: ${JSON.stringify(fields)}`),
    });
    const byMjml = await openMjml(digest);
    if (!byMjml) talk("mjml is not installed: nothing to compare with");
    const settings: RenderSettings = {
      mailFrom: "Tocsin <tocsin@alerts.example.org>",
      publicUrl: "https://tocsin.example.org",
      idempotencyHeader: undefined,
      tokenKey: Buffer.alloc(32, 1),
      atlas,
      sources: [],
      paintMap: paint,
      templates: SHIPPED_TEMPLATES,
      keptWords: keepWords(),
    };
    const read = mailReader();
    let readers = 0;
    let moved = 0;
    const work = { newMail: [] as number[], oneOfMany: [] as number[], mjml: [] as number[] };
    await measure(
      {
        newMail: () =>
          countingProcessorTime(work.newMail, () => {
            for (let mail = 0; mail < MAILS; mail += 1) renderDigest(digest, FRAME);
          }),
        oneOfMany: async () => {
          const sealed = Array.from({ length: MAILS }, () =>
            writeMail(ofReader(digest, ++readers)).toString(),
          );
          await countingProcessorTime(work.oneOfMany, async () => {
            for (const one of sealed) await renderMail(read(one), settings);
          });
        },
        mjml: () => countingProcessorTime(work.mjml, () => byMjml?.()),
      },
      ROUNDS,
    );
    const { textAlone, newMap, keptMap } = await measure(
      {
        textAlone: () => renderDigest({ ...digest, mail: { format: "text" } }, FRAME),
        // Another plan each time: a map that was painted before is kept.
        newMap: async () => {
          moved += 0.001;
          const points = map.plan.points.map((point) => ({ ...point, lat: point.lat + moved }));
          await paint({ ...map.plan, points });
        },
        keptMap: () => paint(map.plan),
      },
      { warmUps: 5, repeats: 20 },
    );
    const counted = (samples: readonly number[]) => samples.slice(ROUNDS.warmUps);
    const each = (samples: readonly number[]) => counted(samples).map((ms) => ms / MAILS);
    const ours = { first: each(work.newMail), many: each(work.oneOfMany) };
    const mjml = byMjml && { name: "mjml at send time", samples: counted(work.mjml) };
    const said = `text and HTML of ${ITEMS} items, processor time`;
    return [
      rowOf({ measure: `${said}: a first mail`, unit: "ms" }, ours.first, mjml),
      rowOf({ measure: `${said}: one of thousands, read`, unit: "ms" }, ours.many, mjml),
      rowOf({ measure: "one of thousands beside a first mail", unit: "ms" }, ours.many, {
        name: "a first mail",
        samples: ours.first,
      }),
      ...(mjml ? [rowOf({ measure: "HTML alone by mjml", unit: "ms" }, mjml.samples)] : []),
      rowOf({ measure: `text alone, below 15 KB`, unit: "ms" }, textAlone),
      rowOf({ measure: "a map not painted before", unit: "ms" }, newMap),
      rowOf({ measure: "a map painted before", unit: "ms" }, keptMap),
    ];
  },
};

/** The same incidents, told by a rule of the reader's own. */
function ofReader(digest: Digest, reader: number): Digest {
  const items = digest.items.map((item) => ({
    ...item,
    reasons: item.reasons.map((reason) => ({ ...reason, rule: `Desk ${reader}: ${reason.rule}` })),
  }));
  const address = `desk-${reader}@example.org`;
  return {
    ...digest,
    id: `desk-${reader}.at.3f2a9c01b7.mi9k2f00-${reader}`,
    delivery: { ...digest.delivery, subscriptionId: `desk-${reader}`, address },
    subscriptionName: `Desk ${reader}`,
    items: items as unknown as Digest["items"],
  };
}
