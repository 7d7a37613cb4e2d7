// Shibboleth IdP 3 to 5: one web flow, each page with its own execution key and csrf_token.
#include <algorithm>
#include <array>

#include "idp-adapters/adapter_list.h"
#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "idp-adapters/shared/refusal.h"
#include "idp-adapters/shared/vendor_messages.h"
#include "idp-adapters/shibboleth/labels.h"
#include "idp-adapters/shibboleth/pages.h"
#include "verifier/base/text.h"
#include "verifier/web/select.h"

namespace flexverify::idp {
namespace {

using model::Code;
using shibboleth::State;

PageState classify(const PageView& page) { return shibboleth::state_of(page); }

Action press(const PageView& page, std::string_view control, const web::Values& values) {
  auto form = form_having(page, control);
  if (!form) return stop(Code::PageNotRecognised, place_of(page));
  return send_form(page, *form, web::find_control(*form, shibboleth::kProceed), values);
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
  const web::Control* proceed = web::find_control(*form, shibboleth::kProceed);
  const bool button = proceed != nullptr && proceed->kind == web::ControlKind::Submit;
  if (proceed == nullptr) values.push_back({std::string(shibboleth::kProceed), std::string()});
  return send_form(page, *form, button ? proceed : nullptr, values);
}

// sign_in presses the first button that goes on; here it must be this one.
Action with_proceed(Action action) {
  auto* send = std::get_if<Send>(&action);
  auto* body = send == nullptr ? nullptr : std::get_if<web::FormBody>(&send->request.body);
  if (body == nullptr) return action;
  std::erase_if(body->entries, [](const web::FormEntry& entry) {
    return (entry.name.starts_with("_eventId_") && entry.name != shibboleth::kProceed) ||
           entry.name == "_shib_idp_revokeConsent";
  });
  const bool there =
      std::any_of(body->entries.begin(), body->entries.end(),
                  [](const web::FormEntry& entry) { return entry.name == shibboleth::kProceed; });
  if (!there) body->entries.push_back({std::string(shibboleth::kProceed), std::string()});
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
  const std::string text = shibboleth::error_text(page);
  if (!memory.password_sent)
    return stop(Code::SessionLost, place_of(page) + " shows an error at once: " + quoted(text));
  if (const VendorMessage* known = message_in(kRefusals, KeyIs::Words, text))
    return stop_for(*known, place_of(page) + " says: " + quoted(text));
  return unknown_refusal(page, text);
}

Action one_time_code(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  const auto form = shibboleth::code_form(page);
  if (!form) return stop(Code::PageNotRecognised, place_of(page));
  return with_proceed(
      sign_in(page, {SignInKind::Code, *form, "", "", shibboleth::code_control(*form)->name}, facts,
              memory));
}

Action report_code(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::MfaRejected, place_of(page) + " refused the one-time code: " +
                                     quoted(shibboleth::error_text(page)));
}

Action hand_over(const PageView& page, const LoginFacts&, const Memory&) {
  return needs_factor(page, "Duo");
}

Action release(const PageView& page, const LoginFacts& facts, const Memory&) {
  if (facts.accept_consent)
    return press(page, shibboleth::kProceed,
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
    return press(page, shibboleth::kProceed, {{"_shib_idp_consentIds", id}});
  }
  return stop(Code::TermsRequired, place_of(page) +
                                       " asks the user to accept terms of use; "
                                       "nothing was answered. Use --accept-terms");
}

// The notice goes on by itself after some seconds, or by a link.
Action pass_notice(const PageView& page, const LoginFacts&, const Memory&) {
  for (const web::Element* link : web::elements(page.document, "a")) {
    const std::string* href = link->attribute("href");
    if (href == nullptr || !base::contains(*href, shibboleth::kProceed)) continue;
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
                                       .owns = shibboleth::owns,
                                       .labels = shibboleth::kLabels,
                                       .classify = classify,
                                       .handlers = kHandlers};

}  // namespace flexverify::idp
