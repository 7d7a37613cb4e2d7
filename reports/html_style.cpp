#include "reports/html_parts.h"

namespace flexverify::reports::html {

Literal style_sheet() {
  return R"css(
:root {
  color-scheme: light dark;
  --ground: #fbfbfa; --card: #ffffff; --line: #dcdcd8; --ink: #1c1d1f; --dim: #63666b;
  --ok: #1a7f45; --warning: #96650a; --unknown: #6a4fb3; --critical: #c22b2b; --accent: #2457b8;
  --dns: #7a8fb8; --connect: #c98f3c; --tls: #9a6cc0; --wait: #3f9a6b; --receive: #3d7cc9;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #16181b; --card: #1e2125; --line: #363a40; --ink: #e8e8e6; --dim: #a0a4ab;
    --ok: #57c785; --warning: #e0ae4c; --unknown: #b39df0; --critical: #f27d7d; --accent: #8ab2ff;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 24px 20px 64px; max-width: 1080px; background: var(--ground);
  color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif;
  overflow-wrap: anywhere; }
h1 { font-size: 26px; line-height: 1.25; margin: 0 0 4px; }
h2 { font-size: 21px; margin: 40px 0 4px; }
h3 { font-size: 16px; margin: 28px 0 8px; }
p { margin: 4px 0; }
a { color: var(--accent); }
code { font: 13px/1.45 ui-monospace, "DejaVu Sans Mono", monospace; }
.dim { color: var(--dim); }
.verdict { display: inline-block; padding: 1px 10px; border-radius: 11px; color: #fff;
  font-size: 13px; font-weight: 600; }
.verdict.ok { background: #1a7f45; } .verdict.warning { background: #96650a; }
.verdict.unknown { background: #6a4fb3; } .verdict.critical { background: #c22b2b; }
.finish { border: 1px solid var(--line); border-left: 6px solid; border-radius: 6px;
  background: var(--card); padding: 16px 20px; margin: 0 0 20px; }
.finish.ok { border-left-color: var(--ok); } .finish.warning { border-left-color: var(--warning); }
.finish.unknown { border-left-color: var(--unknown); }
.finish.critical { border-left-color: var(--critical); }
.answer { margin: 0 0 12px; }
.answer + .answer { margin-top: 22px; }
.last-line { font-size: 26px; line-height: 1.25; font-weight: 700; margin: 6px 0 0; }
.answer.yes .last-line { color: var(--ok); } .answer.no .last-line { color: var(--critical); }
.answer.open .last-line { color: var(--unknown); }
.finding { border: 1px solid var(--line); border-left: 4px solid var(--dim); border-radius: 6px;
  background: var(--card); padding: 12px 16px; margin: 10px 0; break-inside: avoid; }
.finding.critical { border-left-color: var(--critical); }
.finding.warning { border-left-color: var(--warning); }
.finding.unknown { border-left-color: var(--unknown); }
.finding header { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: baseline;
  justify-content: space-between; }
.finding dl { display: grid; grid-template-columns: 100px minmax(0, 1fr); gap: 4px 12px;
  margin: 8px 0 0; }
.finding dt { color: var(--dim); } .finding dd { margin: 0; }
.where { font-weight: 600; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 6px;
  background: var(--card); }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th { text-align: left; font-weight: 600; color: var(--dim); white-space: nowrap; }
th, td { padding: 6px 12px; border-bottom: 1px solid var(--line); vertical-align: top; }
td { overflow-wrap: normal; }
td code { overflow-wrap: anywhere; }
tr:last-child td { border-bottom: 0; }
tr:target td { background: rgba(36, 87, 184, .14); }
td.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
td.bars { min-width: 220px; width: 40%; padding: 9px 12px 6px; }
td.place { min-width: 220px; }
.passed { color: var(--ok); } .failed { color: var(--critical); } .unclear { color: var(--unknown); }
.good { color: var(--ok); } .bad { color: var(--critical); } .soon { color: var(--warning); }
.mark { white-space: nowrap; }
ol.steps { list-style: none; margin: 0; padding: 0; }
ol.steps li { display: grid; grid-template-columns: 20px 92px minmax(0, 1fr) auto; gap: 8px;
  padding: 4px 0; border-bottom: 1px solid var(--line); }
.legend { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 8px 0; font-size: 13px; }
.legend svg { width: 12px; height: 12px; vertical-align: -1px; margin-right: 5px; }
svg.bars { display: block; width: 100%; height: 12px; }
svg.sequence { display: block; min-width: 760px; width: 100%; height: auto; }
svg text { font: 12px ui-monospace, "DejaVu Sans Mono", monospace; fill: var(--ink); }
svg text.lane { font: 600 13px system-ui, "DejaVu Sans", sans-serif; text-anchor: middle; }
svg text.host { font-size: 11px; fill: var(--dim); text-anchor: middle; }
svg text.label { paint-order: stroke; stroke: var(--card); stroke-width: 4px; }
svg text.answer { fill: var(--dim); font-size: 11px; paint-order: stroke; stroke: var(--card);
  stroke-width: 4px; text-anchor: end; }
svg .life { stroke: var(--line); stroke-width: 1.5; }
svg .request { stroke: var(--accent); stroke-width: 1.5; }
svg .response { stroke: var(--dim); stroke-width: 1; stroke-dasharray: 4 3; }
svg .failed { stroke: var(--critical); } svg text.failed { fill: var(--critical); stroke: var(--card); }
svg .head { fill: var(--accent); stroke: none; } svg .head.back { fill: var(--dim); }
.dns { fill: var(--dns); } .connect { fill: var(--connect); } .tls { fill: var(--tls); }
.wait { fill: var(--wait); } .receive { fill: var(--receive); } .rest { fill: var(--line); }
footer { margin-top: 48px; color: var(--dim); font-size: 13px; }
@media (max-width: 560px) {
  body { padding: 16px 12px 48px; }
  h1, .last-line { font-size: 22px; }
  .finding dl { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .finding dd { margin-bottom: 6px; }
  ol.steps li { grid-template-columns: 20px minmax(0, 1fr) auto; }
  ol.steps li span:nth-child(3) { grid-column: 2 / 4; grid-row: 2; }
}
@media print {
  :root { color-scheme: light; --ground: #fff; --card: #fff; --line: #ccc; --ink: #000;
    --dim: #555; --ok: #1a7f45; --warning: #96650a; --unknown: #6a4fb3; --critical: #c22b2b; }
  body { max-width: none; padding: 0; font-size: 11pt; }
  .scroll { overflow: visible; }
  .verdict { border: 1px solid; color: inherit; background: none !important; }
  svg.sequence { min-width: 0; }
}
)css";
}

}  // namespace flexverify::reports::html
