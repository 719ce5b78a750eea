/** An item up to its number; `it` is a `SharedView` with the level of its heading. */
export const ITEM_TOP = `
<div class="item bar-<%= it.level.word.toLowerCase() %>">
<h<%= it.heading %> class="what"><span class="badge badge-<%= it.level.word.toLowerCase() %>"><span aria-hidden="true"><%= it.level.shape %></span> <%= it.level.word %></span><% if (it.mark) { %> <span class="mark"><%= it.mark %></span><% } %><br>
`;

/** From behind its number to its rows. */
export const ITEM_BODY = `. <%= it.type %><% if (it.category) { %> <span class="kind">(<%= it.category %>)</span><% } %><br><span class="where"><%= it.place %></span></h<%= it.heading %>>
<p class="when"><%= it.when %></p>
<div dir="auto" lang="<%= it.language ?? "" %>">
<p class="headline" dir="auto"><%= it.headline %></p>
<% if (it.summary) { %><p class="summary" dir="auto"><%= it.summary %></p>
<% } %></div>
`;

export const ITEM_ROWS = `<% for (const row of it.rows) { %><p class="row"><b><%= row.label %>:</b> <%= row.value %></p>
<% } %>`;

export const ITEM_END = `<% for (const link of it.links) { %><a class="link" href="<%= link.url %>">Report at <%= link.host %></a>
<% } %></div>
`;

/** One item; `it` is an `ItemView` with the level of its heading. */
export const ITEM = `${ITEM_TOP}<%= it.number %>${ITEM_BODY}${ITEM_ROWS}${ITEM_END}`;
