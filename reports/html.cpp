// The report as one HTML file, what was proved and what to change first.
#include <fmt/format.h>

#include "reports/html_parts.h"
#include "reports/renderer.h"

namespace flexverify::reports {
namespace {

using model::CheckResult;

Markup verdict(model::Verdict of) {
  const std::string name(model::name_of(of));
  return element("span", {{"class", "verdict " + name}}, Markup::text(name));
}

std::string anchor(std::size_t number) { return "check-" + std::to_string(number); }

Markup facts_of(const CheckResult& check) {
  std::string text = fmt::format("{} · {} connection · reached {} of {} · {} requests · {}",
                                 model::name_of(check.setup), model::name_of(check.connection),
                                 model::name_of(check.reached), model::name_of(check.depth),
                                 check.exchanges.size(), base::format_duration(check.duration));
  for (const auto& [name, value] :
       {std::pair{"identity provider", check.idp_adapter},
        std::pair{"account", check.flex.account_sid}, std::pair{"Flex UI", check.flex.ui_version}})
    if (!value.empty()) text += fmt::format(" · {} {}", name, value);
  return element("p", {{"class", "dim"}}, Markup::text(text));
}

Markup check_section(const CheckResult& check, std::size_t number) {
  const Markup name =
      element("h2", Markup::text(check.name) + Markup::literal(" ") + verdict(check.verdict));
  return element("section", {{"id", anchor(number)}},
                 name + element("p", html::code(check.url)) + facts_of(check) +
                     html::findings(check, number) + html::steps(check) + html::sequence(check) +
                     html::waterfall(check, number) + html::saml(check) +
                     html::certificates(check) + html::cookies(check));
}

Markup summary_row(const CheckResult& check, std::size_t number) {
  return element(
      "tr", html::cell(element("a", {{"href", "#" + anchor(number)}}, Markup::text(check.name))) +
                html::cell(verdict(check.verdict)) +
                html::cell(Markup::text(model::name_of(check.reached))) +
                html::cell(html::code(model::first_code(check))) +
                element("td", {{"class", "number"}},
                        Markup::text(base::format_duration(check.duration))));
}

Markup summary(const model::Run& run) {
  if (run.checks.size() < 2) return {};
  Markup rows;
  for (std::size_t i = 0; i < run.checks.size(); ++i) rows += summary_row(run.checks[i], i + 1);
  return html::table({"target", "verdict", "reached", "first finding", "time"}, rows);
}

Markup top(const model::Run& run) {
  return element(
      "div", {{"class", "finish " + std::string(model::name_of(run.verdict))}},
      html::answers(run.checks) +
          element("p", verdict(run.verdict) + Markup::literal(" ") +
                           Markup::text(fmt::format("flexverify {} · {} · {}", run.tool_version,
                                                    base::format_rfc3339(run.started),
                                                    base::format_duration(run.duration)))));
}

std::string head(const model::Run& run, const RenderOptions&) {
  return html::document_begin("flexverify report") + (top(run) + summary(run)).html();
}

std::string part(const CheckResult& check, Place place, const RenderOptions&) {
  return check_section(check, place.number).html();
}

std::string tail(const model::Run&, const RenderOptions&) {
  const Markup footer =
      element("footer", Markup::text("Secrets and session values were taken out while the "
                                     "requests were recorded. Nothing here runs or loads."));
  return footer.html() + html::document_end();
}

}  // namespace

const Pieces kHtmlPieces{at_once<head>, part, "", tail};

}  // namespace flexverify::reports
