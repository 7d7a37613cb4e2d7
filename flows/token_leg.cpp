// The token leg: the code becomes a Flex token, for the right account, person and role.
#include <fmt/core.h>

#include <algorithm>

#include "flows/legs.h"
#include "verifier/base/overload.h"
#include "verifier/base/text.h"
#include "verifier/flex/ui_version.h"
#include "verifier/model/flex_role.h"
#include "verifier/oauth/twilio_codes.h"

namespace flexverify::flows {
namespace {

using model::Code;
using model::Finding;
using model::make_mismatch;

using oauth::Exchange;

// Nothing is there that could have used up the code.
bool is_not_there(const web::Response& response) {
  return response.status == 404 || response.status == 405;
}

Finding only_the_other(Exchange wanted, int status) {
  auto finding = make_mismatch(
      Code::TokenExchangeFailed,
      fmt::format(
          "the exchange that this page's Flex UI uses ({}) is not there; the other one took "
          "the code",
          oauth::name_of(wanted)),
      std::to_string(status), "200 with a token");
  finding.severity = model::Severity::Warning;
  finding.hint = "Log in once in a browser: this page may not get as far as this check.";
  return finding;
}

std::variant<web::Response, Finding> exchange(Login& login, const oauth::CodeGrant& grant) {
  const Exchange first = exchange_of(login.spec.setup, login.result.flex.ui_version);
  auto reply = call_api(login, oauth::exchange_request(first, login.spec.endpoints, grant));
  const auto* response = std::get_if<web::Response>(&reply);
  login.result.exchange_used = oauth::name_of(first);
  if (response == nullptr || !is_not_there(*response)) return reply;
  const Exchange second = oauth::other_than(first);
  auto other = call_api(login, oauth::exchange_request(second, login.spec.endpoints, grant));
  const auto* taken = std::get_if<web::Response>(&other);
  if (taken == nullptr || is_not_there(*taken)) return reply;
  add(login, only_the_other(first, response->status));
  login.result.exchange_used = oauth::name_of(second);
  return other;
}

std::optional<Finding> wrong_account(const Login& login, const std::string& account) {
  if (account.empty() || login.account_sid.empty() || account == login.account_sid)
    return std::nullopt;
  return make_mismatch(Code::AccountMismatch, "the token belongs to another account",
                       base::printable(account), login.account_sid);
}

std::optional<Finding> wrong_identity(const Login& login, const std::string& identity) {
  const std::string& expected = login.spec.expect.identity;
  if (expected.empty() || identity.empty() || identity == expected) return std::nullopt;
  return make_mismatch(Code::IdentityMismatch, "Flex knows the test user by another name",
                       base::printable(identity), expected);
}

std::optional<Finding> expired(const Login& login, const model::TokenFacts& facts) {
  const base::WallTime now = login.services.clock.now() + twilio_ahead(login);
  if (!facts.expiration || *facts.expiration > now) return std::nullopt;
  return make_mismatch(Code::TokenInvalid, "the token had expired when it came",
                       base::format_rfc3339(*facts.expiration),
                       "after " + base::format_rfc3339(now));
}

std::vector<std::string> roles_of(const Login& login) {
  return login.token.facts.roles.value_or(std::vector<std::string>{});
}

Finding about_roles(const Login& login, Code code, std::string detail, std::string expected) {
  const auto roles = roles_of(login);
  auto finding =
      make_mismatch(code, std::move(detail),
                    roles.empty() ? "no role at all" : base::printable(base::join(roles, ", ")),
                    std::move(expected));
  finding.fix = model::idp_fix(idp::labels_of(login.result.idp_adapter), model::IdpField::Claims);
  return finding;
}

// An agent without a desktop, or another one than was expected.
std::optional<Finding> wrong_role(const Login& login) {
  const auto roles = roles_of(login);
  if (std::ranges::none_of(roles, model::has_desktop))
    return about_roles(login, Code::RoleMissing,
                       "Flex has no desktop for this user: none of its roles opens one",
                       "agent, supervisor or admin");
  const std::string& expected = login.spec.expect.role;
  if (expected.empty() || std::ranges::find(roles, expected) != roles.end()) return std::nullopt;
  return about_roles(login, Code::RoleMissing, "the token does not carry the expected role",
                     expected);
}

// Flex ignores them; the audit may have said so already.
void note_unknown_roles(Login& login) {
  std::vector<std::string> unknown;
  for (const std::string& role : roles_of(login))
    if (!model::is_flex_role(role)) unknown.push_back(role);
  if (unknown.empty() || knows(login, Code::RoleInvalid)) return;
  auto finding = about_roles(
      login, Code::RoleInvalid,
      "Flex ignores what is none of its roles: " + base::printable(base::join(unknown, ", ")),
      "roles of Flex only");
  finding.severity = model::Severity::Warning;
  add(login, std::move(finding));
}

std::string personal(const Login& login, const std::string& value) {
  return login.spec.show_values || value.empty() ? value : login.redactor.placeholder(value);
}

}  // namespace

Exchange exchange_of(model::Setup setup, std::string_view ui_version) {
  constexpr flex::UiVersion kFirstAtServices{2, 12};
  const bool old = flex::is_older(ui_version, kFirstAtServices);
  return setup == model::Setup::Hosted || old ? Exchange::B : Exchange::A;
}

std::optional<Finding> check_roles(Login& login) {
  for (const std::string& role : roles_of(login))
    login.result.flex.roles.push_back(base::printable(role));
  if (auto finding = wrong_role(login)) return finding;
  note_unknown_roles(login);
  return std::nullopt;
}

// What the token says of itself; the first thing that is wrong ends the login.
LegResult accept_token(Login& login, oauth::FlexToken token) {
  login.redactor.add(token.token);
  login.redactor.add(token.refresh_token);
  login.let_in = LetIn::Person;
  login.token = std::move(token);
  const model::TokenFacts& facts = login.token.facts;
  if (login.account_sid.empty()) login.account_sid = facts.account_sid;
  auto& flex = login.result.flex;
  flex.identity = personal(login, base::printable(facts.identity));
  flex.worker_sid = base::printable(facts.worker_sid);
  if (auto finding = wrong_account(login, facts.account_sid))
    return failed(login, std::move(*finding));
  if (auto finding = wrong_identity(login, facts.identity))
    return failed(login, std::move(*finding));
  if (auto finding = expired(login, facts)) return failed(login, std::move(*finding));
  if (facts.roles)
    if (auto finding = check_roles(login)) return failed(login, std::move(*finding));
  return passed(
      fmt::format("{}, account {}", base::join(flex.roles, "+"), short_sid(login.account_sid)));
}

namespace {

LegResult attributes_missing(Login& login, const oauth::AttributesMissing& missing) {
  auto finding = make_mismatch(Code::UserAttributesMissing,
                               "Flex lets nobody in without them (45050): " + missing.detail,
                               "no token_info", "email, full_name and roles");
  finding.fix = model::idp_fix(idp::labels_of(login.result.idp_adapter), model::IdpField::Claims);
  return failed(login, std::move(finding));
}

// The user has no role of Flex, or a value that is none: that is the cause, the refusal follows.
void add_cause(Login& login, const oauth::ExchangeRefused& refusal) {
  const oauth::TwilioCode* known = oauth::twilio_code_in(refusal.detail);
  if (known == nullptr || known->finding != Code::RoleInvalid) return;
  auto finding = model::make_finding(Code::RoleInvalid, "Twilio says: " + refusal.detail);
  finding.fix = model::idp_fix(idp::labels_of(login.result.idp_adapter), model::IdpField::Claims);
  add(login, std::move(finding));
}

LegResult refused(Login& login, const oauth::ExchangeRefused& refusal) {
  add_cause(login, refusal);
  return failed(
      login,
      make_mismatch(Code::TokenExchangeFailed, "Twilio did not exchange the code for a token",
                    fmt::format("{} {}", refusal.status, refusal.detail), "200 with a token"));
}

// Whatever the identity provider sent, this is not its fault.
LegResult unusable(Login& login, const oauth::ExchangeUnusable& reply) {
  auto finding = make_mismatch(Code::TokenExchangeFailed,
                               "Twilio took the code and answered with a malformed reply, which no "
                               "Flex page can use",
                               fmt::format("{}, {}", reply.status, reply.detail),
                               "a token, identity and roles");
  finding.hint =
      "This is Twilio's own fault: run it again, look at Twilio's status page, and ask "
      "its support.";
  return failed(login, std::move(finding));
}

}  // namespace

LegResult token_leg(Login& login) {
  auto reply =
      exchange(login, {.sso_profile = login.connection,
                       .client_id = login.client_id,
                       .code = login.code,
                       .keys = login.keys,
                       .address_a = override_of(login, {"oauth.tokenUrl", "sso.flexSSOTokenUrl"}),
                       .address_b = override_of(login, {"oauth.tokenUrl"}),
                       .redirect_b = override_of(
                           login, {"oauth.serviceRedirectUrl", "sso.flexSSOServiceRedirectUrl"})});
  if (auto* finding = std::get_if<Finding>(&reply)) {
    login.result.exchange_used.clear();
    return failed(login, std::move(*finding));
  }
  auto result = oauth::read_exchange(std::get<web::Response>(reply));
  if (!std::holds_alternative<oauth::FlexToken>(result)) login.result.exchange_used.clear();
  return std::visit(
      base::overload{
          [&](oauth::FlexToken& token) { return accept_token(login, std::move(token)); },
          [&](oauth::AttributesMissing& missing) { return attributes_missing(login, missing); },
          [&](oauth::ExchangeRefused& refusal) { return refused(login, refusal); },
          [&](oauth::ExchangeUnusable& unusable_reply) { return unusable(login, unusable_reply); },
      },
      result);
}

}  // namespace flexverify::flows
