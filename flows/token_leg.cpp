// The token leg: the code becomes a Flex token, for the right account, person and role.
#include <fmt/core.h>

#include <algorithm>

#include "flows/legs.h"
#include "verifier/base/overload.h"
#include "verifier/base/text.h"
#include "verifier/oauth/twilio_codes.h"

namespace flexverify::flows {
namespace {

using model::Code;
using model::Finding;
using model::make_mismatch;

// The services' exchange first. The other only when the first is not there at all: a code works
// once, and any other refusal may have used it up.
std::variant<web::Response, Finding> exchange(Login& login, const oauth::CodeGrant& grant) {
  auto reply = call_api(login, oauth::exchange_by_services(login.spec.endpoints, grant));
  const auto* response = std::get_if<web::Response>(&reply);
  if (response == nullptr || (response->status != 404 && response->status != 405)) return reply;
  return call_api(login, oauth::exchange_by_preview(login.spec.endpoints, grant));
}

std::optional<Finding> wrong_account(const Login& login, const std::string& account) {
  if (account.empty() || login.account_sid.empty() || account == login.account_sid)
    return std::nullopt;
  return make_mismatch(Code::AccountMismatch, "the token belongs to another account", account,
                       login.account_sid);
}

std::optional<Finding> wrong_identity(const Login& login, const std::string& identity) {
  const std::string& expected = login.spec.expect.identity;
  if (expected.empty() || identity.empty() || identity == expected) return std::nullopt;
  return make_mismatch(Code::IdentityMismatch, "Flex knows the test user by another name",
                       base::printable(identity), expected);
}

std::optional<Finding> wrong_role(const Login& login, const std::vector<std::string>& roles) {
  const std::string& expected = login.spec.expect.role;
  if (expected.empty() || std::find(roles.begin(), roles.end(), expected) != roles.end())
    return std::nullopt;
  auto finding = make_mismatch(Code::RoleMissing, "the token does not carry the expected role",
                               base::printable(base::join(roles, ", ")), expected);
  finding.fix = saml::idp_fix(login.result.idp_adapter, saml::IdpField::Claims);
  return finding;
}

std::string personal(const Login& login, const std::string& value) {
  return login.spec.show_values || value.empty() ? value : login.redactor.mark(value);
}

}  // namespace

LegResult accept_token(Login& login, oauth::FlexToken token) {
  login.redactor.add(token.token);
  login.redactor.add(token.refresh_token);
  if (login.account_sid.empty()) login.account_sid = token.account_sid;
  login.token = std::move(token);
  auto& flex = login.result.flex;
  flex.identity = personal(login, base::printable(login.token.identity));
  flex.worker_sid = base::printable(login.token.worker_sid);
  for (const std::string& role : login.token.roles) flex.roles.push_back(base::printable(role));
  if (auto finding = wrong_account(login, login.token.account_sid))
    return failed(login, std::move(*finding));
  if (auto finding = wrong_identity(login, login.token.identity))
    return failed(login, std::move(*finding));
  if (auto finding = wrong_role(login, login.token.roles))
    return failed(login, std::move(*finding));
  return passed(
      fmt::format("{}, account {}", base::join(flex.roles, "+"), short_sid(login.account_sid)));
}

namespace {

LegResult attributes_missing(Login& login, const oauth::AttributesMissing& missing) {
  auto finding = make_mismatch(Code::UserAttributesMissing,
                               "Flex lets nobody in without them (45050): " + missing.detail,
                               "no token_info", "email, full_name and roles");
  finding.fix = saml::idp_fix(login.result.idp_adapter, saml::IdpField::Claims);
  return failed(login, std::move(finding));
}

// The user has no role of Flex, or a value that is none: that is the cause, the refusal follows.
void add_cause(Login& login, const oauth::ExchangeRefused& refusal) {
  const oauth::TwilioCode* known = oauth::twilio_code_in(refusal.detail);
  if (known == nullptr || known->finding != Code::RoleInvalid) return;
  auto finding = model::make_finding(Code::RoleInvalid, "Twilio says: " + refusal.detail);
  finding.fix = saml::idp_fix(login.result.idp_adapter, saml::IdpField::Claims);
  add(login, std::move(finding));
}

LegResult refused(Login& login, const oauth::ExchangeRefused& refusal) {
  add_cause(login, refusal);
  return failed(login, make_mismatch(Code::TokenExchangeFailed,
                                     "Twilio did not exchange the code for a token",
                                     fmt::format("{} {}", refusal.status, refusal.detail),
                                     "200 with access_token and token_info"));
}

}  // namespace

LegResult token_leg(Login& login) {
  auto reply = exchange(login, {.sso_profile = login.connection,
                                .client_id = login.client_id,
                                .code = login.code,
                                .keys = login.keys});
  if (auto* finding = std::get_if<Finding>(&reply)) return failed(login, std::move(*finding));
  auto result = oauth::read_exchange(std::get<web::Response>(reply));
  return std::visit(
      base::overload{
          [&](oauth::FlexToken& token) { return accept_token(login, std::move(token)); },
          [&](oauth::AttributesMissing& missing) { return attributes_missing(login, missing); },
          [&](oauth::ExchangeRefused& refusal) { return refused(login, refusal); },
      },
      result);
}

}  // namespace flexverify::flows
