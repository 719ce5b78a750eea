import { readWorldData } from "../adapters/files/data-files.ts";
import { keptWith } from "../email/kept-with.ts";
import { drawMap, type MapGround } from "../email/map/draw-map.ts";
import { openMapWorld } from "../email/map/map-world.ts";
import type { MapPlan } from "../email/map/plan-map.ts";
import type { Atlas } from "../model/atlas.ts";
import type { StepLogger } from "../pipeline/ports.ts";

/** Undefined where the map cannot be painted: a mail is whole without it. */
export type PaintMap = (plan: MapPlan) => Promise<Uint8Array | undefined>;

const LARGEST_MAP_BYTES = 40_000;
/** Readers of one subscription are sent one map within minutes of each other. */
const MAPS_KEPT = 64;

const keyOf = keptWith((plan: MapPlan) => JSON.stringify(plan));

/** The world and the painter are loaded for the first map: who wants none pays for none. */
export function openMapPainter(atlas: Atlas, logger: Pick<StepLogger, "warn">): PaintMap {
  const kept = new Map<string, Promise<Uint8Array | undefined>>();
  let opening: Promise<Painter> | undefined;
  const paint = async (plan: MapPlan): Promise<Uint8Array | undefined> => {
    try {
      const painter = await (opening ??= openPainter(atlas));
      return await painter(plan);
    } catch (error) {
      logger.warn({ err: error }, "a map could not be painted, its mail goes without");
      return undefined;
    }
  };
  return (plan) => {
    const key = keyOf(plan);
    const painted = kept.get(key) ?? paint(plan);
    kept.delete(key);
    kept.set(key, painted);
    const [oldest] = kept.keys();
    if (kept.size > MAPS_KEPT && oldest !== undefined) kept.delete(oldest);
    return painted;
  };
}

type Painter = (plan: MapPlan) => Promise<Uint8Array | undefined>;

async function openPainter(atlas: Atlas): Promise<Painter> {
  const [{ FONT_FAMILY, paintSvg }, world] = await Promise.all([
    import("../adapters/map/paint-svg.ts"),
    readWorldData(),
  ]);
  const ground: MapGround = {
    near: openMapWorld(world.near, world.codes),
    wide: openMapWorld(world.wide, world.codes),
    placeName: (code) => atlas.find(code)?.name ?? code,
    font: FONT_FAMILY,
  };
  return (plan) => paintSvg(drawMap(plan, ground), LARGEST_MAP_BYTES);
}
