// Microsoft Entra ID: the pages. What happens next is told by the page's id, never by its words.
#include <algorithm>
#include <array>
#include <iterator>

#include "idp-adapters/adapter_list.h"
#include "idp-adapters/entra_answers.h"
#include "idp-adapters/entra_config.h"
#include "idp-adapters/form_helpers.h"
#include "idp-adapters/page_marks.h"
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
  Reload,
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

// Pages of clients' tests leave the id out; what the page offers tells then.
State without_id(const Json& config) {
  if (config.find("arrUserProofs") != nullptr) return State::SecondFactor;
  if (config.find("urlSkipMfaRegistration") != nullptr) return State::ProofUp;
  const bool sign_in = config.find("sFT") != nullptr && config.find("sCtx") != nullptr;
  return sign_in ? State::SignIn : State::None;
}

State state_of_config(const web::Page& page, const Json& config) {
  const Json* reload = config.find("oPostParams");
  if (reload != nullptr && reload->object() != nullptr && !reload->object()->empty())
    return State::Reload;
  const std::string id = entra::page_id(page, config);
  const auto known = std::ranges::find(kPages, std::string_view(id), &Named::id);
  const State state = known != kPages.end() ? known->state
                      : id.empty()          ? without_id(config)
                                            : State::None;
  const std::string error = entra::error_code(config);
  if (state == State::SignIn && !error.empty()) return State::SignInError;
  if (state == State::None && !error.empty()) return State::Error;
  return state;
}

bool is_error_page(const web::Page& page) {
  return owns(page.url) && !entra::aadsts(web::body_text(page.document)).empty();
}

State state_of(const web::Page& page) {
  if (entra::is_credential_type(page)) return State::CredentialType;
  if (entra::is_factor_answer(page)) return State::FactorAnswer;
  if (page.document.empty()) return State::None;
  if (is_below(page.url, {"login.live.com"}) && base::contains(page.body, "PPFT"))
    return State::Consumer;
  if (const auto config = entra::config_of(page)) return state_of_config(page, *config);
  return is_error_page(page) ? State::Error : State::None;
}

template <State state>
bool is_state(const web::Page& page) {
  return state_of(page) == state;
}

Stop unreadable(const web::Page& page) {
  return stop(Code::PageNotRecognised, place_of(page) +
                                           ": the values of its $Config are not those "
                                           "of the page that it claims to be");
}

Action post_config(const web::Page& page, std::string_view path, web::Values values) {
  auto request = entra::form_post(page, path, std::move(values));
  if (!request) return unreadable(page);
  return Send{std::move(*request)};
}

std::string token_name(const Json& config) {
  const std::string name = config.text("sFTName");
  return name.empty() ? "flowToken" : name;
}

Action report_sign_in(const web::Page& page, const LoginFacts&, const Memory&) {
  const auto config = entra::config_of(page);
  if (!config) return unreadable(page);
  return entra::stop_for(page, entra::error_code(*config),
                         config->text("strServiceExceptionMessage"));
}

// The server asks for the same form again before it looks at it, and echoes it, the password
// included. The echo is not read: the password comes from where it came from.
Action repeat_form(const web::Page& page, const LoginFacts&, const Memory&) {
  const auto config = entra::config_of(page);
  const Json* fields = config ? config->find("oPostParams") : nullptr;
  if (fields == nullptr || fields->object() == nullptr) return unreadable(page);
  web::Values values;
  for (const base::JsonMember& field : *fields->object())
    if (field.name == "passwd" || field.name == "accesspass")
      values.push_back({field.name, base::SecretRef::Password});
    else
      values.push_back({field.name, field.value.string() ? *field.value.string()
                                                         : base::dump_json(field.value)});
  auto request = entra::form_post(page, config->text("urlPost"), std::move(values));
  if (!request || !web::same_origin(request->url, page.url)) return unreadable(page);
  request->secret_use = web::SecretUse::SameAttempt;
  return Send{std::move(*request)};
}

Action go_on(const web::Page& page, const LoginFacts&, const Memory&) {
  const auto config = entra::config_of(page);
  auto url = config ? web::parse_url(config->text("urlPost"), &page.url) : std::nullopt;
  if (!url || !web::is_http(*url)) return unreadable(page);
  web::Request request = web::get(std::move(*url));
  request.initiator = page.url;
  return Send{std::move(request)};
}

web::Values interrupt_fields(const Json& config) {
  return {{"ctx", config.text("sCtx")},
          {"hpgrequestid", config.text("sessionId")},
          {token_name(config), config.text("sFT")},
          {"canary", config.text("canary")},
          {"i19", std::string("2326")}};
}

Action stay(const web::Page& page, const LoginFacts&, const Memory&) {
  const auto config = entra::config_of(page);
  if (!config) return unreadable(page);
  web::Values values = {{"LoginOptions", std::string("1")}, {"type", std::string("28")}};
  std::ranges::move(interrupt_fields(*config), std::back_inserter(values));
  return post_config(page, config->text("urlPost"), std::move(values));
}

Action confirm_app(const web::Page& page, const LoginFacts&, const Memory&) {
  const auto config = entra::config_of(page);
  if (!config) return unreadable(page);
  web::Values values = {{"ContinueAuth", std::string("true")},
                        {"iscsrfspeedbump", std::string("false")}};
  std::ranges::move(interrupt_fields(*config), std::back_inserter(values));
  values.push_back({"flowtoken", config->text("sFT")});
  return post_config(page, config->text("urlPost"), std::move(values));
}

// Security information may be put off for some days; its own page is at another host.
Action put_off(const web::Page& page, const LoginFacts&, const Memory&) {
  const auto config = entra::config_of(page);
  if (!config) return unreadable(page);
  const std::string skip = config->text("urlSkipMfaRegistration");
  auto url = skip.empty() ? std::nullopt : web::parse_url(skip, &page.url);
  if (!url || url->scheme != "https")
    return stop(Code::MfaEnrolmentRequired,
                place_of(page) +
                    " wants the user to register a second factor, and cannot be put "
                    "off. Register one-time codes for the test user");
  web::Request request = web::get(std::move(*url));
  request.initiator = page.url;
  const Json* days = config->find("iRemainingDaysToSkipMfaRegistration");
  const std::int64_t left = days == nullptr ? 0 : days->integer().value_or(0);
  auto warning = model::make_finding(Code::MfaEnrolmentRequired,
                                     place_of(page) +
                                         " lets the registration of a second factor "
                                         "be put off for " +
                                         std::to_string(left) + " more days");
  warning.severity = model::Severity::Warning;
  return Send{.request = std::move(request), .warning = std::move(warning)};
}

template <Code code>
Action report(const web::Page& page, std::string_view what) {
  return stop(code, place_of(page) + " " + std::string(what));
}

Action report_password(const web::Page& page, const LoginFacts&, const Memory&) {
  return report<Code::PasswordExpired>(page, "asks for a new password; nothing was sent");
}
Action report_consent(const web::Page& page, const LoginFacts&, const Memory&) {
  return report<Code::ConsentRequired>(
      page,
      "asks for consent to the application: grant admin consent once, in Enterprise "
      "applications > Permissions");
}
Action report_terms(const web::Page& page, const LoginFacts&, const Memory&) {
  return report<Code::TermsRequired>(
      page,
      "asks the user to accept terms of use: accept them once in a browser, or exclude the "
      "test user from the policy");
}

Action report_policy(const web::Page& page, const LoginFacts&, const Memory&) {
  const auto config = entra::config_of(page);
  const std::string error = config ? entra::error_code(*config) : "";
  if (entra::is_known_error(error)) return entra::stop_for(page, error, "");
  return report<Code::PolicyDenied>(
      page,
      "refuses the sign-in by Conditional Access: exclude the test user, or allow this "
      "machine's address");
}

Action report_phone(const web::Page& page, const LoginFacts&, const Memory&) {
  return needs_browser(page, "signs this user in by phone, without a password");
}

Action report_error(const web::Page& page, const LoginFacts&, const Memory&) {
  const auto config = entra::config_of(page);
  const std::string said = config ? config->text("strServiceExceptionMessage") : "";
  std::string number = config ? entra::error_code(*config) : "";
  if (number.empty()) number = entra::aadsts(web::body_text(page.document));
  return entra::stop_for(page, number, said);
}

Action report_consumer(const web::Page& page, const LoginFacts&, const Memory&) {
  return report<Code::UnknownUser>(
      page, "is the sign-in of Microsoft accounts: the user name is not one of the organisation");
}

constexpr std::array<Rule, 17> kRules = {{
    {"sign-in", is_state<State::SignIn>, entra::ask_credential_type},
    {"sign-in-error", is_state<State::SignInError>, report_sign_in},
    {"credential-type", is_state<State::CredentialType>, entra::use_credential_type},
    {"reload", is_state<State::Reload>, repeat_form},
    {"redirecting", is_state<State::Redirecting>, go_on},
    {"second-factor", is_state<State::SecondFactor>, entra::begin_factor},
    {"factor-answer", is_state<State::FactorAnswer>, entra::use_factor_answer},
    {"stay-signed-in", is_state<State::StaySignedIn>, stay},
    {"confirm-app", is_state<State::ConfirmApp>, confirm_app},
    {"proof-up", is_state<State::ProofUp>, put_off},
    {"change-password", is_state<State::ChangePassword>, report_password},
    {"consent", is_state<State::Consent>, report_consent},
    {"terms", is_state<State::Terms>, report_terms},
    {"conditional-access", is_state<State::ConditionalAccess>, report_policy},
    {"phone-sign-in", is_state<State::PhoneSignIn>, report_phone},
    {"error", is_state<State::Error>, report_error},
    {"consumer", is_state<State::Consumer>, report_consumer},
}};

}  // namespace

constinit const Adapter kEntra = {
    .id = "entra", .title = "Microsoft Entra ID", .owns = owns, .rules = kRules};

}  // namespace flexverify::idp
