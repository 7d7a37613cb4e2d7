// The report for a terminal.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "reports/closing.h"
#include "reports/finding_text.h"
#include "reports/hop_table.h"
#include "reports/layout.h"
#include "reports/renderer.h"
#include "reports/saml_text.h"
#include "reports/step_line.h"
#include "verifier/base/text.h"

namespace flexverify::reports {
namespace {

using base::printable;
using model::CheckResult;
using model::Verdict;

constexpr std::size_t kMinWidth = 40;
constexpr std::size_t kMaxWidth = 140;  // longer lines are hard to read
constexpr std::array kVerdicts = {Verdict::Ok, Verdict::Warning, Verdict::Unknown,
                                  Verdict::Critical};

Style style_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::Ok:
      return Style::Green;
    case Verdict::Warning:
    case Verdict::Unknown:
      return Style::Yellow;
    case Verdict::Critical:
      return Style::Red;
  }
  return Style::Plain;
}

std::string counted(std::size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::string verdict_text(Verdict verdict, Color color) {
  return paint(paint(model::name_of(verdict), Style::Bold, color), style_of(verdict), color);
}

// What stands before the first " · " is painted; its width is that of the plain name.
std::string verdict_line(Verdict verdict, const std::string& rest, const RenderOptions& o) {
  return hanging(" " + verdict_text(verdict, o.color) + " · ", model::name_of(verdict).size() + 4,
                 rest, o.width);
}

std::string reached_text(const CheckResult& check) {
  if (check.reached == model::Depth::None) return "nothing reached";
  const bool as_asked = check.reached >= check.depth && check.depth != model::Depth::Loaded;
  return fmt::format("reached {}{}", model::name_of(check.reached),
                     as_asked ? ", no more was asked" : "");
}

std::string check_verdict(const CheckResult& check, const RenderOptions& o) {
  return verdict_line(
      check.verdict,
      fmt::format("{} · {} · {}", reached_text(check), counted(check.exchanges.size(), "request"),
                  base::format_duration(check.duration)),
      o);
}

std::string request_line(const model::Exchange& exchange, const RenderOptions& o) {
  const std::string status = exchange.status == 0 ? "  -" : fmt::format("{:>3}", exchange.status);
  const std::string what = exchange.error.empty() ? "" : ": " + printable(exchange.error);
  return hanging(
      paint(fmt::format("   {:>2}  {:4} {}  ", exchange.n, printable(exchange.method, 10), status),
            Style::Dim, o.color),
      17,
      fmt::format("{}{} ({}{})", printable(exchange.url, 1000), what,
                  base::format_duration(exchange.timings.total),
                  exchange.ahead ? ", asked in advance" : ""),
      o.width);
}

std::string requests(const CheckResult& check, const RenderOptions& o) {
  std::string text = check.exchanges.empty() ? "" : "\n requests\n";
  for (const model::Exchange& exchange : check.exchanges) text += request_line(exchange, o);
  if (check.connected_ahead.empty()) return text;
  return text + "\n connected in advance, nothing sent\n" +
         hanging("   ", 3, printable(base::join(check.connected_ahead, ", "), 1000), o.width);
}

std::string asked_in_vain(const CheckResult& check, const RenderOptions& o) {
  if (check.asked_in_vain.empty()) return "";
  std::string text = "\n asked for in advance, answer not used\n";
  for (const std::string& request : check.asked_in_vain)
    text += hanging("   ", 3, printable(request, 1000), o.width);
  return text;
}

std::string check_text(const CheckResult& check, const RenderOptions& o) {
  std::string text;
  if (o.steps == StepLines::Shown && o.detail != Detail::Brief)
    for (const model::Step& step : check.steps) text += step_line(step, "", o.width, o.color);
  for (const model::Finding& finding : check.findings) text += finding_text(finding, check, o);
  if (o.detail == Detail::Normal) text += hop_table(check, o);
  if (o.detail == Detail::Verbose)
    text += saml_text(check, o) + requests(check, o) + asked_in_vain(check, o);
  return text + "\n" + check_verdict(check, o);
}

std::string header(const CheckResult& check, const RenderOptions& o) {
  const std::string name = cut(printable(check.name, 100), o.width);
  const std::string rest = fmt::format("{} {}", model::name_of(check.setup), printable(check.url));
  const std::string bold = paint(name, Style::Bold, o.color);
  const bool one_line = display_width(name) + 2 + display_width(rest) <= o.width;
  return bold + (one_line ? "  " + rest + "\n" : "\n" + hanging("  ", 2, rest, o.width));
}

// The finding that a reader should look at first.
std::string first_finding(const CheckResult& check) {
  if (check.findings.empty() || check.verdict == Verdict::Ok) return "";
  const std::string more =
      check.findings.size() > 1 ? fmt::format(" +{}", check.findings.size() - 1) : "";
  return std::string(model::first_code(check)) + more;
}

struct Columns {
  std::size_t name = 6;
  std::size_t reached = 15;  // 0: there is no room for it
  std::size_t finding = 0;
  std::size_t time = 8;
};
constexpr std::size_t kVerdictColumns = 10;

Columns columns_for(const model::Run& run, std::size_t width) {
  Columns columns;
  width = std::min(width, kReadableWidth);
  if (width < 76) columns.reached = 0;
  for (const CheckResult& check : run.checks) {
    columns.name = std::max(columns.name, display_width(printable(check.name, 100)));
    columns.time = std::max(columns.time, base::format_duration(check.duration).size() + 2);
  }
  columns.name = std::min<std::size_t>(columns.name, width > 80 ? width - 66 : 14);
  columns.finding = width - 1 - columns.name - 2 - kVerdictColumns - columns.reached - columns.time;
  return columns;
}

std::string table_row(const CheckResult& check, const Columns& columns, const RenderOptions& o) {
  const std::string time = base::format_duration(check.duration);
  const std::string reached =
      columns.reached == 0 ? "" : std::string(model::name_of(check.reached));
  return " " + padded(cut(printable(check.name, 100), columns.name), columns.name + 2) +
         paint(padded(model::name_of(check.verdict), kVerdictColumns), style_of(check.verdict),
               o.color) +
         padded(reached, columns.reached) +
         padded(cut(first_finding(check), columns.finding), columns.finding) +
         std::string(columns.time - time.size(), ' ') + paint(time, Style::Dim, o.color) + "\n";
}

std::string table(const model::Run& run, const RenderOptions& o) {
  const Columns columns = columns_for(run, o.width);
  std::string text =
      paint(" " + padded("target", columns.name + 2) + padded("verdict", kVerdictColumns) +
                padded(columns.reached == 0 ? "" : "reached", columns.reached) + "finding",
            Style::Dim, o.color) +
      "\n";
  for (const CheckResult& check : run.checks) text += table_row(check, columns, o);
  return text;
}

std::string totals(const model::Run& run, const RenderOptions& o) {
  std::string counts;
  for (const Verdict verdict : kVerdicts) {
    const auto count = std::count_if(run.checks.begin(), run.checks.end(),
                                     [&](const CheckResult& c) { return c.verdict == verdict; });
    if (count > 0)
      counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", count, model::name_of(verdict));
  }
  return verdict_line(run.verdict,
                      fmt::format("{}: {} · {}", counted(run.checks.size(), "target"), counts,
                                  base::format_duration(run.duration)),
                      o);
}

RenderOptions readable(RenderOptions o) {
  o.width = std::clamp(o.width, kMinWidth, kMaxWidth);
  return o;
}

std::string head(const model::Run& run, const RenderOptions& o) {
  // The steps stand right above.
  return run.checks.size() > 1 && o.steps == StepLines::Hidden ? "\n" : "";
}

std::string part(const CheckResult& check, Place place, const RenderOptions& options) {
  const RenderOptions o = readable(options);
  return place.of > 1 ? header(check, o) + check_text(check, o) + "\n" : check_text(check, o);
}

std::string tail(const model::Run& run, const RenderOptions& options) {
  const RenderOptions o = readable(options);
  const std::string all = run.checks.size() > 1 ? table(run, o) + "\n" + totals(run, o) : "";
  return all + closing(run, o);
}

}  // namespace

const Pieces kTextPieces{at_once<head>, part, "", tail};

}  // namespace flexverify::reports
