/** The page around the items; `it` is a `DigestView` with rendered sections, a preheader, a subject and styles. */
export const FRAME = `<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no">
<title><%= it.subject %></title>
<style><%= it.style %></style>
</head>
<body>
<div class="preheader" style="display:none;max-height:0;overflow:hidden"><%= it.preheader %></div>
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center">
<table role="presentation" class="sheet" style="max-width:640px" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td class="pad">
<% if (it.tlp) { %><p class="tlp-line"><span class="tlp <%= it.tlpClass %>"><%= it.tlp %></span></p>
<% } %><p class="name"><%= it.name %></p>
<h1><%= it.counts %></h1>
<p class="period"><%= it.period %></p>
<% if (it.mostSerious) { %><p class="lead bar-<%= it.worst.word.toLowerCase() %>"><%= it.mostSerious %></p>
<% } %><% if (it.late) { %><p class="late"><b><%= it.late %></b></p>
<% } %><% for (const hold of it.holds) { %><p class="period"><%= hold %></p>
<% } %><% if (it.withheld) { %><p class="late"><%= it.withheld %></p>
<% } %><% if (it.map) { %><p class="map"><img src="cid:<%= it.map.contentId %>" width="600" alt="<%= it.map.alt %>" style="display:block;width:100%;max-width:600px;height:auto;border:0"></p>
<p class="caption"><%= it.map.caption %></p>
<% } %><% if (it.storm.length) { %><h2>By region and type</h2>
<ul><% for (const line of it.storm) { %><li><%= line %></li>
<% } %></ul>
<% } %><% if (it.byRegion.length) { %><h2>By region</h2>
<ul><% for (const line of it.byRegion) { %><li><%= line %></li>
<% } %></ul>
<% } %><% for (const section of it.sections) { %><% if (it.hasSections) { %><h2><%= section.title %></h2>
<% } %><%= section.html %><% } %><% if (it.brief.length) { %><h2>In brief</h2>
<ul><% for (const line of it.brief) { %><li><%= line %></li>
<% } %></ul>
<% } %><% if (it.rest.length) { %><h2>And besides</h2>
<ul><% for (const line of it.rest) { %><li><%= line %></li>
<% } %></ul>
<% } %><% if (it.footer.moreLink) { %><p><a class="link" href="<%= it.footer.moreLink.url %>"><%= it.footer.more %>, at <%= it.footer.moreLink.host %></a></p>
<% } else if (it.footer.more) { %><p><%= it.footer.more %></p>
<% } %></td></tr>
<tr><td class="pad foot">
<p><b><%= it.footer.origin %></b></p>
<p><%= it.footer.scale %></p>
<p><%= it.footer.made %><br><% if (it.footer.reports) { %><%= it.footer.reports %><br><% } %><%= it.footer.credit %></p>
<p><% if (it.footer.changeLink) { %><a class="link" href="<%= it.footer.changeLink.url %>"><%= it.footer.change %> at <%= it.footer.changeLink.host %></a><% } else { %><%= it.footer.change %><% } %><% if (it.footer.muteLink) { %><br><a class="link" href="<%= it.footer.muteLink.url %>">Mute this story at <%= it.footer.muteLink.host %></a><% } %></p>
</td></tr></table>
</td></tr></table>
</body>
</html>
`;
