import type { Severity } from "../model/severity.ts";

export interface ColourPair {
  readonly text: string;
  readonly ground: string;
}

/** A severity as a reader meets it: by word, by shape and by colour, never by colour alone (WCAG 1.4.1). */
export interface SeverityLevel {
  readonly word: string;
  readonly shape: string;
  /** What a reader does about it. */
  readonly action: string;
  readonly light: ColourPair;
  readonly dark: ColourPair;
}

export const SEVERITY_SCALE: Readonly<Record<Severity, SeverityLevel>> = {
  extreme: {
    word: "EXTREME",
    shape: "■",
    action: "act now",
    light: { text: "#ffffff", ground: "#7a0c2e" },
    dark: { text: "#2b0010", ground: "#ff8fa8" },
  },
  severe: {
    word: "SEVERE",
    shape: "▲",
    action: "prepare",
    light: { text: "#ffffff", ground: "#b3331c" },
    dark: { text: "#331000", ground: "#ffa184" },
  },
  moderate: {
    word: "MODERATE",
    shape: "◆",
    action: "be aware",
    light: { text: "#332200", ground: "#f5c451" },
    dark: { text: "#2b1d00", ground: "#f0c65c" },
  },
  minor: {
    word: "MINOR",
    shape: "●",
    action: "for information",
    light: { text: "#ffffff", ground: "#2f5d82" },
    dark: { text: "#06202f", ground: "#9cc7e8" },
  },
  unknown: {
    word: "UNKNOWN",
    shape: "○",
    action: "not rated",
    light: { text: "#ffffff", ground: "#5b6169" },
    dark: { text: "#16181b", ground: "#b8bec6" },
  },
};
