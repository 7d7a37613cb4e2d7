// The style sheet and the script of the dashboard.
#include "reports/html_parts.h"
#include "verifier/base/crypto.h"
#include "verifier/base/encoding.h"
#include "verifier/serve/dashboard.h"
#include "verifier/serve/dashboard_parts.h"

namespace flexverify::serve {

reports::Literal dashboard_style() {
  return R"css(
body { max-width: 1280px; }
nav { margin: 0 0 16px; font-size: 14px; }
.notice { border: 1px solid var(--warning); border-left-width: 6px; border-radius: 6px;
  background: var(--card); padding: 10px 16px; margin: 0 0 12px; }
.notice.bad { border-color: var(--critical); color: inherit; }
.pager { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 12px; margin: 0 0 12px;
  font-size: 14px; color: var(--dim); }
.pager input { font: inherit; padding: 5px 8px; border-radius: 6px; border: 1px solid var(--line);
  background: var(--ground); color: var(--ink); max-width: 100%; }
.rows { border: 1px solid var(--line); border-radius: 6px; background: var(--card); }
.row { display: grid; align-items: center; gap: 4px 16px; padding: 10px 16px;
  grid-template-columns: minmax(150px, 1.2fr) 104px minmax(150px, 1.1fr) 210px 216px minmax(120px, 1fr);
  border-bottom: 1px solid var(--line); }
.row:last-child { border-bottom: 0; }
.row .name { font-weight: 600; }
.small { font-size: 13px; color: var(--dim); }
.row > :last-child .small { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.row > * { min-width: 0; }
.verdict { white-space: nowrap; }
.all { overflow-x: auto; margin: 0 0 20px; }
.line { display: flex; align-items: center; gap: 8px; font-variant-numeric: tabular-nums;
  white-space: nowrap; }
.strip, .latency { display: block; max-width: 100%; }
.bar { fill: var(--line); } .bar.ok { fill: #3f9a6b; } .bar.warning { fill: #d39b2a; }
.bar.unknown { fill: #8a6fd0; } .bar.critical { fill: #d24646; }
.bar:hover { opacity: .7; }
.latency polyline { fill: none; stroke: var(--accent); stroke-width: 1.5; }
.facts { display: grid; grid-template-columns: 150px minmax(0, 1fr); gap: 4px 12px; margin: 12px 0 0; }
.facts dt { color: var(--dim); } .facts dd { margin: 0; }
button { font: inherit; font-size: 14px; padding: 5px 14px; border-radius: 6px;
  border: 1px solid var(--line); background: var(--ground); color: var(--ink); cursor: pointer; }
button:hover { border-color: var(--accent); }
form.inline { display: inline; margin-left: 8px; }
.stale { opacity: .55; }
@media (max-width: 1000px) {
  .row { grid-template-columns: minmax(0, 1fr) auto; }
  .row > .wide { grid-column: 1 / 3; }
}
@media (max-width: 560px) {
  .facts { grid-template-columns: minmax(0, 1fr); gap: 0; } .facts dd { margin-bottom: 6px; }
}
)css";
}

std::string_view refresh_script() {
  return R"js("use strict";
// Shows the newest state while the page is open; without this script the page is as complete.
// A page that says where its changes are asks for these, and keeps the rows that are the same.
async function load(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.getElementById("live");
}

function show(fresh) {
  const same = [...fresh.querySelectorAll("[data-same]")];
  const rows = same.map((place) => document.getElementById(place.id));
  if (rows.includes(null)) return false;
  document.getElementById("live").replaceWith(fresh);
  same.forEach((place, i) => place.replaceWith(rows[i]));
  return true;
}

setInterval(async () => {
  if (document.hidden) return;
  const live = document.getElementById("live");
  try {
    if (!show(await load(live.dataset.changes || location.href))) show(await load(location.href));
  } catch {
    live.classList.add("stale");
  }
}, 15000);
)js";
}

std::string dashboard_policy() {
  const auto hash = [](reports::Literal sheet) {
    return "'sha256-" + base::base64_encode(base::sha256(sheet.text)) + "'";
  };
  return "default-src 'none'; style-src " + hash(reports::html::style_sheet()) + " " +
         hash(dashboard_style()) +
         "; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
         "frame-ancestors 'none'";
}

}  // namespace flexverify::serve
