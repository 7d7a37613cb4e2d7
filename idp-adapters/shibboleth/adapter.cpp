// Shibboleth IdP 3 to 5: one web flow, each page with its own execution key and csrf_token.
#include <algorithm>
#include <array>

#include "idp-adapters/adapter_list.h"
#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "idp-adapters/shared/vendor_messages.h"
#include "idp-adapters/shibboleth/labels.h"
#include "verifier/base/text.h"
#include "verifier/web/navigate.h"
#include "verifier/web/query.h"
#include "verifier/web/select.h"

namespace flexverify::idp {
namespace {

using model::Code;

constexpr std::string_view kProceed = "_eventId_proceed";

enum class State {
  None,
  LocalStorage,
  Login,
  LoginRefused,
  CodeForm,
  CodeRefused,
  Duo,
  Release,
  Terms,
  PasswordNotice,
  Error,
};

bool owns(const web::Url& url) {
  return base::contains(url.path, "/idp/profile/") || base::contains(url.path, "/idp/Authn/");
}

bool may_be_ours(const PageView& page) {
  return owns(page.url) || base::contains(page.body, "j_username") ||
         base::contains(page.body, "_shib_idp_") || base::contains(page.body, "shib_idp_ls_") ||
         base::contains(page.body, kProceed);
}

// Version 3 marks its error text by one class, version 4 by another, themes by a third.
std::string error_text(const PageView& page) {
  for (const web::Element* element : web::elements(page.document, "")) {
    const bool marked = web::has_class(*element, "form-error") ||
                        web::has_class(*element, "output--error") ||
                        web::has_class(*element, "alert-danger");
    if (!marked || !web::is_visible(*element)) continue;
    if (std::string text = web::text_of(*element); !base::trim(text).empty()) return text;
  }
  return "";
}

bool in_flow(const PageView& page) {
  return page.url.query && web::query_value(*page.url.query, "execution").has_value();
}

// The token plugins call their field as they like: it is the one that a person can fill in.
const web::Control* code_control(const web::Form& form) {
  constexpr std::array<std::string_view, 4> kNames = {"tokencode", "j_tokenNumber", "otp", "token"};
  for (const std::string_view name : kNames)
    if (const web::Control* control = web::find_control(form, name); control && is_usable(*control))
      return control;
  return nullptr;
}

const web::Form* code_form(const PageView& page) {
  for (const web::Form& form : page.forms)
    if (web::find_control(form, kProceed) != nullptr && code_control(form) != nullptr) return &form;
  return nullptr;
}

State consent_state(const PageView& page, const std::vector<web::Form>& forms) {
  const bool released = form_with(forms, "_shib_idp_consentOptions") != nullptr ||
                        form_with(forms, "_eventId_AttributeReleaseRejected") != nullptr;
  if (released) return State::Release;
  if (form_with(forms, "_eventId_TermsRejected") != nullptr) return State::Terms;
  const bool ids = form_with(forms, "_shib_idp_consentIds") != nullptr;
  return ids && path_has(page, "/idp/profile/") ? State::Terms : State::None;
}

State state_of(const PageView& page) {
  if (page.document.empty() || !may_be_ours(page)) return State::None;
  const auto& forms = page.forms;
  if (form_with(forms, "shib_idp_ls_supported") != nullptr) return State::LocalStorage;
  // The same two names are those of any Java login.
  const web::Form* login = form_with(forms, "j_password");
  if (login != nullptr && (web::find_control(*login, kProceed) != nullptr || owns(page.url)))
    return error_text(page).empty() ? State::Login : State::LoginRefused;
  if (form_with(forms, "sig_response") != nullptr || has_id(page, "duo_iframe"))
    return owns(page.url) ? State::Duo : State::None;
  if (const State state = consent_state(page, forms); state != State::None) return state;
  if (code_form(page)) return error_text(page).empty() ? State::CodeForm : State::CodeRefused;
  const bool notice = in_flow(page) && base::contains(page.body, "http-equiv") &&
                      base::contains(page.body, kProceed);
  if (notice && owns(page.url)) return State::PasswordNotice;
  const bool error = owns(page.url) && forms.empty() && !error_text(page).empty();
  const bool failed = owns(page.url) && (page.status >= 400 || path_has(page, "/error"));
  return error || failed ? State::Error : State::None;
}

PageState classify(const PageView& page) { return state_of(page); }

Action press(const PageView& page, std::string_view control, const web::Values& values) {
  auto form = form_having(page, control);
  if (!form) return stop(Code::PageNotRecognised, place_of(page));
  return send_form(page, *form, web::find_control(*form, kProceed), values);
}

// A client without local storage: nothing is kept, nothing is read.
Action no_storage(const PageView& page, const LoginFacts&, const Memory&) {
  auto form = form_having(page, "shib_idp_ls_supported");
  if (!form) return stop(Code::PageNotRecognised, place_of(page));
  web::Values values;
  for (const web::Control& control : form->controls)
    if (control.name.starts_with("shib_idp_ls_"))
      values.push_back(
          {control.name,
           std::string(control.name.starts_with("shib_idp_ls_success") ? "false" : "")});
  const web::Control* proceed = web::find_control(*form, kProceed);
  const bool button = proceed != nullptr && proceed->kind == web::ControlKind::Submit;
  if (proceed == nullptr) values.push_back({std::string(kProceed), std::string()});
  return send_form(page, *form, button ? proceed : nullptr, values);
}

// sign_in presses the first button that goes on; here it must be this one.
Action with_proceed(Action action) {
  auto* send = std::get_if<Send>(&action);
  auto* body = send == nullptr ? nullptr : std::get_if<web::FormBody>(&send->request.body);
  if (body == nullptr) return action;
  std::erase_if(body->entries, [](const web::FormEntry& entry) {
    return (entry.name.starts_with("_eventId_") && entry.name != kProceed) ||
           entry.name == "donotcache" || entry.name == "_shib_idp_revokeConsent";
  });
  const bool there =
      std::any_of(body->entries.begin(), body->entries.end(),
                  [](const web::FormEntry& entry) { return entry.name == kProceed; });
  if (!there) body->entries.push_back({std::string(kProceed), std::string()});
  return action;
}

Action enter(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  auto form = form_having(page, "j_password");
  if (!form) return stop(Code::PageNotRecognised, place_of(page));
  const bool user = web::find_control(*form, "j_username") != nullptr;
  return with_proceed(sign_in(page,
                              {user ? SignInKind::Login : SignInKind::PasswordOnly, *form,
                               user ? "j_username" : "", "j_password", ""},
                              facts, memory));
}

// Names of events, and the English texts of the message map.
constexpr auto kRefusals = std::to_array<VendorMessage>({
    {"UnknownUsername", Code::UnknownUser},
    {"cannot be identified", Code::UnknownUser},
    {"InvalidPassword", Code::CredentialsRejected},
    {"ExpiredPassword", Code::PasswordExpired},
    {"password has expired", Code::PasswordExpired},
    {"AccountLocked", Code::AccountLocked},
    {"account is locked", Code::AccountLocked},
    {"account is disabled", Code::AccountDisabled},
});

Action report_refusal(const PageView& page, const LoginFacts&, const Memory& memory) {
  const std::string text = error_text(page);
  if (!memory.password_sent)
    return stop(Code::SessionLost, place_of(page) + " shows an error at once: " + quoted(text));
  if (const VendorMessage* known = message_in(kRefusals, KeyIs::Words, text))
    return stop_for(*known, place_of(page) + " says: " + quoted(text));
  return stop(Code::CredentialsRejected, place_of(page) + " says: " + quoted(text));
}

Action one_time_code(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  const auto form = code_form(page);
  if (!form) return stop(Code::PageNotRecognised, place_of(page));
  return with_proceed(
      sign_in(page, {SignInKind::Code, *form, "", "", code_control(*form)->name}, facts, memory));
}

Action report_code(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::MfaRejected,
              place_of(page) + " refused the one-time code: " + quoted(error_text(page)));
}

Action hand_over(const PageView& page, const LoginFacts&, const Memory&) {
  return needs_factor(page, "Duo");
}

Action release(const PageView& page, const LoginFacts& facts, const Memory&) {
  if (facts.accept_consent)
    return press(page, kProceed,
                 {{"_shib_idp_consentOptions", std::string("_shib_idp_doNotRememberConsent")}});
  return stop(Code::ConsentRequired,
              place_of(page) +
                  " asks whether the user's attributes may be released; nothing was "
                  "answered. Release them without consent to Flex, or use "
                  "--accept-consent");
}

Action terms(const PageView& page, const LoginFacts& facts, const Memory&) {
  if (facts.accept_terms) {
    auto form = form_having(page, "_shib_idp_consentIds");
    const std::string id = form ? value_of(*form, "_shib_idp_consentIds") : "";
    return press(page, kProceed, {{"_shib_idp_consentIds", id}});
  }
  return stop(Code::TermsRequired, place_of(page) +
                                       " asks the user to accept terms of use; "
                                       "nothing was answered. Use --accept-terms");
}

// The notice goes on by itself after some seconds, or by a link.
Action pass_notice(const PageView& page, const LoginFacts&, const Memory&) {
  for (const web::Element* link : web::elements(page.document, "a")) {
    const std::string* href = link->attribute("href");
    if (href == nullptr || !base::contains(*href, kProceed)) continue;
    const auto url = web::parse_url(*href, &page.url);
    if (!url || !web::same_origin(*url, page.url)) continue;
    web::Request request = web::get(*url);
    request.initiator = page.url;
    return Send{
        .request = std::move(request),
        .warning = model::make_finding(Code::PasswordExpiring,
                                       place_of(page) + " says that the password expires soon")};
  }
  return stop(Code::PageNotRecognised, place_of(page));
}

constexpr std::string_view kNoMetadata = ": no metadata with the Entity ID of Flex is loaded";
constexpr auto kErrors = std::to_array<VendorMessage>({
    {"Stale Request", Code::SessionLost},
    {"No loginable", Code::SessionLost},
    {"Unsupported Request", Code::IdpAppNotFound, kNoMetadata},
    {"not configured", Code::IdpAppNotFound, kNoMetadata},
    {"InvalidProfileConfiguration", Code::IdpAppNotFound, kNoMetadata},
    {"ContextCheckDenied", Code::UserNotAssigned},
    {"Access Denied", Code::UserNotAssigned},
    {"EndpointResolutionFailed", Code::IdpAcsNotRegistered},
    {"Message Security Error", Code::IdpError},
});

Action report_error(const PageView& page, const LoginFacts&, const Memory&) {
  const std::string text = web::title(page.document) + " " + web::body_text(page.document);
  if (const VendorMessage* known = message_in(kErrors, KeyIs::Words, text))
    return stop_for(*known,
                    place_of(page) + " shows " + quoted(known->key) + std::string(known->meaning));
  return stop(Code::IdpError, place_of(page) + " shows an error: " + quoted(base::trim(text)));
}

constexpr auto kHandlers = std::to_array<Handler>({
    {State::LocalStorage, "local-storage", no_storage},
    {State::Login, "login", enter},
    {State::LoginRefused, "login-refused", report_refusal},
    {State::CodeForm, "one-time-code", one_time_code},
    {State::CodeRefused, "code-refused", report_code},
    {State::Duo, "duo", hand_over},
    {State::Release, "attribute-release", release},
    {State::Terms, "terms", terms},
    {State::PasswordNotice, "password-notice", pass_notice},
    {State::Error, "error", report_error},
});

}  // namespace

constinit const Adapter kShibboleth = {.id = "shibboleth",
                                       .title = "Shibboleth",
                                       .owns = owns,
                                       .labels = shibboleth::kLabels,
                                       .classify = classify,
                                       .handlers = kHandlers};

}  // namespace flexverify::idp
