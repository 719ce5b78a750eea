import { PAGE_HEAD } from "./page-head.ts";

/** A reader's own page; `it` is a `PageView`. Forms post to the page's own address. */
export const READER_PAGE = `${PAGE_HEAD}<% if (it.notice) { %><p class="notice" role="status"><%= it.notice %></p>
<% } %><% for (const line of it.lead) { %><p><%= line %></p>
<% } %><% for (const form of it.primary) { %><%~ it.form(form) %><% } %>
<% if (it.story) { %><section>
<h2>The story</h2>
<p lang=""><b dir="auto"><%= it.story.headline %></b></p>
<p>A muted story is told again when it gets worse, is corrected or withdrawn.</p>
<%~ it.form(it.story.form) %></section>
<% } %><% if (it.pauses.length) { %><section>
<h2>Pause</h2>
<p>What happens during a pause is not told afterwards.</p>
<div class="row"><% for (const form of it.pauses) { %><%~ it.form(form) %><% } %></div>
<form method="post"><label for="until">or until the morning of</label>
<div class="row"><input id="until" type="date" name="until" required min="<%= it.firstDay %>" max="<%= it.lastDay %>"><button name="action" value="pause">Pause</button></div></form>
</section>
<% } %><% if (it.severity || it.hours.length) { %><section>
<h2>When, and how much</h2>
<% if (it.severity) { %><form method="post"><label for="severity">Tell me what is</label>
<div class="row"><select id="severity" name="severity"><% for (const choice of it.severity) { %><option value="<%= choice.value %>"<% if (choice.chosen) { %> selected<% } %>><%= choice.label %></option><% } %></select><button name="action" value="severity">Keep</button></div></form>
<% } %><% for (const hour of it.hours) { %><form method="post"><input type="hidden" name="delivery" value="<%= hour.deliveryId %>"><label for="<%= hour.field %>"><%= hour.label %></label>
<div class="row"><input id="<%= hour.field %>" type="time" name="time" value="<%= hour.value %>"><button name="action" value="hour">Keep</button></div></form>
<% } %></section>
<% } %><% if (it.muted.length) { %><section>
<h2>Muted stories</h2>
<ul class="plain"><% for (const story of it.muted) { %><li><b dir="auto"><%= story.headline %></b>
<%~ it.form(story.form) %></li><% } %></ul>
</section>
<% } %><% if (it.digests) { %><section>
<h2>Your last digests</h2>
<% if (!it.digests.length) { %><p>None yet.</p>
<% } %><% for (const digest of it.digests) { %><details<% if (digest.isFirst) { %> open<% } %>><summary><%= digest.title %></summary>
<ul class="plain"><% for (const item of digest.items) { %><li><span class="badge badge-<%= item.word.toLowerCase() %>"><%= item.shape %> <%= item.word %></span> <%= item.what %>
<br><b dir="auto"><%= item.headline %></b>
<% for (const reason of item.reasons) { %><br><span class="quiet">Why you: <%= reason %></span><% } %>
<% if (item.form) { %><%~ it.form(item.form) %><% } %></li><% } %></ul>
<% if (digest.more) { %><p class="quiet"><%= digest.more %></p><% } %></details>
<% } %></section>
<% } %><% if (it.leaving.length) { %><section>
<h2>Links and leaving</h2>
<p>Whoever holds a link from your mails can see and change this page, also one to whom you forwarded a mail.</p>
<div class="row"><% for (const form of it.leaving) { %><%~ it.form(form) %><% } %></div>
</section>
<% } %></main>
</body>
</html>
`;

export const FORM = `<form method="post"><% for (const [name, value] of it.fields) { %><input type="hidden" name="<%= name %>" value="<%= value %>"><% } %><button name="action" value="<%= it.action %>"<% if (it.quiet) { %> class="quiet"<% } %><% if (it.about) { %> aria-label="<%= it.label %>: <%= it.about %>"<% } %>><%= it.label %></button></form>
`;
