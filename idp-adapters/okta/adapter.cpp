// Okta, both engines: the sign-in page and what is between it and the application.
#include <array>

#include "idp-adapters/adapter_list.h"
#include "idp-adapters/okta/authn.h"
#include "idp-adapters/okta/calls.h"
#include "idp-adapters/okta/idx.h"
#include "idp-adapters/okta/labels.h"
#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "verifier/base/text.h"
#include "verifier/web/select.h"

namespace flexverify::idp {
namespace {

using model::Code;
using okta::State;

bool owns(const web::Url& url) {
  return is_below(url,
                  {"okta.com", "oktapreview.com", "okta-emea.com", "okta-gov.com", "okta.mil"}) ||
         (url.path.starts_with("/app/") && url.path.ends_with("/sso/saml"));
}

bool has_marks(const PageView& page) {
  return base::contains(page.body, "oktaData") || base::contains(page.body, "verify_password") ||
         base::contains(page.body, "okta-login-container") ||
         base::contains(page.body, "oktacdn.com") || base::contains(page.body, "okta-container") ||
         base::contains(page.body, "okta-sign-in") || owns(page.url);
}

// Tokens of Identity Engine begin with "02", those of the Classic one with "00".
State engine_of(const PageView& page) {
  const std::string token = okta::state_token(page);
  if (token.starts_with("02") || base::contains(page.body, "\"pipeline\":\"idx\""))
    return token.empty() ? State::UnknownEngine : State::IdentityPage;
  if (!token.empty() || base::contains(page.body, "\"pipeline\":\"v1\"")) return State::ClassicPage;
  return State::UnknownEngine;
}

State shown_on(const PageView& page) {
  if (page.json) {
    const bool organization =
        page.json->find("pipeline") != nullptr && path_has(page, "/.well-known/okta-organization");
    return organization ? State::Organization : State::None;
  }
  if (page.document.empty() || !has_marks(page)) return State::None;
  if (const auto form = form_having(page, "_xsrfToken"); form && form_having(page, "password"))
    return State::VerifyPassword;
  if (page.status == 403 && path_has(page, "/app/")) return State::NotAssigned;
  const bool sign_in = has_id(page, "okta-login-container") || has_id(page, "okta-sign-in") ||
                       path_has(page, "/login/login.htm") || path_has(page, "/signin") ||
                       base::contains(page.body, "oktaData") || !okta::state_token(page).empty();
  return sign_in ? engine_of(page) : State::None;
}

PageState classify(const PageView& page) {
  for (const auto& ask : {shown_on, okta::authn_state, okta::idx_state})
    if (const State state = ask(page); state != State::None) return state;
  return State::None;
}

Action ask_organization(const PageView& page, const LoginFacts&, const Memory&) {
  web::Request request = web::get(*web::parse_url("/.well-known/okta-organization", &page.url));
  request.mode = web::Mode::FetchSameOrigin;
  request.initiator = page.url;
  return Send{std::move(request)};
}

// Identity Engine needs the page's token, which was not there.
Action use_organization(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  if (page.json->text("pipeline") == "v1" && memory.document != nullptr)
    return okta::authenticate(*memory.document, facts, memory);
  return needs_browser(page, "has Identity Engine, and its sign-in page held no state token");
}

Action verify_password(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  auto form = form_having(page, "password");
  if (!form) return stop(Code::PageNotRecognised, place_of(page));
  return sign_in(page, {SignInKind::PasswordOnly, *form, "", "password", ""}, facts, memory);
}

Action report_access(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::UserNotAssigned,
              with_sentence(place_of(page) + " denies this user the application: " +
                                quoted(web::title(page.document)),
                            "Assign it to the user or a group"));
}

constexpr auto kHandlers = std::to_array<Handler>({
    {State::ClassicPage, "sign-in-page-classic", okta::begin},
    {State::IdentityPage, "sign-in-page", okta::introspect},
    {State::UnknownEngine, "sign-in-page-unknown-engine", ask_organization},
    {State::Organization, "organization", use_organization},
    {State::VerifyPassword, "verify-password", verify_password},
    {State::NotAssigned, "not-assigned", report_access},
    {State::AuthnSuccess, "authn-success", okta::authn_success},
    {State::AuthnPasswordWarning, "authn-password-warning", okta::authn_skip_warning},
    {State::AuthnPasswordExpired, "authn-password-expired", okta::authn_password_expired},
    {State::AuthnLockedOut, "authn-locked-out", okta::authn_locked_out},
    {State::AuthnFactorRequired, "authn-factor-required", okta::authn_choose_factor},
    {State::AuthnFactorChallenge, "authn-factor-challenge", okta::authn_challenge},
    {State::AuthnEnrolment, "authn-enrolment", okta::authn_enrolment},
    {State::AuthnRecovery, "authn-recovery", okta::authn_recovery},
    {State::AuthnUnauthenticated, "authn-unauthenticated", okta::authenticate},
    {State::AuthnConsent, "authn-consent", okta::authn_consent},
    {State::AuthnError, "authn-error", okta::authn_error},
    {State::Captcha, "captcha", okta::idx_captcha},
    {State::Message, "message", okta::idx_message},
    {State::Success, "success", okta::idx_success},
    {State::DeviceProbe, "device-probe", okta::idx_give_up_probe},
    {State::Identify, "identify", okta::idx_identify},
    {State::Challenge, "challenge", okta::idx_challenge},
    {State::Poll, "challenge-poll", okta::idx_poll},
    {State::VerificationData, "verification-data", okta::idx_verification_data},
    {State::Select, "select-authenticator", okta::idx_select},
    {State::StaySignedIn, "stay-signed-in", okta::idx_do_not_stay},
    {State::Skip, "skip", okta::idx_skip},
    {State::PasswordExpired, "password-expired", okta::idx_password_expired},
    {State::Enrolment, "enrolment", okta::idx_enrolment},
    {State::OtherProvider, "other-provider", okta::idx_other_provider},
    {State::Consent, "consent", okta::idx_consent},
    {State::SafeMode, "safe-mode", okta::idx_wait_for_safe_mode},
    {State::Redirect, "redirect", okta::idx_redirect},
    {State::Profile, "profile", okta::idx_profile},
    {State::DeviceManagement, "device-management", okta::idx_device_management},
    {State::Ended, "ended", okta::idx_report_end},
});

}  // namespace

constinit const Adapter kOkta = {.id = "okta",
                                 .title = "Okta",
                                 .owns = owns,
                                 .labels = okta::kLabels,
                                 .classify = classify,
                                 .handlers = kHandlers};

}  // namespace flexverify::idp
