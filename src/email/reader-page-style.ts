import { DARK, LIGHT, type Palette } from "./mail-style.ts";
import { SEVERITY_SCALE } from "./severity-scale.ts";

const SHAPE = `
*{box-sizing:border-box}
body{margin:0;padding:16px 12px 48px;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:640px;margin:0 auto;padding:20px;border:1px solid;border-radius:6px;overflow-wrap:anywhere}
h1{margin:0 0 12px;font-size:24px;line-height:1.25}
h2{margin:0 0 8px;font-size:18px;line-height:1.3}
p{margin:0 0 12px}
section{margin:28px 0 0;padding:20px 0 0;border-top:1px solid}
.row{display:flex;flex-wrap:wrap;gap:8px;margin:0 0 12px}
form{margin:0 0 12px}
.row form{margin:0}
label{display:block;margin:0 0 4px}
button,input,select{min-height:44px;padding:8px 14px;border:1px solid;border-radius:4px;font:inherit;max-width:100%}
button{font-weight:bold;cursor:pointer}
input,select{flex:1 1 160px;min-width:0}
:focus-visible{outline:3px solid currentColor;outline-offset:2px}
.notice{padding:10px 12px;border-radius:4px;font-weight:bold}
.plain{margin:0;padding:0;list-style:none}
.plain li{margin:0 0 16px}
.plain form{margin:8px 0 0}
.badge{display:inline-block;padding:0 8px;border-radius:3px;font-size:14px;font-weight:bold}
details{margin:0 0 12px}
summary{min-height:44px;padding:10px 0;font-weight:bold;cursor:pointer}
`;

/** The page's look in both colour schemes; nothing is fetched. */
export const READER_PAGE_STYLE = `${SHAPE}${colours(LIGHT, "light")}
@media (prefers-color-scheme:dark){${colours(DARK, "dark")}}
`;

function colours(palette: Palette, scheme: "light" | "dark"): string {
  const { page, sheet, ink, quiet, line, link, late } = palette;
  const badges = Object.values(SEVERITY_SCALE).map(
    (level) =>
      `.badge-${level.word.toLowerCase()}{color:${level[scheme].text};background:${level[scheme].ground}}`,
  );
  return [
    `:root{color-scheme:light dark}`,
    `body{background:${page};color:${ink}}`,
    `main{background:${sheet};border-color:${line}}`,
    `section{border-color:${line}}`,
    `button{background:${link};border-color:${link};color:${sheet}}`,
    `button.quiet{background:transparent;color:${link}}`,
    `input,select{background:${sheet};border-color:${quiet};color:${ink}}`,
    `span.quiet,p.quiet{color:${quiet}}`,
    `.notice{background:${late.ground};color:${late.text}}`,
    ...badges,
  ].join("\n");
}
