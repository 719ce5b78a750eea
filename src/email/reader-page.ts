import { Eta } from "eta";

import { DARK, LIGHT, type Palette } from "./mail-style.ts";

export interface ReaderView {
  readonly name: string;
  readonly address: string;
  readonly subscribed: boolean;
}

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title><%= it.title %></title>
<style><%~ it.style %></style>
</head>
<body>
<main>
<h1><%= it.title %></h1>
<% if (!it.view) { %>
<p>This link is not one of ours, or it was cut short on its way. Open it from the mail again.</p>
<% } else if (it.view.subscribed) { %>
<p><strong><%= it.view.address %></strong> receives the digests of “<%= it.view.name %>”.</p>
<form method="post"><button name="action" value="unsubscribe">Stop these mails</button></form>
<% } else { %>
<p><strong><%= it.view.address %></strong> receives no more mail of “<%= it.view.name %>”.</p>
<form method="post"><button name="action" value="resubscribe">Receive them again</button></form>
<% } %>
</main>
</body>
</html>
`;

const colours = ({ page, sheet, ink, line, link }: Palette) =>
  `body{background:${page};color:${ink}}main{background:${sheet};border-color:${line}}button{background:${link};color:${sheet}}`;

const STYLE = `body{margin:0;font:16px/1.5 system-ui,sans-serif}main{box-sizing:border-box;max-width:520px;margin:8vh auto;padding:24px;border:1px solid;overflow-wrap:anywhere}h1{margin:0 0 12px;font-size:24px;line-height:1.25}button{min-height:44px;padding:8px 20px;border:0;font:inherit;font-weight:bold;cursor:pointer}button:focus-visible{outline:3px solid currentColor;outline-offset:3px}${colours(LIGHT)}@media(prefers-color-scheme:dark){${colours(DARK)}}`;

const eta = new Eta({ autoEscape: true });
const page = eta.compile(PAGE);

/** The reader's own page; it works without a script and asks for nothing from elsewhere. */
export function renderReaderPage(view: ReaderView | undefined): string {
  const title = view
    ? view.subscribed
      ? "Your subscription"
      : "You are unsubscribed"
    : "Unknown link";
  return eta.render(page, { view, title, style: STYLE });
}
