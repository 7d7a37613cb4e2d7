// What Flex UI needs of appConfig for the login, and what of it cannot be read. Nothing is put in
// its place silently: a page that lacks a value lacks it for agents, too.
#include <fmt/core.h>

#include <algorithm>
#include <functional>

#include "flows/legs.h"
#include "flows/page.h"
#include "verifier/base/text.h"
#include "verifier/web/query.h"

namespace flexverify::flows {
namespace {

using flex::ConfigText;
using model::Code;
using model::Finding;
using model::make_mismatch;
using model::Severity;
using MaybeFinding = std::optional<Finding>;
using Findings = std::vector<Finding>;

std::string at(const ConfigText& value) {
  return value.place.empty() ? "" : " (" + value.place + ")";
}

Finding incomplete(std::string_view key, const ConfigText& value, std::string_view why,
                   std::string expected) {
  const std::string found = value.is_absent() ? "absent" : base::printable(value.text, 120);
  auto finding =
      make_mismatch(Code::AppConfigIncomplete, fmt::format("{} {}{}", key, why, at(value)), found,
                    std::move(expected));
  finding.fix = app_config_field(std::string(key));
  return finding;
}

// What stands in for a value that only a browser could tell.
struct ByHand {
  std::string_view option;
  const std::string& value;
};

Finding unreadable(std::string_view key, const ConfigText& value, const ByHand& by_hand) {
  const bool given = !by_hand.value.empty();
  auto finding = make_mismatch(
      Code::AppConfigUnreadable,
      given
          ? fmt::format("{} cannot be told without running the script{}; {} was used in its place",
                        key, at(value), by_hand.option)
          : fmt::format("{} cannot be told without running the script{}", key, at(value)),
      given ? by_hand.value : "computed", given ? "" : "a plain value");
  finding.hint = fmt::format("Give the value by hand: {}.", by_hand.option);
  if (given) finding.severity = Severity::Note;
  finding.fix = app_config_field(std::string(key));
  return finding;
}

MaybeFinding judge_account(const Login& login) {
  const ConfigText& account = login.app_config->account_sid;
  constexpr std::string_view kKey = "sso.accountSid";
  if (account.is_absent())
    return incomplete(kKey, account, "is missing: Flex UI does not start the login", "AC…");
  if (account.is_unreadable()) {
    auto finding = unreadable(kKey, account, {"--account-sid", login.spec.account_sid});
    // The token will tell; nothing of the login rests on it.
    if (!login.connection.empty()) finding.severity = Severity::Note;
    return finding;
  }
  if (!flex::is_sid("AC", account.text))
    return incomplete(kKey, account, "is no Account SID", "AC and 32 hexadecimal digits");
  const std::string& given = login.spec.account_sid;
  if (given.empty() || given == account.text) return std::nullopt;
  auto finding = make_mismatch(Code::AccountMismatch, "the page is another account's" + at(account),
                               base::printable(account.text), given);
  finding.fix = app_config_field(std::string(kKey));
  return finding;
}

MaybeFinding judge_connection(const Login& login) {
  const ConfigText& connection = login.app_config->oauth->connection;
  constexpr std::string_view kKey = "oauth.connection";
  if (connection.is_absent())
    return incomplete(kKey, connection, "is missing: Flex UI asks for no connection at all", "JQ…");
  if (connection.is_unreadable())
    return unreadable(kKey, connection, {"--sso-profile", login.spec.sso_profile});
  if (flex::is_sid("JQ", connection.text)) return std::nullopt;
  return incomplete(kKey, connection, "is no connection's id", "JQ and 32 hexadecimal digits");
}

MaybeFinding judge_destination(const Login& login) {
  const ConfigText& url = login.app_config->oauth->redirect_url;
  constexpr std::string_view kKey = "oauth.redirectUrl";
  if (url.is_absent())
    return incomplete(kKey, url, "is missing: Flex UI asks Twilio to come back to nowhere",
                      web::to_string(*login.page_url, web::WithFragment::No));
  if (url.is_unreadable())
    return unreadable(kKey, url, {"--redirect-url", login.spec.redirect_url});
  if (web::parse_url(url.text)) return std::nullopt;
  return incomplete(kKey, url, "is no absolute URL", "one of the connection's Trusted URLs");
}

MaybeFinding judge_override(const flex::Override& one) {
  static const std::string none;
  if (one.url.is_unreadable()) {
    auto finding = unreadable(one.key, one.url, {"no option", none});
    finding.hint = "Write the address into appConfig.js as it is, or take it out.";
    return finding;
  }
  if (web::parse_url(one.url.text)) return std::nullopt;
  return incomplete(one.key, one.url, "is no URL", "an https URL, or nothing");
}

// Elsewhere the UI asks another host for its configuration.
MaybeFinding judge_region(const Login& login) {
  const ConfigText& region = login.app_config->region;
  const bool by_hand = login.spec.endpoints.flex_api != model::Endpoints{}.flex_api;
  if (region.is_absent() || by_hand || (region.is_known() && region.text == "us1"))
    return std::nullopt;
  const std::string name = region.is_known() ? base::printable(region.text, 30) : "<region>";
  auto finding = make_mismatch(
      Code::AppConfigUnreadable,
      "sdkOptions.flex.environmentConfig.region moves Twilio's API" + at(region),
      region.is_known() ? name : "computed", "us1, or the region's addresses by hand");
  finding.hint = fmt::format("Type: --endpoint flex_api=https://flex-api.{}.twilio.com", name);
  return finding;
}

void keep(Findings& findings, MaybeFinding finding) {
  if (finding) findings.push_back(std::move(*finding));
}

MaybeFinding does_not_parse(const flex::AppConfig& config) {
  const auto broken = std::ranges::find_if(config.broken, &web::BrokenScript::certain);
  if (config.broken.empty()) return std::nullopt;
  const bool certain = broken != config.broken.end();
  const std::string place = certain ? broken->place : config.broken.front().place;
  auto finding = make_mismatch(
      certain ? Code::AppConfigIncomplete : Code::AppConfigUnreadable,
      "brackets, quotes or comments do not match: a browser runs nothing of this script", place,
      "JavaScript that parses");
  finding.fix = app_config_field("the file itself");
  return finding;
}

Findings judge_all(const Login& login) {
  const flex::AppConfig& config = *login.app_config;
  Findings findings;
  keep(findings, judge_account(login));
  if (asks_for_legacy(login)) return findings;
  if (config.oauth_object.is_unreadable()) {
    keep(findings,
         unreadable("oauth", config.oauth_object, {"--sso-profile", login.spec.sso_profile}));
    keep(findings, unreadable("oauth.redirectUrl", config.oauth_object,
                              {"--redirect-url", login.spec.redirect_url}));
  }
  if (config.oauth) {
    keep(findings, judge_connection(login));
    keep(findings, judge_destination(login));
  }
  for (const flex::Override& one : config.overrides) keep(findings, judge_override(one));
  keep(findings, judge_region(login));
  return findings;
}

bool ends_the_login(const Finding& finding) {
  return finding.severity == Severity::Critical || finding.severity == Severity::Unknown;
}

// The gravest end the login, all are said, in their order.
MaybeFinding add_all(Login& login, Findings findings) {
  std::ranges::stable_sort(findings, std::greater(), &Finding::severity);
  const auto last = std::ranges::find_if_not(findings, ends_the_login);
  MaybeFinding ending;
  if (last != findings.begin()) ending = *std::prev(last);
  for (auto one = findings.begin(); one != findings.end(); ++one)
    if (!ending || one != std::prev(last)) add(login, std::move(*one));
  return ending;
}

// It is compiled into the bundle, or somewhere else where nobody can read it.
MaybeFinding nowhere(const Login& login) {
  const bool legacy = asks_for_legacy(login);
  const bool enough = legacy ? !login.spec.account_sid.empty()
                             : !login.connection.empty() && !login.spec.redirect_url.empty();
  if (enough) return std::nullopt;
  const std::string wanted = legacy ? "--account-sid" : "--sso-profile and --redirect-url";
  auto finding =
      make_mismatch(Code::AppConfigUnreadable,
                    "the page has no appConfig.js: it is compiled into the bundle", "none", wanted);
  finding.hint = "Give the values by hand: " + wanted + ".";
  return finding;
}

web::Request probe(const web::Url& redirect) {
  web::Request request = web::get(redirect);
  request.url.fragment.reset();
  const web::NameValue mark{"flexverify", "redirect"};
  const std::string query = web::serialize_query(std::span(&mark, 1));
  request.url.query =
      redirect.query && !redirect.query->empty() ? *redirect.query + "&" + query : query;
  return request;
}

Finding other_origin(const Login& login, const std::string& settled) {
  return incomplete("oauth.redirectUrl", login.app_config->oauth->redirect_url,
                    "is of another origin than the page: Flex UI finds nothing of the login there",
                    web::origin(*login.page_url) + (settled.empty() ? "" : ", not " + settled));
}

}  // namespace

MaybeFinding judge_app_config(Login& login) {
  if (!login.app_config) return nowhere(login);
  if (auto finding = does_not_parse(*login.app_config)) return finding;
  if (login.app_config->whole.is_absent()) {
    auto finding = incomplete("appConfig", login.app_config->whole, "is assigned by no script",
                              "an object with sso.accountSid");
    return finding;
  }
  return add_all(login, judge_all(login));
}

MaybeFinding judge_redirect_url(Login& login) {
  const bool enhanced = login.app_config && login.app_config->oauth && !asks_for_legacy(login);
  const auto redirect =
      enhanced ? web::parse_url(login.app_config->oauth->redirect_url.text) : std::nullopt;
  if (!redirect || web::same_origin(*redirect, *login.page_url)) return std::nullopt;
  auto followed = follow(login.browser, probe(*redirect), Steps::Redirects, hold_nothing);
  const auto* arrived = std::get_if<Arrived>(&followed);
  if (arrived == nullptr) return other_origin(login, "");
  const web::Url& settled = arrived->page.url;
  if (!web::same_origin(settled, *login.page_url)) return other_origin(login, web::origin(settled));
  if (web::query_value(settled.query.value_or(""), "flexverify")) return std::nullopt;
  return incomplete("oauth.redirectUrl", login.app_config->oauth->redirect_url,
                    "redirects and loses its query: the code would be lost",
                    web::to_string(*login.page_url, web::WithFragment::No));
}

std::string describe_overrides(const Login& login) {
  std::string keys;
  if (login.app_config)
    for (const flex::Override& one : login.app_config->overrides)
      keys += (keys.empty() ? "" : ", ") + one.key;
  return keys.empty() ? "" : "appConfig.js replaces " + keys;
}

}  // namespace flexverify::flows
