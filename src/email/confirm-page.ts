import { Eta } from "eta";

import { READER_PAGE_STYLE } from "./reader-page-style.ts";
import { PAGE_HEAD } from "./templates/page-head.ts";

/** `it.view` is undefined where the link does nothing. */
const PAGE = `${PAGE_HEAD}<% if (!it.view) { %>
<p>It is not one of ours, it is older than a week, or the subscription was taken back.</p>
<% } else if (it.view.confirmed) { %>
<p>Mails of the subscription <b><%= it.view.subscriptionId %></b> come to <b><%= it.view.address %></b>. Each of them has a link to stop.</p>
<% } else { %>
<p>The subscription <b><%= it.view.subscriptionId %></b> was asked for, for <b><%= it.view.address %></b>. If you do not want it, close this page: nothing is sent.</p>
<form method="post"><button name="action" value="confirm">Yes, send me these mails</button></form>
<% } %>
</main>
</body>
</html>
`;

const eta = new Eta({ autoEscape: true });
const page = eta.compile(PAGE);

export interface ConfirmPageView {
  readonly subscriptionId: string;
  readonly address: string;
  readonly confirmed: boolean;
}

/** It works without a script and asks for nothing from elsewhere. */
export function renderConfirmPage(view: ConfirmPageView | undefined): string {
  const title = !view
    ? "This link does nothing"
    : view.confirmed
      ? "You are subscribed"
      : "Do you want these mails?";
  return eta.render(page, { view, title, style: READER_PAGE_STYLE });
}
