#include "reports/comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "verifier/base/text.h"
#include "verifier/model/last_line.h"
#include "verifier/web/url.h"

namespace flexverify::reports {
namespace {

using model::CheckResult;

std::string joined(const std::set<std::string>& words) {
  return base::join(std::vector<std::string>(words.begin(), words.end()), ", ");
}

std::string text_of(const std::vector<std::string>& values) {
  return joined({values.begin(), values.end()});
}

std::string finding_codes(const CheckResult& check) {
  std::string text;
  for (const model::Finding& finding : check.findings)
    text += (text.empty() ? "" : ", ") + std::string(model::info(finding.code).id);
  return text;
}

std::string claims(const CheckResult& check) {
  std::set<std::string> names;
  if (check.saml_response)
    for (const auto& attribute : check.saml_response->attributes) names.insert(attribute.name);
  return joined(names);
}

std::string claimed_roles(const CheckResult& check) {
  if (check.saml_response)
    for (const auto& attribute : check.saml_response->attributes)
      if (attribute.name == "roles") return text_of(attribute.values);
  return "";
}

std::string cookies(const CheckResult& check,
                    std::vector<std::string> (*names)(const model::Exchange&)) {
  std::set<std::string> all;
  for (const model::Exchange& exchange : check.exchanges)
    for (std::string& name : names(exchange)) all.insert(std::move(name));
  return joined(all);
}

std::vector<std::string> names_of(const std::vector<model::WithheldCookie>& all) {
  std::vector<std::string> names;
  names.reserve(all.size());
  for (const model::WithheldCookie& cookie : all) names.push_back(cookie.name);
  return names;
}

// "" for our own engine.
std::string engine(const CheckResult& check) {
  const bool browser = std::ranges::any_of(check.exchanges, [](const model::Exchange& exchange) {
    return exchange.engine == model::Engine::Browser;
  });
  return browser ? "a browser" : "";
}

std::string request_field(const CheckResult& check, std::string model::SamlRequestFacts::* field) {
  return check.saml_request ? (*check.saml_request).*field : "";
}
std::string response_field(const CheckResult& check,
                           std::string model::SamlResponseFacts::* field) {
  return check.saml_response ? (*check.saml_response).*field : "";
}

struct Fact {
  std::string_view what;
  std::string (*value)(const CheckResult&);
};
using Request = model::SamlRequestFacts;
using Response = model::SamlResponseFacts;
constexpr auto kFacts = std::to_array<Fact>({
    {"verdict", [](const CheckResult& c) { return std::string(model::name_of(c.verdict)); }},
    {"last line", [](const CheckResult& c) { return model::sentence(model::last_line_of(c)); }},
    {"reached", [](const CheckResult& c) { return std::string(model::name_of(c.reached)); }},
    {"findings", finding_codes},
    {"connection", [](const CheckResult& c) { return std::string(model::name_of(c.connection)); }},
    {"connection id", [](const CheckResult& c) { return c.flex.connection; }},
    {"identity provider", [](const CheckResult& c) { return c.idp_adapter; }},
    {"signed in by", engine},
    {"its hosts", [](const CheckResult& c) { return text_of(c.idp_hosts); }},
    {"Entity ID", [](const CheckResult& c) { return request_field(c, &Request::issuer); }},
    {"ACS URL", [](const CheckResult& c) { return request_field(c, &Request::acs_url); }},
    {"Single Sign-On URL",
     [](const CheckResult& c) { return request_field(c, &Request::destination); }},
    {"Issuer", [](const CheckResult& c) { return response_field(c, &Response::issuer); }},
    {"Audience", [](const CheckResult& c) { return response_field(c, &Response::audience); }},
    {"NameID format",
     [](const CheckResult& c) { return response_field(c, &Response::name_id_format); }},
    {"response signature",
     [](const CheckResult& c) { return response_field(c, &Response::response_signature); }},
    {"assertion signature",
     [](const CheckResult& c) { return response_field(c, &Response::assertion_signature); }},
    {"claims", claims},
    {"roles claimed", claimed_roles},
    {"roles in Flex", [](const CheckResult& c) { return text_of(c.flex.roles); }},
    {"account", [](const CheckResult& c) { return c.flex.account_sid; }},
    {"Flex UI", [](const CheckResult& c) { return c.flex.ui_version; }},
    {"cookies set",
     [](const CheckResult& c) {
       return cookies(c, [](const model::Exchange& e) { return e.cookies_set; });
     }},
    {"cookies withheld",
     [](const CheckResult& c) {
       return cookies(c, [](const model::Exchange& e) { return names_of(e.cookies_withheld); });
     }},
});

ComparisonRow row(std::string_view what, std::string before, std::string after) {
  const RowState state = before == after ? RowState::Same : RowState::Different;
  return {std::string(what), std::move(before), std::move(after), state};
}

void add_facts(const CheckResult& before, const CheckResult& after,
               std::vector<ComparisonRow>& rows) {
  for (const Fact& fact : kFacts) {
    ComparisonRow one = row(fact.what, fact.value(before), fact.value(after));
    if (!one.before.empty() || !one.after.empty()) rows.push_back(std::move(one));
  }
}

std::map<std::string, std::string> certificates(const CheckResult& check) {
  std::map<std::string, std::string> all;
  for (const model::Certificate& one : check.certificates)
    all[one.use] = fmt::format("{} {}… until {}", one.subject, one.sha256.substr(0, 16),
                               base::format_rfc3339(one.not_after).substr(0, 10));
  return all;
}

void add_certificates(const CheckResult& before, const CheckResult& after,
                      std::vector<ComparisonRow>& rows) {
  auto first = certificates(before), second = certificates(after);
  std::set<std::string> uses;
  for (const auto* all : {&first, &second})
    for (const auto& [use, text] : *all) uses.insert(use);
  for (const std::string& use : uses)
    rows.push_back(row("certificate " + use, first[use], second[use]));
}

// "okta: identify 3f1c…": the state that an adapter saw, and how its page is made. What a browser
// has rendered is another page than what was served.
std::map<std::string, std::string> pages(const CheckResult& check) {
  std::map<std::string, std::string> all;
  for (const model::PageFact& page : check.pages)
    if (!page.fingerprint.empty())
      all.try_emplace((page.adapter.empty() ? "any" : page.adapter) + " \"" + page.state + "\"" +
                          (page.engine == model::Engine::Browser ? " in a browser" : ""),
                      page.fingerprint);
  return all;
}

// Of a page that only one of them saw, the hops tell.
void add_pages(const CheckResult& before, const CheckResult& after,
               std::vector<ComparisonRow>& rows) {
  const auto second = pages(after);
  for (const auto& [name, fingerprint] : pages(before))
    if (const auto same = second.find(name); same != second.end())
      rows.push_back(row("page " + name, fingerprint, same->second));
}

// The pages at which something was decided, in order. A browser goes through all others by itself.
std::vector<std::string> sign_in(const CheckResult& check) {
  std::vector<std::string> way;
  for (const model::PageFact& page : check.pages) {
    const bool decided = !page.adapter.empty() || page.engine == model::Engine::Browser;
    std::string name = page.adapter.empty() ? page.state : page.adapter + " " + page.state;
    if (decided && (way.empty() || way.back() != name)) way.push_back(std::move(name));
  }
  return way;
}

std::string after_page(const std::vector<std::string>& way, std::size_t n) {
  return n == 0 ? "from the beginning"
                : fmt::format("after {} ({} of {})", way[n - 1], n, way.size());
}

// Where two logins part: of one by HTTP and one by a browser, what their adapters made of it.
void add_sign_in(const CheckResult& before, const CheckResult& after,
                 std::vector<ComparisonRow>& rows) {
  if (engine(before) == engine(after)) return;
  const auto a = sign_in(before), b = sign_in(after);
  rows.push_back(row("sign-in", base::join(a, " → "), base::join(b, " → ")));
  if (a == b) return;
  const auto parted = std::ranges::mismatch(a, b);
  const auto common = static_cast<std::size_t>(parted.in1 - a.begin());
  rows.push_back({"they part", after_page(a, common), after_page(b, common), RowState::Different});
}

// Host, path and answer: queries differ at every login.
std::vector<std::string> hops(const CheckResult& check) {
  std::vector<std::string> all;
  for (const model::Exchange& e : check.exchanges) {
    const auto url = web::parse_url(e.url);
    all.push_back(fmt::format("{} {} {}", e.method,
                              url ? web::host_and_port(*url) + url->path : e.url, e.status));
  }
  return all;
}

// Longest common subsequence: lengths[i][j] for the rests from i and j.
std::vector<std::vector<std::size_t>> common_lengths(const std::vector<std::string>& a,
                                                     const std::vector<std::string>& b) {
  std::vector lengths(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = a.size(); i-- > 0;)
    for (std::size_t j = b.size(); j-- > 0;)
      lengths[i][j] =
          a[i] == b[j] ? lengths[i + 1][j + 1] + 1 : std::max(lengths[i + 1][j], lengths[i][j + 1]);
  return lengths;
}

void add_hops(const CheckResult& before, const CheckResult& after,
              std::vector<ComparisonRow>& rows) {
  const auto a = hops(before), b = hops(after);
  rows.push_back(row("requests", std::to_string(a.size()), std::to_string(b.size())));
  const auto lengths = common_lengths(a, b);
  for (std::size_t i = 0, j = 0; i < a.size() || j < b.size();) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      ++i;
      ++j;
    } else if (j == b.size() || (i < a.size() && lengths[i + 1][j] >= lengths[i][j + 1])) {
      rows.push_back(row("hop gone", a[i++], ""));
    } else {
      rows.push_back(row("hop added", "", b[j++]));
    }
  }
}

void add_times(const CheckResult& before, const CheckResult& after,
               std::vector<ComparisonRow>& rows) {
  const auto measured = [&](std::string what, base::Millis first, base::Millis second) {
    rows.push_back({std::move(what), base::format_duration(first), base::format_duration(second),
                    RowState::Measured});
  };
  measured("whole check", before.duration, after.duration);
  for (const model::Step& step : before.steps)
    for (const model::Step& other : after.steps)
      if (step.leg == other.leg) measured("time of " + step.leg, step.duration, other.duration);
}

CheckComparison compare_checks(const CheckResult& before, const CheckResult& after) {
  CheckComparison both;
  both.name = before.name == after.name ? before.name : before.name + " → " + after.name;
  add_facts(before, after, both.rows);
  add_certificates(before, after, both.rows);
  add_sign_in(before, after, both.rows);
  add_pages(before, after, both.rows);
  add_hops(before, after, both.rows);
  add_times(before, after, both.rows);
  return both;
}

const CheckResult* named(const model::Run& run, const std::string& name) {
  const auto found = std::ranges::find(run.checks, name, &CheckResult::name);
  return found == run.checks.end() ? nullptr : &*found;
}

CheckComparison only(const CheckResult& check, bool before) {
  const std::string verdict(model::name_of(check.verdict));
  return {check.name, {row("verdict", before ? verdict : "", before ? "" : verdict)}};
}

}  // namespace

Comparison compare(model::Run before, model::Run after) {
  Comparison all;
  if (before.checks.size() == 1 && after.checks.size() == 1) {
    all.checks.push_back(compare_checks(before.checks[0], after.checks[0]));
  } else {
    for (const CheckResult& check : before.checks) {
      const CheckResult* other = named(after, check.name);
      all.checks.push_back(other == nullptr ? only(check, true) : compare_checks(check, *other));
    }
    for (const CheckResult& check : after.checks)
      if (named(before, check.name) == nullptr) all.checks.push_back(only(check, false));
  }
  all.before = std::move(before);
  all.after = std::move(after);
  return all;
}

bool is_same(const Comparison& comparison) {
  return std::ranges::all_of(comparison.checks, [](const CheckComparison& check) {
    return std::ranges::none_of(
        check.rows, [](const ComparisonRow& one) { return one.state == RowState::Different; });
  });
}

std::string_view name_of(RowState state) {
  switch (state) {
    case RowState::Same:
      return "same";
    case RowState::Different:
      return "different";
    case RowState::Measured:
      return "measured";
  }
  return "";
}

}  // namespace flexverify::reports
