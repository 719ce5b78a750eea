/**
 * `make`, asked once for each object: what it makes is kept with the object, for as long as that lives. A WeakMap says the
 * same, but the collector has to go through all of it for each mail whose objects are not told again.
 */
export function keptWith<Of extends object, T>(make: (of: Of) => T): (of: Of) => T {
  const made = Symbol("made of it");
  return (of) => {
    const holder: Of & { [made]?: { readonly of: Of; readonly value: T } } = of;
    const kept = holder[made];
    // A copy with other contents has the symbol too.
    if (kept?.of === of) return kept.value;
    const value = make(of);
    holder[made] = { of, value };
    return value;
  };
}
