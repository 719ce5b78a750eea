/** The all-clear; `it` is its view with a subject and styles. */
export const ALL_CLEAR = `<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title><%= it.subject %></title>
<style><%~ it.style %></style>
</head>
<body>
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center">
<table role="presentation" class="sheet" style="max-width:640px" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td class="pad">
<% if (it.tlp) { %><p class="tlp-line"><span class="tlp"><%= it.tlp %></span></p>
<% } %><p class="name"><%= it.name %></p>
<h1><%= it.title %></h1>
<p class="period"><%= it.period %></p>
<% if (it.late) { %><p class="late"><b><%= it.late %></b></p>
<% } %><p class="headline"><%= it.verdict %></p>
<p><%= it.watched %></p>
<ul><% for (const rule of it.rules) { %><li><%= rule %></li>
<% } %><% if (it.more) { %><li><%= it.more %></li>
<% } %></ul>
</td></tr>
<tr><td class="pad foot">
<p><b><%= it.origin %></b></p>
<p><%= it.made %></p>
<p><% if (it.changeLink) { %><a class="link" href="<%= it.changeLink.url %>"><%= it.change %> at <%= it.changeLink.host %></a><% } else { %><%= it.change %><% } %></p>
</td></tr></table>
</td></tr></table>
</body>
</html>
`;
