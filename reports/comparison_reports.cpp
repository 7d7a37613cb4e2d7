// The comparison of two runs as text, JSON and HTML.
#include <fmt/format.h>

#include <algorithm>

#include "reports/comparison.h"
#include "reports/html_parts.h"
#include "reports/json_parts.h"
#include "reports/layout.h"
#include "verifier/base/text.h"

namespace flexverify::reports {
namespace {

using base::Json;
using base::printable;

constexpr std::string_view kNothing = "–";

std::string shown(const std::string& value) {
  return value.empty() ? std::string(kNothing) : printable(value, 1000);
}

std::string line(const ComparisonRow& row, const RenderOptions& o) {
  constexpr std::size_t kName = 24, kIndent = kName + 3;
  const std::string name = padded(cut(printable(row.what, 100), kName - 1), kName);
  if (row.state == RowState::Same)
    return hanging(paint(" = " + name, Style::Dim, o.color), kIndent, shown(row.before), o.width);
  const bool differs = row.state == RowState::Different;
  const std::string mark = differs ? " ≠ " : "   ";
  if (!differs)
    return hanging(paint(mark + name, Style::Dim, o.color), kIndent,
                   shown(row.before) + " → " + shown(row.after), o.width);
  return hanging(paint(mark + name, Style::Yellow, o.color), kIndent, shown(row.before), o.width) +
         hanging(padded("", kIndent - 2) + "→ ", kIndent, shown(row.after), o.width);
}

std::string of_run(std::string_view which, const model::Run& run, const RenderOptions& o) {
  return hanging(" " + padded(which, 8), 9,
                 fmt::format("{} · {} · flexverify {}", base::format_rfc3339(run.started),
                             model::name_of(run.verdict), printable(run.tool_version, 40)),
                 o.width);
}

std::string summary_line(const Comparison& comparison) {
  std::size_t count = 0;
  for (const CheckComparison& check : comparison.checks)
    count += static_cast<std::size_t>(
        std::ranges::count(check.rows, RowState::Different, &ComparisonRow::state));
  if (count == 0) return " same\n";
  return fmt::format(" {} difference{}\n", count, count == 1 ? "" : "s");
}

Json of_run(const model::Run& run) {
  return Json(Json::Object{{"started", json_parts::time(run.started)},
                           {"verdict", model::name_of(run.verdict)},
                           {"version", run.tool_version}});
}

Json of_row(const ComparisonRow& row) {
  return Json(Json::Object{{"what", row.what},
                           {"state", name_of(row.state)},
                           {"before", json_parts::text(row.before)},
                           {"after", json_parts::text(row.after)}});
}

Json of_check(const CheckComparison& check) {
  return Json(Json::Object{{"name", check.name}, {"rows", json_parts::list(check.rows, of_row)}});
}

Markup html_row(const ComparisonRow& row) {
  const bool differs = row.state == RowState::Different;
  const Markup mark = differs ? element("span", {{"class", "soon"}}, Markup::literal("≠"))
                              : Markup::text(row.state == RowState::Same ? "=" : "");
  return element("tr", html::cell(mark) + html::cell(Markup::text(row.what)) +
                           html::cell(html::code(shown(row.before))) +
                           html::cell(html::code(shown(row.after))));
}

Markup html_check(const CheckComparison& check) {
  Markup rows;
  for (const ComparisonRow& row : check.rows) rows += html_row(row);
  return element("section", element("h2", Markup::text(check.name)) +
                                html::table({"", "", "before", "after"}, rows));
}

Markup html_run(Literal which, const model::Run& run) {
  return element("p", Markup::literal(which) +
                          Markup::text(fmt::format(": {} · {} · flexverify {}",
                                                   base::format_rfc3339(run.started),
                                                   model::name_of(run.verdict), run.tool_version)));
}

}  // namespace

std::string comparison_text(const Comparison& comparison, const RenderOptions& options) {
  RenderOptions o = options;
  o.width = std::clamp<std::size_t>(o.width, 40, 140);
  std::string text = of_run("before", comparison.before, o) + of_run("after", comparison.after, o);
  for (const CheckComparison& check : comparison.checks) {
    text += "\n" + paint(cut(printable(check.name, 200), o.width), Style::Bold, o.color) + "\n";
    for (const ComparisonRow& row : check.rows)
      if (row.state != RowState::Same || o.detail == Detail::Verbose) text += line(row, o);
  }
  return text + "\n" + summary_line(comparison);
}

std::string comparison_json(const Comparison& comparison) {
  const Json json(Json::Object{{"schema", "flexverify-comparison/1"},
                               {"same", is_same(comparison)},
                               {"before", of_run(comparison.before)},
                               {"after", of_run(comparison.after)},
                               {"checks", json_parts::list(comparison.checks, of_check)}});
  return base::dump_json(json, 2) + "\n";
}

std::string comparison_html(const Comparison& comparison) {
  const bool same = is_same(comparison);
  Markup body =
      element("div", {{"class", same ? "finish ok" : "finish warning"}},
              element("h1", same ? Markup::literal("The two runs are the same")
                                 : Markup::literal("The two runs differ")) +
                  html_run("before", comparison.before) + html_run("after", comparison.after));
  for (const CheckComparison& check : comparison.checks) body += html_check(check);
  return html::document("flexverify comparison", body);
}

}  // namespace flexverify::reports
