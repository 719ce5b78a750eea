import { distanceKm } from "../../model/great-circle.ts";

export interface GridPoints {
  readonly count: number;
  isPoint(id: number): boolean;
  lat(id: number): number;
  lon(id: number): number;
  /** A number that stands for the country; 0 for none. */
  country(id: number): number;
}

export interface Grid {
  /** Country 0 asks for any. */
  nearest(lat: number, lon: number, country: number): number | undefined;
}

const ROWS = 180;
const COLUMNS = 360;

/** Points sorted into cells of one degree: the nearest is found in the cells around. */
export function openGrid(points: GridPoints): Grid {
  const starts = new Uint32Array(ROWS * COLUMNS + 1);
  const ids: number[] = [];
  for (let id = 0; id < points.count; id += 1) if (points.isPoint(id)) ids.push(id);
  const cell = (id: number): number =>
    cellOf(Math.floor(points.lat(id)), Math.floor(points.lon(id)));
  for (const id of ids) starts[cell(id) + 1] = (starts[cell(id) + 1] ?? 0) + 1;
  for (let at = 0; at < ROWS * COLUMNS; at += 1)
    starts[at + 1] = (starts[at + 1] ?? 0) + (starts[at] ?? 0);
  const filled = starts.slice();
  const sorted = new Uint32Array(ids.length);
  for (const id of ids) {
    const slot = filled[cell(id)] ?? 0;
    sorted[slot] = id;
    filled[cell(id)] = slot + 1;
  }
  return {
    nearest(lat, lon, country) {
      if (!Number.isFinite(lat) || !Number.isFinite(lon) || Math.abs(lat) > 90) return undefined;
      let [best, least]: [number | undefined, number] = [undefined, Infinity];
      for (const around of cellsAround(lat, lon)) {
        const end = starts[around + 1] ?? 0;
        for (let at = starts[around] ?? 0; at < end; at += 1) {
          const id = sorted[at] ?? 0;
          if (country > 0 && points.country(id) !== country) continue;
          const point = { lat: points.lat(id), lon: points.lon(id) };
          // A degree of latitude is 111 km: most points need no trigonometry.
          if (Math.abs(point.lat - lat) * 111 > least) continue;
          const distance = distanceKm({ lat, lon }, point);
          if (distance < least) [best, least] = [id, distance];
        }
      }
      return best;
    },
  };
}

/** Degrees of longitude shrink towards the poles, so more columns are needed there. */
function cellsAround(lat: number, lon: number): number[] {
  const reach = Math.min(8, Math.ceil(2 / Math.max(0.2, Math.cos((lat * Math.PI) / 180))));
  const [row, column] = [Math.floor(lat), Math.floor(lon)];
  const cells: number[] = [];
  for (let up = -2; up <= 2; up += 1) {
    if (row + up < -90 || row + up > 89) continue;
    for (let right = -reach; right <= reach; right += 1)
      cells.push(cellOf(row + up, column + right));
  }
  return cells;
}

function cellOf(row: number, column: number): number {
  const wrapped = (((column + 180) % COLUMNS) + COLUMNS) % COLUMNS;
  return Math.min(ROWS - 1, Math.max(0, row + 90)) * COLUMNS + wrapped;
}
