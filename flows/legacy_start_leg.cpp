// The start of a legacy login: the page asks Twilio where to send the browser.
#include <fmt/core.h>

#include <array>

#include "flows/legs.h"
#include "flows/revert.h"
#include "verifier/base/text.h"
#include "verifier/flex/legacy.h"
#include "verifier/oauth/twilio_codes.h"

namespace flexverify::flows {
namespace {

using flex::LegacyForm;
using model::Code;
using model::Finding;
using model::make_mismatch;
using MaybeFinding = std::optional<Finding>;

Finding no_connection(const Login& login, const std::string& said) {
  auto finding = make_mismatch(Code::ConnectionNotFound,
                               "Twilio has no usable legacy connection for " + login.account_sid,
                               said, "a legacy SSO connection");
  finding.fix = model::console_fix("switch back to legacy connection");
  finding.hint =
      "Switch back to the legacy connection on the SSO page where that is meant; otherwise check "
      "the enhanced one.";
  return finding;
}

Finding untrusted(const Login& login, const std::string& said) {
  auto finding = make_mismatch(Code::RedirectUrlUntrusted,
                               "Twilio does not accept the page as destination: " + said,
                               login.redirect_url, "one of the connection's Trusted URLs");
  finding.fix = model::console_fix("Trusted URLs");
  return finding;
}

Finding refused(const Login& login, int status, const flex::LegacyRefusal& refusal) {
  const oauth::TwilioCode* known = oauth::twilio_code(refusal.code);
  const std::string said = fmt::format(
      "{}{}", refusal.code == 0 ? "" : std::to_string(refusal.code) + " ", refusal.said);
  if (known != nullptr && known->finding == Code::RedirectUrlUntrusted)
    return untrusted(login, said);
  if (known != nullptr && known->finding == Code::ConnectionNotFound)
    return no_connection(login, said);
  return make_mismatch(Code::AuthorizeRejected, "Twilio did not start the legacy login",
                       fmt::format("{} {}", status, said), "200 with the identity provider's URL");
}

// The older service answers where the newer one does not exist.
bool try_the_other(int status) { return status == 404 || status == 405 || status == 410; }

// sso.loginUrl of the page, with the account in place of its mark, or Twilio's own.
web::Request authenticate(const Login& login, LegacyForm form) {
  web::Request request = flex::authenticate(
      flex::legacy_base(login.spec.endpoints, login.account_sid, form), login.redirect_url);
  const std::string own =
      base::replace_all(override_of(login, {"sso.loginUrl"}), "{accountSid}", login.account_sid);
  if (auto url = web::parse_url(own)) request.url = std::move(*url);
  return request;
}

MaybeFinding ask(Login& login) {
  for (const LegacyForm form : {LegacyForm::Iam, LegacyForm::Preview}) {
    login.legacy_form = form;
    auto reply = call_api(login, authenticate(login, form));
    if (auto* finding = std::get_if<Finding>(&reply)) return std::move(*finding);
    const web::Response& response = std::get<web::Response>(reply);
    if (form == LegacyForm::Iam && try_the_other(response.status)) continue;
    const auto start = flex::read_authenticate(response);
    if (const auto* refusal = std::get_if<flex::LegacyRefusal>(&start))
      return refused(login, response.status, *refusal);
    web::Request request = web::get(std::get<flex::LegacyStart>(start).location);
    request.initiator = login.page_url;
    login.to_idp = Held{std::move(request), login.browser.exchanges().size()};
    return std::nullopt;
  }
  return make_mismatch(Code::AuthorizeRejected, "Twilio has no legacy login any more", "404",
                       "200 with the identity provider's URL");
}

MaybeFinding without_request(const Login& login) {
  if (saml::carries_request(login.to_idp->request)) return std::nullopt;
  const web::Url& url = login.to_idp->request.url;
  auto finding = make_mismatch(
      Code::AuthnRequestMissing,
      "Twilio sends the browser to " + web::host_and_port(url) + " without a SAMLRequest",
      web::origin(url) + url.path, "the identity provider's SAML endpoint");
  finding.fix = model::console_fix("Single Sign-On URL");
  return finding;
}

}  // namespace

LegResult start_legacy(Login& login) {
  login.kind = model::ConnectionKind::Legacy;
  if (auto finding = find_account(login)) return failed(login, std::move(*finding));
  if (login.account_sid.empty())
    return failed(
        login, make_mismatch(Code::ConfigInvalid,
                             "a legacy login needs the Account SID, which the page does not tell",
                             "none", "--account-sid AC…"));
  login.redirect_url = legacy_destination(login);
  look_for_leftovers(login);
  if (auto finding = ask(login)) return failed(login, std::move(*finding));
  if (auto finding = without_request(login)) return failed(login, std::move(*finding));
  return passed(fmt::format("legacy connection of {}; Twilio accepted the destination",
                            short_sid(login.account_sid)));
}

}  // namespace flexverify::flows
