// The start leg: which connection, then authorize, then the chain to the identity provider.
#include <fmt/core.h>

#include <algorithm>

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
using model::make_finding;
using model::make_mismatch;
using MaybeFinding = std::optional<Finding>;

const flex::Connection* with_sid(const std::vector<flex::Connection>& list,
                                 const std::string& sid) {
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const auto& c) { return c.sid == sid; });
  return found == list.end() ? nullptr : &*found;
}

const flex::Connection* active_one(const std::vector<flex::Connection>& list) {
  const auto found = std::find_if(list.begin(), list.end(), [](const auto& c) { return c.active; });
  return found == list.end() ? nullptr : &*found;
}

// The connection that the user or the page names.
std::string wanted_connection(const Login& login) {
  if (!login.spec.sso_profile.empty()) return login.spec.sso_profile;
  return saml::connection_of_entity_id(login.spec.expect.entity_id);
}

Finding inactive(const std::string& sid) {
  auto finding =
      make_mismatch(Code::ConnectionInactive, "the connection exists and is not the active one",
                    sid + " inactive", "active; before Finish, name it with --sso-profile");
  finding.fix = model::console_fix("Finish, or \"switch to OAuth 2.0 connection\"");
  return finding;
}

Finding not_found(const std::string& account) {
  auto finding =
      make_mismatch(Code::ConnectionNotFound, "Twilio lists no enhanced connection for " + account,
                    "none", "an OAuth 2.0 connection");
  finding.fix = model::console_fix("Start setup");
  return finding;
}

Finding stale(const std::string& in_page, const std::string& in_account) {
  auto finding = make_mismatch(Code::ConnectionMismatch,
                               "appConfig.js names a connection that is not the one to use",
                               in_page, in_account);
  finding.fix = app_config_field("oauth.connection");
  return finding;
}

void use(Login& login, const flex::Connection& connection) {
  login.connection = connection.sid;
  login.client_id = connection.client_id;
  if (login.account_sid.empty()) login.account_sid = connection.account_sid;
}

MaybeFinding use_wanted(Login& login, const std::vector<flex::Connection>& list,
                        const std::string& wanted) {
  login.connection = wanted;
  const flex::Connection* connection = with_sid(list, wanted);
  if (connection != nullptr) use(login, *connection);
  if (connection != nullptr && connection->active) return std::nullopt;
  Finding note = connection != nullptr ? inactive(wanted) : not_found(login.account_sid);
  // Before Finish it is the normal state; a migration that is past has made it active.
  const bool migrated = connection != nullptr && !login.spec.migrated_on.empty();
  note.severity = migrated ? model::Severity::Critical : model::Severity::Note;
  note.detail = connection == nullptr ? "Twilio does not list this connection; authorize decides"
                : migrated ? "the migration is past, and the connection is not the active one"
                           : "the connection is not active yet, as it should be before Finish";
  add(login, std::move(note));
  return std::nullopt;
}

MaybeFinding choose_connection(Login& login, const std::vector<flex::Connection>& list) {
  const std::string wanted = wanted_connection(login);
  if (!wanted.empty()) return use_wanted(login, list, wanted);
  if (list.empty()) return not_found(login.account_sid);
  const flex::Connection* active = active_one(list);
  if (active == nullptr) return inactive(list.front().sid);
  use(login, *active);
  return std::nullopt;
}

MaybeFinding compare_with_page(const Login& login) {
  if (!login.app_config) return std::nullopt;
  if (!login.app_config->oauth) {
    auto finding =
        make_finding(Code::OauthConfigMissing, "the page would still start a legacy login");
    finding.expected = "oauth: { connection: \"" + login.connection + "\", clientId, redirectUrl }";
    finding.fix = app_config_field("oauth");
    return finding;
  }
  const std::string& in_page = login.app_config->oauth->connection;
  if (!in_page.empty() && in_page != login.connection) return stale(in_page, login.connection);
  return std::nullopt;
}

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

Finding rejected(const Login& login, const web::Url& by, std::string said) {
  return make_mismatch(Code::AuthorizeRejected, web::host_and_port(by) + " did not start the login",
                       std::move(said),
                       "a redirect to the identity provider, for " + login.connection);
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
LegResult chase(Login& login, web::Request first) {
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

bool asks_for_enhanced(const Login& login) {
  return login.spec.connection == model::ConnectionKind::OAuth2 ||
         !wanted_connection(login).empty();
}

}  // namespace

// The account: as given, from appConfig, or from the hosted login link.
std::optional<Finding> find_account(Login& login) {
  if (!login.account_sid.empty()) return std::nullopt;
  if (login.app_config) login.account_sid = login.app_config->account_sid;
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

MaybeFinding discover(Login& login) {
  if (auto finding = find_account(login)) return finding;
  auto reply =
      call_api(login, flex::discovery(login.spec.endpoints, login.account_sid, login.connection));
  if (auto* finding = std::get_if<Finding>(&reply)) return *finding;
  const auto list = flex::read_discovery(std::get<web::Response>(reply));
  if (!list)
    return make_mismatch(Code::ResponseMalformed, "Twilio's discovery could not be read",
                         base::printable(std::get<web::Response>(reply).body, 80),
                         "JSON with config_list");
  if (auto finding = choose_connection(login, *list)) return finding;
  return compare_with_page(login);
}

bool asks_for_legacy(const Login& login) {
  return login.spec.connection == model::ConnectionKind::Legacy || login.spec.after_revert ||
         (login.spec.connection == model::ConnectionKind::Auto &&
          saml::is_legacy_value(login.spec.expect.entity_id));
}

std::string legacy_destination(const Login& login) {
  const web::Url& page = login.page_url ? *login.page_url : login.spec.url;
  if (login.spec.setup == model::Setup::Hosted) return web::origin(page);
  return web::to_string(page, web::WithFragment::No);
}

// facts of Flex UI: hosted pages use their origin, self-hosted ones oauth.redirectUrl verbatim.
std::string enhanced_destination(const Login& login) {
  if (login.app_config && login.app_config->oauth && !login.app_config->oauth->redirect_url.empty())
    return login.app_config->oauth->redirect_url;
  return legacy_destination(login);
}

LegResult authorize(Login& login) {
  login.to_idp.reset();
  login.landing.reset();
  login.keys = oauth::make_login_keys();
  login.expected_state = login.keys.state;
  for (const std::string* value : {&login.keys.verifier, &login.keys.nonce, &login.keys.state})
    login.redactor.add(*value);
  auto url = oauth::authorize_url(login.spec.endpoints.services, login.connection,
                                  login.redirect_url, login.keys);
  FV_CHECK(url.has_value());  // endpoints are validated with the configuration
  web::Request request = web::get(std::move(*url));
  request.initiator = login.page_url;
  return chase(login, std::move(request));
}

LegResult start_leg(Login& login) {
  if (asks_for_legacy(login)) return start_legacy(login);
  if (auto finding = discover(login)) {
    if (asks_for_enhanced(login) || !speaks_of_legacy(*finding))
      return failed(login, std::move(*finding));
    return start_what_is_there(login, std::move(*finding));
  }
  login.redirect_url = enhanced_destination(login);
  return authorize(login);
}

LegResult start_as_is_leg(Login& login) {
  web::Request first = login.as_is->request;
  if (auto facts = oauth::read_authorize_url(first.url, login.spec.endpoints)) {
    if (login.connection.empty()) login.connection = facts->sso_profile;
    login.redirect_url = facts->redirect_url;
    if (!facts->state.empty()) login.expected_state = facts->state;
  }
  return chase(login, std::move(first));
}

}  // namespace flexverify::flows
