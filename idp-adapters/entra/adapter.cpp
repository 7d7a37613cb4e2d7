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

State state_of_config(const web::Page& page, const Json& config) {
  const Json* repeated = config.find("oPostParams");
  if (repeated != nullptr && repeated->object() != nullptr && !repeated->object()->empty())
    return State::Repeat;
  const State state = state_of_id(entra::page_id(page, config), config);
  if (entra::error_code(config).empty()) return state;
  if (state == State::SignIn) return State::SignInError;
  return state == State::None || state == State::Other ? State::Error : state;
}

bool is_error_page(const web::Page& page) {
  return owns(page.url) && !entra::aadsts(web::body_text(page.document)).empty();
}

// Microsoft's portals, to which the login goes on for some interrupts.
State state_elsewhere(const web::Page& page) {
  if (is_below(page.url, {"login.live.com"}) && base::contains(page.body, "PPFT"))
    return State::Consumer;
  if (is_below(page.url, {"account.activedirectory.windowsazure.com"}) &&
      path_has(page, "TermsOfUse"))
    return State::Terms;
  return is_error_page(page) ? State::Error : State::None;
}

State state_of(const web::Page& page) {
  if (entra::is_credential_type(page)) return State::CredentialType;
  if (entra::is_factor_answer(page)) return State::FactorAnswer;
  if (page.document.empty()) return State::None;
  if (const auto config = entra::config_of(page)) return state_of_config(page, *config);
  return state_elsewhere(page);
}

template <State state>
bool is_state(const web::Page& page) {
  return state_of(page) == state;
}

// The number that the page shows says more than the page's id, when it is a known one.
Stop report(const web::Page& page, const LoginFacts& facts, Code code, std::string_view what) {
  const auto config = entra::config_of(page);
  const std::string error = config ? entra::error_code(*config) : "";
  if (entra::is_known_error(error))
    return entra::stop_for(page, error, entra::error_text(*config, facts));
  return stop(code, place_of(page) + " " + std::string(what));
}

Action report_password(const web::Page& page, const LoginFacts& facts, const Memory&) {
  return report(page, facts, Code::PasswordExpired, "asks for a new password; nothing was sent");
}

Action report_consent(const web::Page& page, const LoginFacts& facts, const Memory&) {
  return report(page, facts, Code::ConsentRequired,
                "asks for consent to the application. Grant admin consent once, under Enterprise "
                "applications > Flex > Permissions");
}

Action report_terms(const web::Page& page, const LoginFacts& facts, const Memory&) {
  return report(page, facts, Code::TermsRequired,
                "asks the user to accept terms of use, which only a browser can show. Accept them "
                "once as the test user, or exclude it from the policy");
}

Action report_policy(const web::Page& page, const LoginFacts& facts, const Memory&) {
  return report(page, facts, Code::PolicyDenied,
                "refuses the sign-in by Conditional Access. Exclude the test user, or allow this "
                "machine's address");
}

Action report_phone(const web::Page& page, const LoginFacts&, const Memory&) {
  return needs_browser(page, "signs this user in by phone, without a password");
}

Action report_error(const web::Page& page, const LoginFacts& facts, const Memory&) {
  const auto config = entra::config_of(page);
  if (config)
    return entra::stop_for(page, entra::error_code(*config), entra::error_text(*config, facts));
  return entra::stop_for(page, entra::aadsts(web::body_text(page.document)), "");
}

Action report_consumer(const web::Page& page, const LoginFacts& facts, const Memory&) {
  return report(page, facts, Code::UnknownUser,
                "is the sign-in of personal Microsoft accounts: the user name is not one of the "
                "organisation");
}

// Microsoft adds interrupts without notice.
Action report_other(const web::Page& page, const LoginFacts& facts, const Memory&) {
  const auto config = entra::config_of(page);
  const std::string id = config ? entra::page_id(page, *config) : "";
  return report(page, facts, Code::PageNotRecognised,
                "shows the page " + quoted(id) +
                    ", and what to answer there is not known. Save the page and report it; the "
                    "test user may be exempted from this step by policy");
}

constexpr std::array<Rule, 18> kRules = {{
    {"sign-in", is_state<State::SignIn>, entra::ask_credential_type},
    {"sign-in-error", is_state<State::SignInError>, entra::report_sign_in},
    {"credential-type", is_state<State::CredentialType>, entra::use_credential_type},
    {"reload", is_state<State::Repeat>, entra::repeat_form},
    {"redirecting", is_state<State::Redirecting>, entra::reload},
    {"second-factor", is_state<State::SecondFactor>, entra::begin_factor},
    {"factor-answer", is_state<State::FactorAnswer>, entra::use_factor_answer},
    {"stay-signed-in", is_state<State::StaySignedIn>, entra::stay_signed_in},
    {"confirm-app", is_state<State::ConfirmApp>, entra::confirm_app},
    {"proof-up", is_state<State::ProofUp>, entra::put_off_registration},
    {"change-password", is_state<State::ChangePassword>, report_password},
    {"consent", is_state<State::Consent>, report_consent},
    {"terms", is_state<State::Terms>, report_terms},
    {"conditional-access", is_state<State::ConditionalAccess>, report_policy},
    {"phone-sign-in", is_state<State::PhoneSignIn>, report_phone},
    {"error", is_state<State::Error>, report_error},
    {"consumer", is_state<State::Consumer>, report_consumer},
    {"other-page", is_state<State::Other>, report_other},
}};

}  // namespace

constinit const Adapter kEntra = {.id = "entra",
                                  .title = "Microsoft Entra ID",
                                  .owns = owns,
                                  .labels = entra::kLabels,
                                  .rules = kRules};

}  // namespace flexverify::idp
