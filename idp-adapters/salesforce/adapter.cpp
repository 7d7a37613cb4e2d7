// Salesforce as identity provider: classic login and identity verification pages. Its hops by
// script are the shared rule's.
#include <algorithm>
#include <array>

#include "idp-adapters/adapter_list.h"
#include "idp-adapters/salesforce/labels.h"
#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "idp-adapters/shared/refusal.h"
#include "verifier/base/text.h"
#include "verifier/web/select.h"

namespace flexverify::idp {
namespace {

using model::Code;

enum class State {
  None,
  Login,
  UserName,
  Password,
  Refused,
  CodeForm,
  CodeRefused,
  OtherFactor,
  Enrolment,
  ChangePassword,
  AddPhone,
  OnlyOtherProvider,
  NoAccess,
  ScriptLogin,
};

bool owns(const web::Url& url) {
  return is_below(url, {"salesforce.com", "force.com", "my.site.com"}) ||
         base::contains(url.path, "/idp/endpoint/Http") || url.path == "/idp/login";
}

bool may_be_ours(const PageView& page) {
  constexpr std::array<std::string_view, 6> kMarks = {"SfdcApp", "SFDCSessionVars", "LoginHint",
                                                      "/sfdc_",  "editPage",        "vflid"};
  return owns(page.url) || path_has(page, "/_ui/") || path_has(page, "/secur/") ||
         std::any_of(kMarks.begin(), kMarks.end(),
                     [&](std::string_view mark) { return base::contains(page.body, mark); });
}

// form[name=login]: a My Domain form may stand in front of it.
const web::Form* login_form(const PageView& page) {
  for (const web::Form& form : page.forms) {
    const bool named = form.name == "login" || form.id == "login_form";
    if (named && web::find_control(form, "username") != nullptr) return &form;
  }
  return nullptr;
}

bool is_typed(const web::Form* form, std::string_view name) {
  const web::Control* control = form ? web::find_control(*form, name) : nullptr;
  return control != nullptr && is_usable(*control);
}

// tc: authenticator app, emc: e-mail, smc: text message.
const web::Form* verification(const PageView& page) {
  auto form = form_with_id(page, "editPage");
  const bool ours = form && (path_has(page, "/_ui/identity/") || web::find_control(*form, "vflid"));
  return ours ? form : nullptr;
}

std::string error_text(const PageView& page) {
  std::string text = text_at(page, "error");
  if (text.empty()) text = shown_errors(page);
  return text;
}

State verification_state(const PageView& page, const web::Form* form) {
  if (path_has(page, "/identity/totp/") || path_has(page, "RegistrationUi"))
    return State::Enrolment;
  if (!is_typed(form, "tc")) return State::OtherFactor;
  return error_text(page).empty() ? State::CodeForm : State::CodeRefused;
}

State state_of(const PageView& page) {
  if (page.document.empty() || !may_be_ours(page)) return State::None;
  if (path_has(page, "/ChangePassword") || has_id(page, "newpassword"))
    return State::ChangePassword;
  if (path_has(page, "/phone/AddPhoneNumber")) return State::AddPhone;
  if (const web::Form* form = verification(page)) return verification_state(page, form);
  // A hop by script shows nothing.
  const bool shows = !base::trim(web::body_text(page.document)).empty();
  if (path_has(page, "/_ui/identity/") && shows) return State::OtherFactor;
  const auto form = login_form(page);
  const bool user = is_typed(form, "username"), password = is_typed(form, "pw");
  if (form && !text_at(page, "error").empty()) return State::Refused;
  if (user && password) return State::Login;
  if (user) return State::UserName;
  if (password) return State::Password;
  if (has_id(page, "idp_section_buttons")) return State::OnlyOtherProvider;
  if (has_id(page, "insufficientPrivileges") || path_has(page, "/_nc_external/identity/saml/"))
    return State::NoAccess;
  const bool script = path_has(page, "/s/login") || base::contains(page.body, "auraConfig") ||
                      base::contains(page.body, "/s/sfsites/");
  return script && page.forms.empty() ? State::ScriptLogin : State::None;
}

PageState classify(const PageView& page) { return state_of(page); }

// What the page's script does before it submits.
void add_copies(Action& action, const LoginFacts& facts) {
  auto* send = std::get_if<Send>(&action);
  auto* body = send == nullptr ? nullptr : std::get_if<web::FormBody>(&send->request.body);
  if (body == nullptr) return;
  for (web::FormEntry& entry : body->entries) {
    if (entry.name == "un") entry.value = facts.username;
    if (entry.name == "width") entry.value = std::string("1920");
    if (entry.name == "height") entry.value = std::string("1080");
  }
}

Action enter(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  auto form = login_form(page);
  if (!form) return stop(Code::PageNotRecognised, place_of(page));
  const bool user = is_typed(form, "username"), password = is_typed(form, "pw");
  const SignInKind kind = user && password ? SignInKind::Login
                          : password       ? SignInKind::PasswordOnly
                                           : SignInKind::Identifier;
  Action action =
      sign_in(page, {kind, *form, user ? "username" : "", password ? "pw" : "", ""}, facts, memory);
  add_copies(action, facts);
  return action;
}

Action report_refusal(const PageView& page, const LoginFacts&, const Memory& memory) {
  const std::string said = quoted(text_at(page, "error"));
  if (!memory.password_sent && !memory.username_sent)
    return stop(Code::SessionLost, place_of(page) + " shows an error at once: " + said);
  return unknown_refusal(
      text_at(page, "error"), asks_again(page),
      with_sentence(place_of(page) + " says: " + said,
                    "Salesforce says the same of a wrong password and of a user who is locked, "
                    "frozen, or outside login hours and IP ranges: see Login History"));
}

Action send_code(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  auto form = verification(page);
  if (!form) return stop(Code::PageNotRecognised, place_of(page));
  Action action = sign_in(page, {SignInKind::Code, *form, "", "", "tc"}, facts, memory);
  return action;
}

Action report_code(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::MfaRejected,
              place_of(page) + " refused the one-time code: " + error_text(page));
}

// The page for codes, else the list of methods; null when the page leads to neither.
const std::string* other_method(const PageView& page) {
  const std::string* list = nullptr;
  for (const web::Element* link : web::elements(page.document, "a")) {
    const std::string* href = link->attribute("href");
    if (href == nullptr) continue;
    if (base::contains(*href, "TotpVerificationUi")) return href;
    if (base::contains(*href, "/_ui/identity/verification/")) list = href;
  }
  return list;
}

std::optional<web::Request> visit_other_method(const PageView& page) {
  const std::string* href = other_method(page);
  auto url = href == nullptr ? std::nullopt : web::parse_url(*href, &page.url);
  if (!url || !web::same_origin(*url, page.url)) return std::nullopt;
  web::Request request = web::get(*std::move(url));
  request.initiator = page.url;
  return request;
}

Action other_factor(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  if (facts.has_one_time_code && !memory.one_time_code_sent)
    if (auto request = visit_other_method(page)) return Send{*std::move(request)};
  const auto form = verification(page);
  const std::string_view what = is_typed(form, "emc")   ? "a code by e-mail"
                                : is_typed(form, "smc") ? "a code by text message"
                                                        : "Salesforce Authenticator, a key, or "
                                                          "another method of the page";
  return stop(Code::MfaRequired,
              place_of(page) + " verifies the identity by " + std::string(what) +
                  ", which is not configured here",
              "Register one-time codes for the test user (--totp-file), or put this machine's "
              "address into Network Access.");
}

Action report_enrolment(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::MfaEnrolmentRequired,
              place_of(page) + " wants the user to connect an authenticator first");
}

Action report_password(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::PasswordExpired, place_of(page) + " asks for a new password; nothing was sent");
}

// "Remind me later", "I don't want to register my phone".
Action postpone(const PageView& page, const LoginFacts&, const Memory&) {
  for (const web::Element* link : web::elements(page.document, "a")) {
    const std::string* href = link->attribute("href");
    const bool later =
        href != nullptr && (base::contains(*href, "remind") || base::contains(*href, "skip") ||
                            base::contains(*href, "retURL"));
    const auto url = later ? web::parse_url(*href, &page.url) : std::nullopt;
    if (!url || !web::same_origin(*url, page.url)) continue;
    web::Request request = web::get(*url);
    request.initiator = page.url;
    return Send{std::move(request)};
  }
  return stop(Code::PolicyDenied, place_of(page) + " wants the user's phone number");
}

Action report_other(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::PageNotRecognised,
              place_of(page) +
                  " offers other identity providers only: this org delegates its own login. Let "
                  "Single Sign-On URL name that provider, or enable the login form of My Domain");
}

Action report_access(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::UserNotAssigned,
              place_of(page) +
                  " says that the user has no access to the connected app: give it "
                  "by profile or permission set");
}

Action report_script(const PageView& page, const LoginFacts&, const Memory&) {
  return needs_browser(page, "is a login page of Experience Cloud that only scripts fill");
}

constexpr auto kHandlers = std::to_array<Handler>({
    {State::Login, "login", enter},
    {State::UserName, "user-name", enter},
    {State::Password, "password", enter},
    {State::Refused, "login-refused", report_refusal},
    {State::CodeForm, "one-time-code", send_code},
    {State::CodeRefused, "code-refused", report_code},
    {State::OtherFactor, "other-factor", other_factor},
    {State::Enrolment, "enrolment", report_enrolment},
    {State::ChangePassword, "change-password", report_password},
    {State::AddPhone, "add-phone", postpone},
    {State::OnlyOtherProvider, "other-provider", report_other},
    {State::NoAccess, "no-access", report_access},
    {State::ScriptLogin, "script-login", report_script},
});

}  // namespace

constinit const Adapter kSalesforce = {.id = "salesforce",
                                       .title = "Salesforce",
                                       .owns = owns,
                                       .labels = salesforce::kLabels,
                                       .classify = classify,
                                       .handlers = kHandlers};

}  // namespace flexverify::idp
