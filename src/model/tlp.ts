/** FIRST's Traffic Light Protocol 2.0, the freest first. */
export const TLP_LEVELS = ["clear", "green", "amber", "amber+strict", "red"] as const;

export type Tlp = (typeof TLP_LEVELS)[number];

export function isAboveTlp(level: Tlp, ceiling: Tlp): boolean {
  return TLP_LEVELS.indexOf(level) > TLP_LEVELS.indexOf(ceiling);
}
