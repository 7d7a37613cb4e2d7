// The start leg: which connection, then authorize, then the chain to the identity provider.
#include <fmt/core.h>

#include <algorithm>

#include "flows/ask_ahead.h"
#include "flows/connect_ahead.h"
#include "flows/legs.h"
#include "verifier/base/check.h"
#include "verifier/base/text.h"
#include "verifier/flex/discovery.h"
#include "verifier/web/query.h"
#include "verifier/web/select.h"

namespace flexverify::flows {
namespace {

using model::Code;
using model::Finding;
using model::make_mismatch;
using MaybeFinding = std::optional<Finding>;

bool speaks_of_redirect_url(std::string_view text) {
  return base::contains_ignoring_case(text, "redirect") ||
         base::contains_ignoring_case(text, "callback url") ||
         base::contains_ignoring_case(text, "trusted");
}

Finding untrusted(const Login& login, const std::string& said) {
  auto finding =
      make_mismatch(Code::RedirectUrlUntrusted, "Twilio does not accept the redirect URL: " + said,
                    login.redirect_url, "one of the connection's Trusted URLs");
  finding.fix = model::console_fix("Trusted URLs");
  return finding;
}

// An address that the page puts in place of Twilio's is the first suspect.
void name_override(const Login& login, Finding& finding) {
  if (!login.app_config) return;
  for (const flex::Override& one : login.app_config->overrides) {
    if (one.key != "oauth.authorizeUrl" && one.key != "sso.flexSSOAuthorizeUrl") continue;
    finding.detail +=
        "; appConfig.js sends the login there (" + one.key + ", " + one.url.place + ")";
    finding.fix = app_config_field(one.key);
    return;
  }
}

Finding rejected(const Login& login, const web::Url& by, std::string said) {
  auto finding = make_mismatch(Code::AuthorizeRejected,
                               web::host_and_port(by) + " did not start the login", std::move(said),
                               "a redirect to the identity provider, for " + login.connection);
  name_override(login, finding);
  return finding;
}

// The chain ended at a page before it reached an identity provider.
Finding ended_at(const Login& login, const web::Page& page) {
  if (auto trouble = server_trouble(page.url, page.status)) return *trouble;
  const web::Response response{page.status, page.headers, page.body};
  const std::string said =
      page.json ? oauth::twilio_error(response) : base::printable(web::title(page.document), 80);
  if (is_login_host(login, page.url) && page.status >= 400) {
    if (speaks_of_redirect_url(page.json ? said : base::printable(page.body, 4000)))
      return untrusted(login, said);
    return rejected(login, page.url, fmt::format("{} {}", page.status, said));
  }
  auto finding = make_mismatch(
      Code::AuthnRequestMissing,
      "the login arrived at " + web::host_and_port(page.url) + " without a SAMLRequest", said,
      "the identity provider's SAML endpoint");
  finding.fix = model::console_fix("Single Sign-On URL");
  return finding;
}

// The chain came back to the Flex page with an error instead of going to the provider.
MaybeFinding came_back_with_error(const Login& login, const web::Request& request) {
  const std::string query = request.url.query.value_or("");
  const auto error = web::query_value(query, "error");
  if (!error) return std::nullopt;
  const std::string said = base::printable(
      *error + ": " + web::query_value(query, "error_description").value_or("no description"), 160);
  if (speaks_of_redirect_url(said)) return untrusted(login, said);
  return rejected(login, request.url, said);
}

// Follows to the identity provider, or back to the page; fills to_idp or landing.
LegResult follow_to_provider(Login& login, web::Request first) {
  const auto hold = [&](const web::Request& next) {
    if (login.entry == Entry::AsIs && login.redirect_url.empty())
      if (auto facts = oauth::read_authorize_url(next.url, login.spec.endpoints))
        login.redirect_url = facts->redirect_url;
    return saml::carries_request(next) || is_landing(login, next);
  };
  const std::size_t before = login.browser.exchanges().size();
  auto followed = saml::carries_request(first)
                      ? Followed{Held{std::move(first), before}}
                      : follow(login.browser, std::move(first), Steps::AllAutomatic, hold);
  if (auto* finding = std::get_if<Finding>(&followed)) return failed(login, std::move(*finding));
  if (auto* arrived = std::get_if<Arrived>(&followed))
    return failed(login, ended_at(login, arrived->page));
  Held& held = std::get<Held>(followed);
  if (saml::carries_request(held.request)) {
    login.to_idp = std::move(held);
    return passed(fmt::format("connection {}; authorize accepted the redirect URL",
                              short_sid(login.connection)));
  }
  if (auto finding = came_back_with_error(login, held.request))
    return failed(login, std::move(*finding));
  std::string where = web::host_and_port(held.request.url);
  login.landing = std::move(held);
  return passed("a session was there already: back at " + where + " with a code");
}

// A connection that Twilio did not list, and then refused: that is why.
void blame_what_was_suspected(Login& login) {
  if (!knows(login, Code::AuthorizeRejected)) return;
  for (Finding& finding : login.findings) {
    if (finding.code != Code::ConnectionMismatch) continue;
    finding.severity = model::Severity::Critical;
    for (Finding& symptom : login.findings)
      if (symptom.code == Code::AuthorizeRejected) symptom.follows_from = finding.code;
  }
}

// What says that the page, or the account, is still on the legacy connection.
bool speaks_of_legacy(const Finding& finding) {
  return finding.code == Code::OauthConfigMissing || finding.code == Code::ConnectionNotFound ||
         finding.code == Code::ConnectionInactive;
}

// Nobody said which connection is meant: the one that the page uses. A working legacy login says
// nothing about the enhanced one, so it must not read like "safe to click Finish".
LegResult start_what_is_there(Login& login, Finding why_not_enhanced) {
  const std::size_t before = login.findings.size();
  LegResult outcome = start_legacy(login);
  if (outcome.next == Next::End) {
    login.kind = model::ConnectionKind::OAuth2;
    login.findings.resize(before);
    return failed(login, std::move(why_not_enhanced));
  }
  why_not_enhanced.severity = model::Severity::Unknown;
  why_not_enhanced.detail +=
      "; agents log in through the legacy connection, which is what was checked. Ask for it with "
      "--connection legacy, or for the enhanced one with --connection oauth2";
  add(login, std::move(why_not_enhanced));
  return outcome;
}

}  // namespace

// The account: as given, from appConfig, or from the hosted login link.
std::optional<Finding> find_account(Login& login) {
  if (!login.account_sid.empty()) return std::nullopt;
  if (login.app_config) login.account_sid = login.app_config->account_sid.text;
  if (!login.account_sid.empty()) return std::nullopt;
  const std::string domain = flex::runtime_domain(login.spec.url);
  if (domain.empty() && !login.connection.empty()) return std::nullopt;  // the token will tell
  if (domain.empty())
    return make_mismatch(Code::ConfigInvalid, "the Twilio account cannot be told from this URL",
                         login.spec.url.path,
                         "a login link with a runtime domain, --account-sid or --sso-profile");
  auto reply = call_api(login, flex::public_configuration(login.spec.endpoints, domain));
  if (auto* finding = std::get_if<Finding>(&reply)) return *finding;
  const auto account = flex::read_account_sid(std::get<web::Response>(reply));
  if (!account)
    return make_mismatch(Code::RuntimeDomainUnknown,
                         "Twilio has no public configuration for this runtime domain", domain,
                         "the runtime domain of the login link in the Console");
  login.account_sid = *account;
  return std::nullopt;
}

bool asks_for_legacy(const Login& login) {
  return login.spec.connection == model::ConnectionKind::Legacy || login.spec.after_revert ||
         (login.spec.connection == model::ConnectionKind::Auto &&
          saml::is_legacy_value(login.spec.expect.entity_id));
}

namespace {

const web::Url& page_of(const Login& login) {
  return login.page_url ? *login.page_url : login.spec.url;
}

}  // namespace

// Flex UI names its own address, the path with a slash at its end.
std::string legacy_destination(const Login& login) {
  web::Url page = page_of(login);
  if (!page.path.ends_with('/')) page.path += '/';
  return web::to_string(page, web::WithFragment::No);
}

// Flex UI: hosted pages use their origin, self-hosted ones oauth.redirectUrl verbatim. Where the
// page does not say it (yet), the user may, or it is the page.
std::string enhanced_destination(const Login& login) {
  if (login.app_config && login.app_config->oauth) {
    const flex::ConfigText& in_page = login.app_config->oauth->redirect_url;
    if (in_page.is_known()) return in_page.text;
  }
  if (!login.spec.redirect_url.empty()) return login.spec.redirect_url;
  const web::Url& page = page_of(login);
  return login.spec.setup == model::Setup::Hosted ? web::origin(page)
                                                  : web::to_string(page, web::WithFragment::No);
}

std::string authorize_address(const Login& login) {
  const std::string own = override_of(login, {"oauth.authorizeUrl", "sso.flexSSOAuthorizeUrl"});
  return own.empty() ? login.spec.endpoints.services + "/v1/Flex/Authorize" : own;
}

web::Request authorize_request(Login& login) {
  login.keys = oauth::make_login_keys();
  login.expected_state = login.keys.state;
  for (const std::string* value : {&login.keys.verifier, &login.keys.nonce, &login.keys.state})
    login.redactor.add(*value);
  auto url = oauth::authorize_url(authorize_address(login), login.connection, login.redirect_url,
                                  login.keys);
  FV_CHECK(url.has_value());  // endpoints are validated, what appConfig replaces is parsed
  web::Request request = web::get(std::move(*url));
  request.initiator = login.page_url;
  return request;
}

LegResult authorize(Login& login, web::Request request) {
  login.to_idp.reset();
  login.landing.reset();
  LegResult outcome = follow_to_provider(login, std::move(request));
  if (outcome.next == Next::End) blame_what_was_suspected(login);
  return outcome;
}

LegResult start_leg(Login& login) {
  connect_for_first_secret(login);
  if (asks_for_legacy(login)) return start_legacy(login);
  const std::optional<web::Request> early = ask_beside_discovery(login);
  if (auto finding = discover(login)) {
    if (asks_for_enhanced(login) || !speaks_of_legacy(*finding))
      return failed(login, std::move(*finding));
    return start_what_is_there(login, std::move(*finding));
  }
  login.redirect_url = enhanced_destination(login);
  return authorize(login, early ? *early : authorize_request(login));
}

LegResult start_as_is_leg(Login& login) {
  connect_for_first_secret(login);
  web::Request first = login.as_is->request;
  if (auto facts = oauth::read_authorize_url(first.url, login.spec.endpoints)) {
    if (login.connection.empty()) login.connection = facts->sso_profile;
    login.redirect_url = facts->redirect_url;
    if (!facts->state.empty()) login.expected_state = facts->state;
  }
  return follow_to_provider(login, std::move(first));
}

}  // namespace flexverify::flows
