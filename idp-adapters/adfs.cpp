// AD FS: the pages of its sign-in, told apart by the ids that Microsoft's own script uses.
#include <algorithm>
#include <array>

#include "idp-adapters/adapter_list.h"
#include "idp-adapters/form_helpers.h"
#include "idp-adapters/page_marks.h"
#include "verifier/base/text.h"
#include "verifier/web/select.h"

namespace flexverify::idp {
namespace {

using model::Code;

enum class State {
  None,
  Login,
  LoginRefused,
  HomeRealm,
  MethodChoice,
  CodeForm,
  CodeRefused,
  Push,
  PushFailed,
  Duo,
  Certificate,
  UpdatePassword,
  WindowsLogin,
  Error,
};

bool path_is_ours(const web::Url& url) { return base::contains(url.path, "/adfs/"); }

bool may_be_ours(const web::Page& page) {
  constexpr std::array<std::string_view, 6> kMarks = {
      "userNameInput", "authMethod", "authOptions", "/adfs/", "loginForm", "errorDetails"};
  return path_is_ours(page.url) ||
         std::any_of(kMarks.begin(), kMarks.end(),
                     [&](std::string_view mark) { return base::contains(page.body, mark); });
}

// The page is AD FS's when its body carries more than one of its own ids, or its path.
bool has_marks(const web::Page& page) {
  return path_is_ours(page.url) || base::contains(page.body, "/adfs/") ||
         base::contains(page.body, "mswebdialog");
}

// The second factor's form carries the adapter's name and a context.
std::optional<web::Form> factor_form(const web::Page& page) {
  auto form = form_having(page, "Context");
  if (!form || web::find_control(*form, "AuthMethod") == nullptr) return std::nullopt;
  return form;
}

// The only control into which a person could type.
const web::Control* typed_control(const web::Form& form) {
  const web::Control* found = nullptr;
  for (const web::Control& control : form.controls) {
    const bool typed =
        control.kind == web::ControlKind::Text || control.kind == web::ControlKind::Password ||
        control.kind == web::ControlKind::Tel || control.kind == web::ControlKind::Number;
    if (!typed || !is_usable(control)) continue;
    if (found != nullptr) return nullptr;
    found = &control;
  }
  return found;
}

bool is_push(const std::string& method) {
  return base::contains(method, "AzureMfa") || base::contains(method, "AzureMultiFactor");
}

State factor_state(const web::Page& page, const web::Form& form) {
  const std::string method = value_of(form, "AuthMethod");
  if (base::contains_ignoring_case(method, "duo")) return State::Duo;
  const bool error = !text_at(page, "errorText").empty();
  if (typed_control(form) != nullptr) return error ? State::CodeRefused : State::CodeForm;
  if (is_push(method)) return error ? State::PushFailed : State::Push;
  if (base::contains(method, "Certificate")) return State::Certificate;
  return State::None;
}

State state_of(const web::Page& page) {
  const std::string* challenge = web::find_header(page.headers, "WWW-Authenticate");
  if (page.status == 401 && challenge != nullptr && path_is_ours(page.url))
    return State::WindowsLogin;
  if (page.document.empty() || !may_be_ours(page) || !has_marks(page)) return State::None;
  const auto forms = web::forms(page);
  if (form_with(forms, "OldPassword") != nullptr || path_has(page, "/updatepassword"))
    return State::UpdatePassword;
  if (const auto factor = factor_form(page))
    if (const State state = factor_state(page, *factor); state != State::None) return state;
  if (form_with_id(page, "hrd")) return State::HomeRealm;
  if (const web::Form* login = form_with(forms, "UserName");
      login != nullptr && web::find_control(*login, "Password") != nullptr)
    return text_at(page, "errorText").empty() ? State::Login : State::LoginRefused;
  const bool details = has_id(page, "errorDetails") || has_id(page, "activityId") ||
                       (has_id(page, "errorArea") && !text_at(page, "errorMessage").empty());
  if (details) return State::Error;
  return form_with_id(page, "options") ? State::MethodChoice : State::None;
}

template <State state>
bool is_state(const web::Page& page) {
  return state_of(page) == state;
}

Action enter(const web::Page& page, const LoginFacts& facts, const Memory& memory) {
  auto form = form_having(page, "Password");
  if (!form) return stop(Code::PageNotRecognised, place_of(page));
  return sign_in(page, {SignInKind::Login, *form, "UserName", "Password", ""}, facts, memory);
}

Action report_refusal(const web::Page& page, const LoginFacts&, const Memory& memory) {
  const std::string said = quoted(text_at(page, "errorText"));
  if (!memory.password_sent)
    return stop(Code::SessionLost,
                place_of(page) + " shows an error before any password was sent: " + said);
  return stop(Code::CredentialsRejected,
              place_of(page) + " says: " + said +
                  " AD FS says the same of a wrong password and of an account that is unknown, "
                  "locked or disabled");
}

Action report_home_realm(const web::Page& page, const LoginFacts& facts, const Memory& memory) {
  auto form = form_with_id(page, "hrd");
  const bool by_mail = form && web::find_control(*form, "Email") != nullptr;
  if (!by_mail || memory.username_sent || facts.username.empty())
    return stop(Code::PageNotRecognised,
                place_of(page) +
                    " lets the user choose a claims provider, which no check can do; expected a "
                    "login form. Set the claims provider of the relying party trust");
  return send_form(page, *form, nullptr,
                   {{"Email", facts.username}, {"HomeRealmByEmail", std::string("Next")}});
}

Action choose_forms(const web::Page& page, const LoginFacts&, const Memory& memory) {
  auto form = form_with_id(page, "options");
  if (!form) return stop(Code::PageNotRecognised, place_of(page));
  if (memory.password_sent) return needs_factor(page, "the methods of the page after the password");
  return send_form(page, *form, nullptr, {{"AuthMethod", std::string("FormsAuthentication")}});
}

Action send_code(const web::Page& page, const LoginFacts& facts, const Memory& memory) {
  const auto form = factor_form(page);
  const web::Control* control = form ? typed_control(*form) : nullptr;
  if (control == nullptr) return stop(Code::PageNotRecognised, place_of(page));
  return sign_in(page, {SignInKind::Code, *form, "", "", control->name}, facts, memory);
}

Action report_code(const web::Page& page, const LoginFacts&, const Memory&) {
  return stop(Code::MfaRejected,
              place_of(page) + " refused the one-time code: " + quoted(text_at(page, "errorText")));
}

// The page asks again by itself until the phone has answered.
Action wait_for_push(const web::Page& page, const LoginFacts& facts, const Memory&) {
  constexpr base::Millis kPause{3'000};
  const auto form = factor_form(page);
  if (!form) return stop(Code::PageNotRecognised, place_of(page));
  if (!facts.allow_push) return needs_factor(page, value_of(*form, "AuthMethod") + " (push)");
  auto request = web::submit(*form, nullptr, {}, page.url);
  if (!request) return stop(Code::PageNotRecognised, place_of(page));
  const std::string number = text_at(page, "validEntropyNumber");
  return Wait{kPause, *std::move(request),
              number.empty() ? "Approve the sign-in on the phone"
                             : "Approve the sign-in on the phone; the number is " +
                                   base::printable(number, 10)};
}

Action report_push(const web::Page& page, const LoginFacts&, const Memory&) {
  return stop(Code::MfaRejected,
              place_of(page) + " ended the approval: " + quoted(text_at(page, "errorText")));
}

Action hand_over(const web::Page&, const LoginFacts&, const Memory&) { return Handoff{}; }

Action report_certificate(const web::Page& page, const LoginFacts&, const Memory&) {
  return needs_browser(page, "wants a client certificate (--client-cert and --client-key may do)");
}

Action report_password(const web::Page& page, const LoginFacts&, const Memory&) {
  return stop(Code::PasswordExpired, place_of(page) + " asks for a new password; nothing was sent");
}

Action report_windows(const web::Page& page, const LoginFacts&, const Memory&) {
  return needs_browser(page,
                       "offers Windows integrated login only (401 Negotiate): another --user-agent "
                       "gets the forms, unless AD FS is asked from inside the network");
}

struct Msis {
  std::string_view number;
  Code code;
  std::string_view advice;
};
constexpr std::array<Msis, 5> kMsis = {{
    {"MSIS5007", Code::UserNotAssigned, "the access control policy does not permit the user"},
    {"MSIS7007", Code::IdpAppNotFound, "no relying party trust has the Entity ID of Flex"},
    {"MSIS7012", Code::IdpError, "an error occurred while the request was processed"},
    {"MSIS7042", Code::RateLimited, "too many requests of one browser session: a login loop"},
    {"MSIS3200", Code::IdpAcsNotRegistered, "the ACS URL is not among the trust's endpoints"},
}};

// Which part of the configuration is wrong stands in the event log, unless details are shown.
Action report_error(const web::Page& page, const LoginFacts&, const Memory&) {
  const std::string text = web::body_text(page.document);
  for (const Msis& known : kMsis)
    if (base::contains(text, known.number))
      return stop(known.code, place_of(page) + " shows " + std::string(known.number) + ": " +
                                  std::string(known.advice));
  std::string said = text_at(page, "errorMessage");
  if (said.empty()) said = text_at(page, "errorText");
  const std::string id = text_at(page, "activityId");
  return stop(Code::IdpError,
              place_of(page) + " shows an error" + (said.empty() ? "" : ": " + quoted(said)) +
                  ". The event log of AD FS names the reason (user not permitted, unknown relying "
                  "party)" +
                  (id.empty() ? "" : " under " + base::printable(id, 80)));
}

constexpr std::array<Rule, 13> kRules = {{
    {"login", is_state<State::Login>, enter},
    {"login-refused", is_state<State::LoginRefused>, report_refusal},
    {"home-realm", is_state<State::HomeRealm>, report_home_realm},
    {"method-choice", is_state<State::MethodChoice>, choose_forms},
    {"one-time-code", is_state<State::CodeForm>, send_code},
    {"code-refused", is_state<State::CodeRefused>, report_code},
    {"push", is_state<State::Push>, wait_for_push},
    {"push-failed", is_state<State::PushFailed>, report_push},
    {"duo", is_state<State::Duo>, hand_over},
    {"certificate", is_state<State::Certificate>, report_certificate},
    {"update-password", is_state<State::UpdatePassword>, report_password},
    {"windows-login", is_state<State::WindowsLogin>, report_windows},
    {"error", is_state<State::Error>, report_error},
}};

}  // namespace

constinit const Adapter kAdfs = {
    .id = "adfs", .title = "AD FS", .owns = path_is_ours, .rules = kRules};

}  // namespace flexverify::idp
