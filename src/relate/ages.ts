/** How a person's age is written in the languages that reports come in. */
const AGES = [
  /\b(\d{1,2})[- ]year[- ]olds?\b/gi,
  /\baged? (?:about )?(\d{1,2})\b/gi,
  /\p{L}, (\d{1,2}),/gu,
  /\b(\d{1,2}) (?:años|ans|anos|yaşında|лет|года?|років|роки)(?!\p{L})/giu,
  /(\d{1,2}) (?:عاما|عامًا|سنة)/gu,
];

/** Ages of people told of, ascending, in years. */
export function agesIn(text: string): number[] {
  const found = new Set<number>();
  for (const pattern of AGES) {
    for (const [, age] of text.matchAll(pattern)) found.add(Number(age));
  }
  return [...found].filter((age) => age > 0).toSorted((a, b) => a - b);
}
