/**
 * An ISO 3166 code: a country (`ML`, alpha-2, and `XK`) or one of its subdivisions (`ML-7`).
 * Branded so that free text never stands where a known place is meant.
 */
export type RegionCode = string & { readonly brand: "RegionCode" };

const ISO_3166 = /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/;

export function parseRegionCode(text: string): RegionCode | undefined {
  return ISO_3166.test(text) ? (text as RegionCode) : undefined;
}

export function countryOf(code: RegionCode): RegionCode {
  return code.slice(0, 2) as RegionCode;
}

/** The region itself, then every region that contains it, narrowest first. */
export function withContainingRegions(code: RegionCode): readonly RegionCode[] {
  const country = countryOf(code);
  return country === code ? [code] : [code, country];
}
