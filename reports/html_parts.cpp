#include "reports/html_parts.h"

#include <algorithm>

#include "reports/finding_text.h"
#include "reports/layout.h"
#include "reports/saml_rows.h"
#include "verifier/base/text.h"
#include "verifier/web/url.h"

namespace flexverify::reports::html {
namespace {

using model::Severity;

Markup seen_in(const model::Finding& finding, std::size_t number) {
  if (!finding.exchange || *finding.exchange == 0) return {};
  return element("a", {{"href", "#" + request_id(number, *finding.exchange)}},
                 Markup::text("request " + std::to_string(*finding.exchange)));
}

Markup facts(const model::Finding& finding, std::size_t number) {
  const Markup fix =
      finding.fix ? element("span", {{"class", "where"}}, Markup::text(fix_place(*finding.fix)))
                  : Markup();
  // Whoever mends the cause mends what follows from it.
  const Markup advice = finding.follows_from ? Markup() : Markup::text(model::hint_of(finding));
  const Markup cause =
      finding.follows_from ? code(model::info(*finding.follows_from).id) : Markup();
  return element(
      "dl", pair("found", finding.found.empty() ? Markup() : code(finding.found)) +
                pair("expected", finding.expected.empty() ? Markup() : code(finding.expected)) +
                pair("change", fix) + pair("do", advice) + pair("follows from", cause) +
                pair("seen in", seen_in(finding, number)));
}

Markup card(const model::Finding& finding, std::size_t number) {
  const model::CodeInfo& info = model::info(finding.code);
  const std::string severity(model::name_of(finding.severity));
  const std::string_view who =
      finding.follows_from ? "a symptom" : model::who_must_act(model::owner_of(finding));
  const Markup title =
      element("header", element("strong", code(info.id)) +
                            element("span", {{"class", "dim"}}, Markup::text(who)));
  const std::string detail = finding.detail.empty() ? std::string(info.title) : finding.detail;
  return element("article", {{"class", "finding " + severity}},
                 title + element("p", Markup::text(detail)) + facts(finding, number));
}

struct StepMark {
  Literal style, glyph;
};
StepMark mark_of(model::StepState state) {
  switch (state) {
    case model::StepState::Passed:
      return {"passed", "✓"};
    case model::StepState::Failed:
      return {"failed", "✗"};
    case model::StepState::Unclear:
      return {"unclear", "?"};
  }
  return {"unclear", "?"};
}

// What the audit said of one value; blank where it was compared with nothing.
Markup audit_mark(const SamlRow& row, const model::CheckResult& check) {
  for (const model::Finding& finding : check.findings) {
    if (std::ranges::count(row.audit, finding.code) == 0) continue;
    const bool grave = finding.severity == Severity::Critical;
    return element("span", {{"class", grave ? "bad" : "soon"}},
                   Markup::text((grave ? "✗ " : "! ") + std::string(model::info(finding.code).id)));
  }
  const std::string_view words = equal_words(row, check.compared);
  if (words.empty()) return {};
  return element("span", {{"class", "good"}}, Markup::text("✓ " + std::string(words)));
}

Markup saml_table(Literal title, const std::vector<SamlRow>& rows,
                  const model::CheckResult& check) {
  Markup body;
  for (const SamlRow& row : rows)
    if (!row.value.empty())
      body += element("tr", cell(Markup::text(row.name)) +
                                element("td", {{"class", "place"}}, code(row.value)) +
                                element("td", {{"class", "mark"}}, audit_mark(row, check)));
  return section(title, table({"", "value", "audit"}, body));
}

Markup days(std::int64_t left) {
  constexpr std::int64_t kSoon = 30;
  const std::string style = left < 0 ? "bad" : left < kSoon ? "soon" : "good";
  const std::string text =
      left < 0 ? "expired " + std::to_string(-left) + " days ago" : std::to_string(left) + " days";
  return element("span", {{"class", style}}, Markup::text(text));
}

Markup cookie_row(const model::Exchange& exchange, Literal what, const std::string& name,
                  std::string_view why) {
  const bool stays = what.text == "withheld" || what.text == "not kept";
  const Markup word = Markup::literal(what);
  return element("tr", cell(Markup::text(std::to_string(exchange.n))) +
                           cell(stays ? element("span", {{"class", "soon"}}, word) : word) +
                           cell(code(name)) + cell(Markup::text(why)));
}

}  // namespace

Markup pair(Literal name, const Markup& value) {
  return value.empty() ? Markup() : element("dt", Markup::literal(name)) + element("dd", value);
}

Markup section(Literal title, const Markup& content) {
  return content.empty() ? Markup()
                         : element("section", element("h3", Markup::literal(title)) + content);
}

Markup table(std::initializer_list<Literal> head, const Markup& rows) {
  Markup titles;
  for (const Literal& title : head) titles += element("th", Markup::literal(title));
  return element(
      "div", {{"class", "scroll"}},
      element("table", element("thead", element("tr", titles)) + element("tbody", rows)));
}

Markup cell(const Markup& content) { return element("td", content); }
Markup code(std::string_view value) { return element("code", Markup::text(value)); }

std::string place_of(const std::string& url, std::size_t width) {
  const auto parsed = web::parse_url(url);
  return cut(base::printable(parsed ? web::host_and_port(*parsed) + parsed->path : url, 400),
             width);
}

bool has_failed(const model::Exchange& exchange) {
  return exchange.status == 0 || exchange.status >= 400;
}

std::string request_id(std::size_t check, std::size_t request) {
  return "c" + std::to_string(check) + "-r" + std::to_string(request);
}

Markup findings(const model::CheckResult& check, std::size_t number) {
  Markup cards;
  for (const model::Finding& finding : check.findings) cards += card(finding, number);
  return cards;
}

Markup steps(const model::CheckResult& check) {
  Markup items;
  for (const model::Step& step : check.steps) {
    const StepMark mark = mark_of(step.state);
    items += element(
        "li",
        element("span", {{"class", std::string(mark.style.text)}}, Markup::literal(mark.glyph)) +
            element("span", Markup::text(step.leg)) + element("span", Markup::text(step.summary)) +
            element("span", {{"class", "dim"}},
                    Markup::text(base::format_duration(step.duration))));
  }
  return items.empty()
             ? Markup()
             : section("What was proved, step by step", element("ol", {{"class", "steps"}}, items));
}

Markup saml(const model::CheckResult& check) {
  Markup both;
  if (check.saml_request) both += saml_table("AuthnRequest", rows_of(*check.saml_request), check);
  if (check.saml_response)
    both += saml_table("SAML response", rows_of(*check.saml_response), check);
  return both;
}

Markup certificates(const model::CheckResult& check) {
  Markup rows;
  for (const model::Certificate& one : check.certificates)
    rows +=
        element("tr", cell(Markup::text(one.use)) + cell(Markup::text(one.subject)) +
                          cell(Markup::text(base::format_rfc3339(one.not_after).substr(0, 10))) +
                          element("td", {{"class", "mark"}}, days(one.days_left)));
  return rows.empty() ? Markup()
                      : section("Certificates", table({"of", "subject", "ends", "left"}, rows));
}

Markup cookies(const model::CheckResult& check) {
  Markup rows;
  for (const model::Exchange& e : check.exchanges) {
    for (const std::string& name : e.cookies_set) rows += cookie_row(e, "set", name, "");
    for (const std::string& name : e.cookies_sent) rows += cookie_row(e, "sent", name, "");
    for (const auto& cookie : e.cookies_withheld)
      rows += cookie_row(e, "withheld", cookie.name, cookie.reason);
    for (const auto& cookie : e.cookies_rejected)
      rows += cookie_row(e, "not kept", cookie.name, cookie.reason);
  }
  return rows.empty() ? Markup() : section("Cookies", table({"request", "", "name", "why"}, rows));
}

}  // namespace flexverify::reports::html
