// The page leg: the URL serves a Flex page, with its appConfig and its bundle. A URL that starts
// the login by itself is only recognised here.
#include <fmt/core.h>

#include "flows/browser_rules.h"
#include "flows/legs.h"
#include "verifier/base/text.h"
#include "verifier/web/query.h"
#include "verifier/web/select.h"

namespace flexverify::flows {
namespace {

using model::Code;
using model::make_finding;
using model::make_mismatch;

bool starts_login(const Login& login, const web::Request& request) {
  return is_login_host(login, request.url) || saml::carries_request(request);
}

LegResult as_is(Login& login, Held held, std::string summary) {
  login.entry = Entry::AsIs;
  login.as_is = std::move(held);
  if (login.spec.depth == model::Depth::Page)
    return failed(login, make_mismatch(Code::ConfigInvalid, "this URL starts a login at once",
                                       "no page to look at", "a depth beyond page"));
  return passed(std::move(summary));
}

model::Finding not_served(const Arrived& arrived) {
  return make_mismatch(
      Code::PageNotServed,
      fmt::format("{} answers {}", web::host_and_port(arrived.page.url), arrived.page.status),
      std::to_string(arrived.page.status), "200 with the Flex page");
}

model::Finding not_flex(const web::Page& page) {
  return make_mismatch(
      Code::NotAFlexPage,
      web::host_and_port(page.url) +
          " serves a page that names neither appConfig nor a Flex bundle",
      fmt::format("\"{}\", {} scripts", base::printable(web::title(page.document), 60),
                  web::elements(page.document, "script").size()),
      "a script appConfig.js, or one of flex-ui or twilio-flex");
}

model::Finding app_config_missing(const web::Url& url, const std::string& found) {
  auto finding = make_mismatch(Code::AppConfigMissing,
                               "the page names " + url.path + ", which is not served as a script",
                               found, "200 with JavaScript");
  finding.fix = app_config_field("the file itself");
  return finding;
}

// The text of appConfig.js.
std::variant<std::string, model::Finding> fetch_app_config(Login& login, const web::Url& url,
                                                           const web::Page& page) {
  auto followed = follow(login.browser, script_request(page, url), Steps::Redirects, hold_nothing);
  if (auto* finding = std::get_if<model::Finding>(&followed)) return *finding;
  const web::Page& script = std::get<Arrived>(followed).page;
  if (auto trouble = server_trouble(script.url, script.status)) return *trouble;
  if (script.status != 200) return app_config_missing(url, std::to_string(script.status));
  if (!flex::is_script({script.status, script.headers, script.body}))
    return app_config_missing(url, "an HTML page");
  if (auto refused = refuse_script(login, page, url, script)) return *refused;
  return script.body;
}

std::optional<std::string> inline_app_config(const web::Page& page) {
  for (std::string& script : web::inline_scripts(page.document))
    if (flex::read_app_config(script)) return std::move(script);
  return std::nullopt;
}

bool given_by_hand(const model::CheckSpec& spec) {
  return !spec.account_sid.empty() || !spec.sso_profile.empty();
}

std::optional<model::Finding> unreadable(const Login& login, std::string why) {
  if (given_by_hand(login.spec)) return std::nullopt;
  auto finding = make_finding(Code::AppConfigUnreadable, std::move(why));
  finding.expected = "an object literal, or --account-sid and --sso-profile";
  return finding;
}

// Self-hosted: reads appConfig into the login. A finding ends the login.
std::optional<model::Finding> read_config(Login& login, const web::Page& page,
                                          const flex::PageFacts& facts) {
  std::optional<std::string> source = inline_app_config(page);
  if (!source && facts.app_config) {
    auto fetched = fetch_app_config(login, *facts.app_config, page);
    if (auto* finding = std::get_if<model::Finding>(&fetched)) return *finding;
    source = std::move(std::get<std::string>(fetched));
  }
  if (!source)
    return unreadable(login, "the page has no appConfig.js: it is compiled into the bundle");
  login.app_config = flex::read_app_config(*source);
  if (!login.app_config)
    return unreadable(login, "appConfig.js holds no object literal assigned to appConfig");
  return std::nullopt;
}

std::string describe(const Login& login, const web::Page& page, const flex::PageFacts& facts) {
  std::string summary = web::host_and_port(page.url) + " serves Flex";
  if (!facts.ui_version.empty()) summary += " UI " + facts.ui_version;
  if (login.app_config) summary += login.app_config->oauth ? ", oauth configured" : ", no oauth";
  return summary;
}

// Before 2.5 the UI has no OAuth login at all; the guide asks for 2.7 where a page is self-hosted.
std::optional<model::Finding> too_old(const Login& login, const std::string& version) {
  constexpr flex::UiVersion kFirstWithLogin{2, 5}, kFirstSupported{2, 7};
  if (login.spec.setup != model::Setup::SelfHosted || !flex::is_older(version, kFirstSupported))
    return std::nullopt;
  const bool never = flex::is_older(version, kFirstWithLogin);
  auto finding = make_mismatch(Code::OauthConfigMissing,
                               never ? "this Flex UI has no login with an enhanced connection"
                                     : "this Flex UI is older than what the migration asks for",
                               "Flex UI " + base::printable(version, 40), "Flex UI 2.7.0 or later");
  finding.fix = model::Fix{.party = std::string(model::kWebServer),
                           .page = "package.json of the Flex project",
                           .field = "@twilio/flex-ui"};
  if (!never) finding.severity = model::Severity::Warning;
  return finding;
}

// A hosted page of Twilio's without known marks says nothing against it: they were never seen.
bool must_name_flex(const Login& login, const web::Page& page) {
  const auto flex = web::parse_url(login.spec.endpoints.flex);
  return login.spec.setup == model::Setup::SelfHosted || !flex ||
         !web::same_origin(*flex, page.url);
}

LegResult judge_page(Login& login, const Arrived& arrived) {
  const web::Page& page = arrived.page;
  if (auto trouble = server_trouble(page.url, page.status)) return failed(login, *trouble);
  if (page.status != 200) return failed(login, not_served(arrived));
  const flex::PageFacts facts = flex::read_page(page);
  if (!facts.names_flex && must_name_flex(login, page)) return failed(login, not_flex(page));
  login.page_url = page.url;
  login.page_policies = page.policies;
  login.result.flex.ui_version = facts.ui_version;
  if (auto finding = too_old(login, facts.ui_version)) {
    if (finding->severity == model::Severity::Critical) return failed(login, *finding);
    add(login, *finding);
  }
  if (login.spec.setup == model::Setup::SelfHosted)
    if (auto finding = read_config(login, page, facts)) return failed(login, *finding);
  if (facts.bundle)
    if (auto finding = check_bundle(login, page, *facts.bundle)) return failed(login, *finding);
  return passed(describe(login, page, facts));
}

Followed fetch_bundle(Login& login, const web::Page& page, const web::Url& bundle,
                      web::Method method) {
  web::Request request = script_request(page, bundle);
  request.method = method;
  return follow(login.browser, std::move(request), Steps::Redirects, hold_nothing);
}

bool is_served(const web::Page& script) {
  return script.status == 200 && flex::is_script({script.status, script.headers, script.body});
}

}  // namespace

// HEAD is asked first: the bundle is several MB. A server may answer it as it likes, so only its
// good news counts.
std::optional<model::Finding> check_bundle(Login& login, const web::Page& page,
                                           const web::Url& bundle) {
  const Followed head = fetch_bundle(login, page, bundle, web::Method::Head);
  if (const auto* arrived = std::get_if<Arrived>(&head))
    if (is_served(arrived->page) && !needs_whole_file(page, bundle) &&
        !refuse_script(login, page, bundle, arrived->page))
      return std::nullopt;
  const Followed got = fetch_bundle(login, page, bundle, web::Method::Get);
  if (const auto* finding = std::get_if<model::Finding>(&got)) {
    // It is there, and larger than what is read here.
    if (finding->code == Code::ResponseTooLarge) return std::nullopt;
    return *finding;
  }
  const web::Page& script = std::get<Arrived>(got).page;
  if (auto trouble = server_trouble(script.url, script.status)) return trouble;
  if (is_served(script)) return refuse_script(login, page, bundle, script);
  return make_mismatch(Code::BundleMissing, "the page loads " + bundle.path,
                       script.status == 200 ? "an HTML page" : std::to_string(script.status),
                       "200 with JavaScript");
}

LegResult page_leg(Login& login) {
  web::Request first = web::get(login.spec.url);
  if (starts_login(login, first))
    return as_is(login, Held{std::move(first), 0}, "the URL is one that starts a login");
  auto followed = follow(login.browser, std::move(first), Steps::Redirects,
                         [&](const web::Request& next) { return starts_login(login, next); });
  if (auto* finding = std::get_if<model::Finding>(&followed)) return failed(login, *finding);
  if (auto* held = std::get_if<Held>(&followed)) {
    std::string summary = "redirects to a login at " + web::host_and_port(held->request.url);
    return as_is(login, std::move(*held), std::move(summary));
  }
  return judge_page(login, std::get<Arrived>(followed));
}

}  // namespace flexverify::flows
