// Microsoft Entra ID. What happens next is told by the page's id, never by its words.
#include <algorithm>
#include <array>

#include "idp-adapters/adapter_list.h"
#include "idp-adapters/entra/config.h"
#include "idp-adapters/entra/credential.h"
#include "idp-adapters/entra/errors.h"
#include "idp-adapters/entra/factor.h"
#include "idp-adapters/entra/interrupts.h"
#include "idp-adapters/entra/labels.h"
#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "verifier/base/text.h"
#include "verifier/web/select.h"

namespace flexverify::idp {
namespace {

using base::Json;
using model::Code;

enum class State {
  None,
  SignIn,
  SignInError,
  CredentialType,
  Repeat,
  Redirecting,
  SecondFactor,
  FactorAnswer,
  StaySignedIn,
  ConfirmApp,
  ProofUp,
  ChangePassword,
  Consent,
  Terms,
  ConditionalAccess,
  PhoneSignIn,
  Error,
  Consumer,
  Other,
};

bool owns(const web::Url& url) {
  return is_below(url,
                  {"login.microsoftonline.com", "login.microsoftonline.us",
                   "login.partner.microsoftonline.cn", "login.microsoft.com", "login.windows.net"});
}

struct Named {
  std::string_view id;
  State state;
};
constexpr std::array<Named, 12> kPages = {{
    {"ConvergedSignIn", State::SignIn},
    {"BssoInterrupt", State::Redirecting},
    {"ConvergedTFA", State::SecondFactor},
    {"KmsiInterrupt", State::StaySignedIn},
    {"CmsiInterrupt", State::ConfirmApp},
    {"ConvergedProofUpRedirect", State::ProofUp},
    {"ConvergedChangePassword", State::ChangePassword},
    {"ConvergedConsent", State::Consent},
    {"ConvergedTermsOfUse", State::Terms},
    {"ConvergedConditionalAccess", State::ConditionalAccess},
    {"ConvergedRemoteConnect", State::PhoneSignIn},
    {"ConvergedError", State::Error},
}};

// Where the id is missing, what the page offers tells.
State state_without_id(const Json& config) {
  if (config.find("arrUserProofs") != nullptr) return State::SecondFactor;
  if (config.find("urlSkipMfaRegistration") != nullptr) return State::ProofUp;
  const bool sign_in = config.find("sFT") != nullptr && config.find("sCtx") != nullptr;
  return sign_in ? State::SignIn : State::None;
}

State state_of_id(const std::string& id, const Json& config) {
  if (id.empty()) return state_without_id(config);
  const auto* known = std::ranges::find(kPages, std::string_view(id), &Named::id);
  return known == kPages.end() ? State::Other : known->state;
}

State state_of_config(const PageView& page, const Json& config) {
  const Json* repeated = config.find("oPostParams");
  if (repeated != nullptr && repeated->object() != nullptr && !repeated->object()->empty())
    return State::Repeat;
  const State state = state_of_id(entra::page_id(page, config), config);
  if (entra::error_code(config).empty()) return state;
  if (state == State::SignIn) return State::SignInError;
  return state == State::None || state == State::Other ? State::Error : state;
}

bool is_error_page(const PageView& page) {
  return owns(page.url) && !entra::aadsts(web::body_text(page.document)).empty();
}

// Microsoft's portals, to which the login goes on for some interrupts.
State state_elsewhere(const PageView& page) {
  if (is_below(page.url, {"login.live.com"}) && base::contains(page.body, "PPFT"))
    return State::Consumer;
  if (is_below(page.url, {"account.activedirectory.windowsazure.com"}) &&
      path_has(page, "TermsOfUse"))
    return State::Terms;
  return is_error_page(page) ? State::Error : State::None;
}

State state_of(const PageView& page) {
  if (entra::is_credential_type(page)) return State::CredentialType;
  if (entra::is_factor_answer(page)) return State::FactorAnswer;
  if (page.document.empty()) return State::None;
  if (const auto config = entra::config_of(page)) return state_of_config(page, *config);
  return state_elsewhere(page);
}

PageState classify(const PageView& page) { return state_of(page); }

// The number that the page shows says more than the page's id, when it is a known one.
Stop report(const PageView& page, const LoginFacts& facts, Code code, std::string_view what) {
  const auto config = entra::config_of(page);
  const std::string error = config ? entra::error_code(*config) : "";
  if (entra::is_known_error(error))
    return entra::stop_for(page, error, entra::error_text(*config, facts));
  return stop(code, place_of(page) + " " + std::string(what));
}

Action report_password(const PageView& page, const LoginFacts& facts, const Memory&) {
  return report(page, facts, Code::PasswordExpired, "asks for a new password; nothing was sent");
}

Action report_consent(const PageView& page, const LoginFacts& facts, const Memory&) {
  return report(page, facts, Code::ConsentRequired,
                "asks for consent to the application. Grant admin consent once, under Enterprise "
                "applications > Flex > Permissions");
}

Action report_terms(const PageView& page, const LoginFacts& facts, const Memory&) {
  return report(page, facts, Code::TermsRequired,
                "asks the user to accept terms of use, which only a browser can show. Accept them "
                "once as the test user, or exclude it from the policy");
}

Action report_policy(const PageView& page, const LoginFacts& facts, const Memory&) {
  return report(page, facts, Code::PolicyDenied,
                "refuses the sign-in by Conditional Access. Exclude the test user, or allow this "
                "machine's address");
}

Action report_phone(const PageView& page, const LoginFacts&, const Memory&) {
  return needs_browser(page, "signs this user in by phone, without a password");
}

Action report_error(const PageView& page, const LoginFacts& facts, const Memory&) {
  const auto config = entra::config_of(page);
  if (config)
    return entra::stop_for(page, entra::error_code(*config), entra::error_text(*config, facts));
  return entra::stop_for(page, entra::aadsts(web::body_text(page.document)), "");
}

Action report_consumer(const PageView& page, const LoginFacts& facts, const Memory&) {
  return report(page, facts, Code::UnknownUser,
                "is the sign-in of personal Microsoft accounts: the user name is not one of the "
                "organisation");
}

// Microsoft adds interrupts without notice.
Action report_other(const PageView& page, const LoginFacts& facts, const Memory&) {
  const auto config = entra::config_of(page);
  const std::string id = config ? entra::page_id(page, *config) : "";
  return report(page, facts, Code::PageNotRecognised,
                "shows the page " + quoted(id) +
                    ", and what to answer there is not known. Save the page and report it; the "
                    "test user may be exempted from this step by policy");
}

constexpr auto kHandlers = std::to_array<Handler>({
    {State::SignIn, "sign-in", entra::ask_credential_type},
    {State::SignInError, "sign-in-error", entra::report_sign_in},
    {State::CredentialType, "credential-type", entra::use_credential_type},
    {State::Repeat, "reload", entra::repeat_form},
    {State::Redirecting, "redirecting", entra::reload},
    {State::SecondFactor, "second-factor", entra::begin_factor},
    {State::FactorAnswer, "factor-answer", entra::use_factor_answer},
    {State::StaySignedIn, "stay-signed-in", entra::stay_signed_in},
    {State::ConfirmApp, "confirm-app", entra::confirm_app},
    {State::ProofUp, "proof-up", entra::put_off_registration},
    {State::ChangePassword, "change-password", report_password},
    {State::Consent, "consent", report_consent},
    {State::Terms, "terms", report_terms},
    {State::ConditionalAccess, "conditional-access", report_policy},
    {State::PhoneSignIn, "phone-sign-in", report_phone},
    {State::Error, "error", report_error},
    {State::Consumer, "consumer", report_consumer},
    {State::Other, "other-page", report_other},
});

}  // namespace

constinit const Adapter kEntra = {.id = "entra",
                                  .title = "Microsoft Entra ID",
                                  .owns = owns,
                                  .labels = entra::kLabels,
                                  .classify = classify,
                                  .handlers = kHandlers};

}  // namespace flexverify::idp
