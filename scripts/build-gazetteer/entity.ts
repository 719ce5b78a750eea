import type { EntityKind, NameForm } from "#src/classify/place/gazetteer-format.ts";

/** A place on its way into the gazetteer. */
export interface Entity {
  readonly kind: EntityKind;
  readonly canonical: string;
  /** ISO 3166-1, or empty for a region of several countries. */
  readonly country: string;
  /** ISO 3166-2, or empty. */
  subdivision: string;
  lat: number;
  lon: number;
  population: number;
  readonly feature: string;
  readonly geonamesId: number;
  readonly names: Map<string, NameForm>;
}

export function anEntity(given: Partial<Entity> & Pick<Entity, "kind" | "canonical">): Entity {
  const blank = { country: "", subdivision: "", lat: 0, lon: 0, population: 0 };
  return { ...blank, feature: "", geonamesId: 0, names: new Map(), ...given };
}

const RANK: Readonly<Record<NameForm, number>> = {
  main: 3,
  demonym: 2,
  abbreviation: 1,
  alternate: 0,
};

/** Keeps the strongest form where a name is given twice. */
export function addName(entity: Entity, name: string, form: NameForm): void {
  const known = entity.names.get(name);
  if (known === undefined || RANK[form] > RANK[known]) entity.names.set(name, form);
}

export function meanPoint(points: readonly { lat: number; lon: number }[]): {
  lat: number;
  lon: number;
} {
  let [x, y, z] = [0, 0, 0];
  for (const { lat, lon } of points) {
    const [phi, lambda] = [(lat * Math.PI) / 180, (lon * Math.PI) / 180];
    x += Math.cos(phi) * Math.cos(lambda);
    y += Math.cos(phi) * Math.sin(lambda);
    z += Math.sin(phi);
  }
  const degrees = 180 / Math.PI;
  return { lat: Math.atan2(z, Math.hypot(x, y)) * degrees, lon: Math.atan2(y, x) * degrees };
}
