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
using okta::Authn;
using okta::Idx;

enum class Shown {
  None,
  ClassicPage,
  IdentityPage,
  UnknownEngine,
  VerifyPassword,
  Organization,
  NotAssigned
};

bool owns(const web::Url& url) {
  return is_below(url,
                  {"okta.com", "oktapreview.com", "okta-emea.com", "okta-gov.com", "okta.mil"}) ||
         (url.path.starts_with("/app/") && url.path.ends_with("/sso/saml"));
}

bool has_marks(const web::Page& page) {
  return base::contains(page.body, "oktaData") || base::contains(page.body, "verify_password") ||
         base::contains(page.body, "okta-login-container") ||
         base::contains(page.body, "oktacdn.com") || base::contains(page.body, "okta-container") ||
         base::contains(page.body, "okta-sign-in") || owns(page.url);
}

// Tokens of Identity Engine begin with "02", those of the Classic one with "00".
Shown engine_of(const web::Page& page) {
  const std::string token = okta::state_token(page);
  if (token.starts_with("02") || base::contains(page.body, "\"pipeline\":\"idx\""))
    return token.empty() ? Shown::UnknownEngine : Shown::IdentityPage;
  if (!token.empty() || base::contains(page.body, "\"pipeline\":\"v1\"")) return Shown::ClassicPage;
  return Shown::UnknownEngine;
}

Shown shown_on(const web::Page& page) {
  if (page.json) {
    const bool organization =
        page.json->find("pipeline") != nullptr && path_has(page, "/.well-known/okta-organization");
    return organization ? Shown::Organization : Shown::None;
  }
  if (page.document.empty() || !has_marks(page)) return Shown::None;
  if (const auto form = form_having(page, "_xsrfToken"); form && form_having(page, "password"))
    return Shown::VerifyPassword;
  if (page.status == 403 && path_has(page, "/app/")) return Shown::NotAssigned;
  const bool sign_in = has_id(page, "okta-login-container") || has_id(page, "okta-sign-in") ||
                       path_has(page, "/login/login.htm") || path_has(page, "/signin") ||
                       base::contains(page.body, "oktaData") || !okta::state_token(page).empty();
  return sign_in ? engine_of(page) : Shown::None;
}

template <Shown shown>
bool shows(const web::Page& page) {
  return shown_on(page) == shown;
}
template <Authn state>
bool is_authn(const web::Page& page) {
  return okta::authn_state(page) == state;
}
template <Idx state>
bool is_idx(const web::Page& page) {
  return okta::authn_state(page) == Authn::None && okta::idx_state(page) == state;
}

Action ask_organization(const web::Page& page, const LoginFacts&, const Memory&) {
  web::Request request = web::get(*web::parse_url("/.well-known/okta-organization", &page.url));
  request.mode = web::Mode::FetchSameOrigin;
  request.initiator = page.url;
  return Send{std::move(request)};
}

// Identity Engine needs the page's token, which was not there.
Action use_organization(const web::Page& page, const LoginFacts& facts, const Memory& memory) {
  if (page.json->text("pipeline") == "v1" && memory.document != nullptr)
    return okta::authenticate(*memory.document, facts, memory);
  return needs_browser(page, "has Identity Engine, and its sign-in page held no state token");
}

Action verify_password(const web::Page& page, const LoginFacts& facts, const Memory& memory) {
  auto form = form_having(page, "password");
  if (!form) return stop(Code::PageNotRecognised, place_of(page));
  return sign_in(page, {SignInKind::PasswordOnly, *form, "", "password", ""}, facts, memory);
}

Action report_access(const web::Page& page, const LoginFacts&, const Memory&) {
  return stop(Code::UserNotAssigned, place_of(page) + " denies this user the application: " +
                                         quoted(web::title(page.document)) +
                                         ". Assign it to the user or a group");
}

constexpr auto kRules = std::to_array<Rule>({
    {"sign-in-page-classic", shows<Shown::ClassicPage>, okta::authenticate},
    {"sign-in-page", shows<Shown::IdentityPage>, okta::introspect},
    {"sign-in-page-unknown-engine", shows<Shown::UnknownEngine>, ask_organization},
    {"organization", shows<Shown::Organization>, use_organization},
    {"verify-password", shows<Shown::VerifyPassword>, verify_password},
    {"not-assigned", shows<Shown::NotAssigned>, report_access},
    {"authn-success", is_authn<Authn::Success>, okta::authn_success},
    {"authn-password-warning", is_authn<Authn::PasswordWarning>, okta::authn_skip_warning},
    {"authn-password-expired", is_authn<Authn::PasswordExpired>, okta::authn_refusal},
    {"authn-locked-out", is_authn<Authn::LockedOut>, okta::authn_refusal},
    {"authn-factor-required", is_authn<Authn::FactorRequired>, okta::authn_choose_factor},
    {"authn-factor-challenge", is_authn<Authn::FactorChallenge>, okta::authn_challenge},
    {"authn-enrolment", is_authn<Authn::Enrolment>, okta::authn_enrolment},
    {"authn-recovery", is_authn<Authn::Recovery>, okta::authn_refusal},
    {"authn-unauthenticated", is_authn<Authn::Unauthenticated>, okta::authenticate},
    {"authn-consent", is_authn<Authn::Consent>, okta::authn_refusal},
    {"authn-error", is_authn<Authn::Error>, okta::authn_refusal},
    {"captcha", is_idx<Idx::Captcha>, okta::idx_step},
    {"message", is_idx<Idx::Message>, okta::idx_step},
    {"success", is_idx<Idx::Success>, okta::idx_step},
    {"device-probe", is_idx<Idx::DeviceProbe>, okta::idx_step},
    {"identify", is_idx<Idx::Identify>, okta::idx_step},
    {"challenge", is_idx<Idx::Challenge>, okta::idx_step},
    {"challenge-poll", is_idx<Idx::Poll>, okta::idx_step},
    {"verification-data", is_idx<Idx::VerificationData>, okta::idx_step},
    {"select-authenticator", is_idx<Idx::Select>, okta::idx_step},
    {"stay-signed-in", is_idx<Idx::StaySignedIn>, okta::idx_step},
    {"skip", is_idx<Idx::Skip>, okta::idx_step},
    {"password-expired", is_idx<Idx::PasswordExpired>, okta::idx_step},
    {"enrolment", is_idx<Idx::Enrolment>, okta::idx_step},
    {"other-provider", is_idx<Idx::OtherProvider>, okta::idx_step},
    {"consent", is_idx<Idx::Consent>, okta::idx_step},
    {"safe-mode", is_idx<Idx::SafeMode>, okta::idx_step},
    {"redirect", is_idx<Idx::Redirect>, okta::idx_step},
    {"profile", is_idx<Idx::Profile>, okta::idx_step},
    {"ended", is_idx<Idx::Ended>, okta::idx_step},
});

}  // namespace

constinit const Adapter kOkta = {
    .id = "okta", .title = "Okta", .owns = owns, .labels = okta::kLabels, .rules = kRules};

}  // namespace flexverify::idp
