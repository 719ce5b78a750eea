import { SEVERITY_SCALE, type ColourPair } from "./severity-scale.ts";

export interface Palette {
  readonly page: string;
  readonly sheet: string;
  readonly ink: string;
  readonly quiet: string;
  readonly line: string;
  readonly link: string;
  readonly late: ColourPair;
  readonly mark: ColourPair;
}

export const LIGHT: Palette = {
  page: "#eef0f2",
  sheet: "#ffffff",
  ink: "#16191d",
  quiet: "#4d545c",
  line: "#d5d9de",
  link: "#0b4f8a",
  late: { text: "#4a3000", ground: "#fff1cc" },
  mark: { text: "#ffffff", ground: "#343a42" },
};

export const DARK: Palette = {
  page: "#0e1013",
  sheet: "#181b1f",
  ink: "#eceef1",
  quiet: "#b3bac3",
  line: "#3a4048",
  link: "#8fc4f5",
  late: { text: "#ffe2a0", ground: "#3a2c0c" },
  mark: { text: "#14171a", ground: "#d3d8de" },
};

/** FIRST's TLP 2.0: these colours, on black, in every colour scheme. */
export const TLP_COLOURS: Readonly<Record<string, string>> = {
  clear: "#ffffff",
  green: "#33ff00",
  amber: "#ffc000",
  red: "#ff2b2b",
};

const SHAPE = `
body{margin:0;padding:0;-webkit-text-size-adjust:100%;text-size-adjust:100%}
.page,.sheet{border-collapse:collapse}
.sheet{max-width:640px}
.pad{padding:20px 20px 24px;text-align:left;font:16px/1.5 -apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere;word-break:break-word}
.preheader{display:none;max-height:0;overflow:hidden;mso-hide:all}
p{margin:0 0 8px}
h1{margin:0 0 4px;font-size:24px;line-height:1.25}
h2{margin:28px 0 8px;font-size:18px;line-height:1.3}
.name{margin:0;font-weight:bold}
.tlp-line{margin:0 0 12px}
.tlp{display:inline-block;padding:2px 8px;background:#000;font-weight:bold;font-size:14px}
.period{margin:0 0 16px}
.late{padding:10px 12px}
.lead{margin:0 0 8px;padding:2px 0 2px 12px;font-size:18px;line-height:1.45}
.map{margin:16px 0 4px}
.map img{border-radius:4px;font-size:14px}
.caption{margin:0 0 16px;font-size:14px}
ul{margin:0 0 8px;padding:0 0 0 20px}
li{margin:0 0 4px}
.item{margin:0 0 24px;padding:0 0 0 14px}
.when{margin:0 0 10px}
.what{margin:0 0 4px;font-size:18px;line-height:1.4}
.where,.kind{font-weight:normal}
.badge,.mark{display:inline-block;margin:0 0 6px;padding:2px 8px;border-radius:3px;font-size:14px;line-height:1.5;font-weight:bold;letter-spacing:.02em}
.headline{font-weight:bold}
.headline,.summary{text-align:start}
.row{margin:0 0 4px}
.link{display:inline-block;padding:10px 16px 10px 0;line-height:24px}
.foot{font-size:14px}
.foot .link{font-size:16px}
`;

/** Everything a mail's look is made of; nothing is fetched. */
export const STYLE = `${SHAPE}${colours(LIGHT, "light")}
@media (prefers-color-scheme:dark){${colours(DARK, "dark")}}
`;

function colours(palette: Palette, scheme: "light" | "dark"): string {
  const levels = Object.values(SEVERITY_SCALE).flatMap((level) => {
    const name = level.word.toLowerCase();
    const bar = `.bar-${name}{border-left:4px solid ${level[scheme].ground}}`;
    return [pair(`.badge-${name}`, level[scheme]), bar];
  });
  const tlp = Object.entries(TLP_COLOURS).map(([name, colour]) => `.tlp-${name}{color:${colour}}`);
  return [
    `:root{color-scheme:light dark}`,
    `body,.page{background:${palette.page}}`,
    `.sheet{background:${palette.sheet}}`,
    `.pad{color:${palette.ink}}`,
    `.name,.period,.kind,.when,.caption,.map img,.row b,.foot{color:${palette.quiet}}`,
    `.foot{border-top:1px solid ${palette.line}}`,
    `a{color:${palette.link}}`,
    pair(".late", palette.late),
    pair(".mark", palette.mark),
    ...levels,
    ...(scheme === "light" ? tlp : []),
  ].join("\n");
}

function pair(selector: string, { text, ground }: ColourPair): string {
  return `${selector}{color:${text};background:${ground}}`;
}
