// The page leg: the URL serves a Flex page, with its appConfig and its bundle. A URL that starts
// the login by itself is only recognised here.
#include <fmt/core.h>

#include "flows/ask_ahead.h"
#include "flows/browser_rules.h"
#include "flows/connect_ahead.h"
#include "flows/legs.h"
#include "flows/page.h"
#include "verifier/base/text.h"
#include "verifier/web/navigate.h"
#include "verifier/web/query.h"
#include "verifier/web/select.h"

namespace flexverify::flows {
namespace {

using model::Code;
using model::Finding;
using model::make_mismatch;
using MaybeFinding = std::optional<Finding>;

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

// nginx and others shake hands without a client certificate, and refuse in HTTP.
bool asks_for_a_certificate(const web::Page& page) {
  return base::contains_ignoring_case(page.body, "SSL certificate") ||
         base::contains_ignoring_case(page.body, "client certificate");
}

Finding not_served(const web::Page& page) {
  auto finding = make_mismatch(
      Code::PageNotServed, fmt::format("{} answers {}", web::host_and_port(page.url), page.status),
      std::to_string(page.status), "200 with the Flex page");
  if (asks_for_a_certificate(page))
    finding.hint = "Name the client certificate that the server asks for with --client-cert.";
  return finding;
}

std::string describe(const Login& login, const web::Page& page) {
  std::string summary = web::host_and_port(page.url) + " serves Flex";
  const std::string& version = login.result.flex.ui_version;
  if (!version.empty()) summary += " UI " + version;
  if (login.app_config) summary += login.app_config->oauth ? ", oauth configured" : ", no oauth";
  const std::string overrides = describe_overrides(login);
  return overrides.empty() ? summary : summary + "; " + overrides;
}

MaybeFinding judge_self_hosted(Login& login, const web::Page& page, const flex::PageFacts& facts) {
  if (login.spec.setup != model::Setup::SelfHosted) return std::nullopt;
  if (auto finding = read_app_config(login, page, facts)) return finding;
  if (auto finding = judge_app_config(login)) return finding;
  if (login.began_again) return std::nullopt;  // the landing itself has shown where it ends
  return judge_redirect_url(login);
}

// HTML Standard 7.1.3: a window that such a page opens cannot find it again. Flex UI may log in by
// one (loginPopup), which nothing here can see.
void note_lost_opener(Login& login, const web::Page& page) {
  const std::string* header = web::find_header(page.headers, "Cross-Origin-Opener-Policy");
  if (header == nullptr) return;
  const std::string policy = base::ascii_lower(base::trim(header->substr(0, header->find(';'))));
  if (policy != "same-origin" && policy != "same-origin-plus-coep") return;
  auto finding =
      browser_refuses(login, {.header = "Cross-Origin-Opener-Policy",
                              .words = policy,
                              .page = page.url,
                              .step = "let a login in a window of its own (loginPopup) report back",
                              .allow = "same-origin-allow-popups, or no loginPopup"});
  finding.severity = model::Severity::Note;
  add(login, std::move(finding));
}

MaybeFinding judge(Login& login, const web::Page& page, const flex::PageFacts& facts) {
  if (auto trouble = server_trouble(page.url, page.status)) return trouble;
  if (page.status < 200 || page.status > 299) return not_served(page);
  if (auto finding = wrong_setup(login, page.url)) return finding;
  if (auto finding = no_flex_page(login, page, facts)) return finding;
  login.page_url = page.url;
  login.page_policies = page.policies;
  if (auto finding = refuse_storage(login, page)) return finding;
  note_lost_opener(login, page);
  login.result.flex.ui_version = facts.ui_version;
  ask_beside_scripts(login, page, facts);
  if (auto finding = judge_self_hosted(login, page, facts)) return finding;
  if (auto finding = judge_version(login)) return finding;
  if (auto finding = check_bundles(login, page, facts)) return finding;
  return judge_version(login);  // of a build of the customer's own: its bundle tells
}

// Where the page sends a browser by itself: only a page that is none of Flex's is left that way.
std::optional<web::Request> next_of(const web::Page& page) {
  if (page.status != 200 || flex::read_page(page).names_flex) return std::nullopt;
  return web::automatic_step(page);
}

// The page at which a browser comes to rest, or the login that starts on the way.
Followed open(Login& login, web::Request request) {
  constexpr int kMostPages = 5;
  const auto starts = [&](const web::Request& next) { return starts_login(login, next); };
  for (int pages = 0;; ++pages) {
    auto followed = follow(login.browser, std::move(request), Steps::RedirectsToAnything, starts);
    const auto* arrived = std::get_if<Arrived>(&followed);
    auto next = arrived == nullptr || pages == kMostPages ? std::nullopt : next_of(arrived->page);
    if (!next) return followed;
    if (starts(*next)) return Held{std::move(*next), arrived->exchange};
    request = std::move(*next);
  }
}

}  // namespace

LegResult open_page(Login& login, web::Request request) {
  auto followed = open(login, std::move(request));
  if (auto* finding = std::get_if<Finding>(&followed)) return failed(login, std::move(*finding));
  if (auto* held = std::get_if<Held>(&followed)) {
    std::string summary = "redirects to a login at " + web::host_and_port(held->request.url);
    return as_is(login, std::move(*held), std::move(summary));
  }
  const web::Page& page = std::get<Arrived>(followed).page;
  if (auto finding = judge(login, page, flex::read_page(page)))
    return failed(login, std::move(*finding));
  return passed(describe(login, page));
}

LegResult page_leg(Login& login) {
  web::Request first = web::get(login.spec.url);
  if (starts_login(login, first))
    return as_is(login, Held{std::move(first), 0}, "the URL is one that starts a login");
  if (auto finding = wrong_url(login)) return failed(login, std::move(*finding));
  login.browser.connect_ahead(places_to_connect_to(login.spec));
  return open_page(login, std::move(first));
}

}  // namespace flexverify::flows
