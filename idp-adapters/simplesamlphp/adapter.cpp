// SimpleSAMLphp 1.x and 2.x.
#include <algorithm>
#include <array>

#include "idp-adapters/adapter_list.h"
#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "idp-adapters/shared/refusal.h"
#include "idp-adapters/shared/vendor_messages.h"
#include "idp-adapters/simplesamlphp/labels.h"
#include "verifier/base/text.h"
#include "verifier/web/query.h"
#include "verifier/web/select.h"

namespace flexverify::idp {
namespace {

using model::Code;

constexpr std::string_view kCookieAdvice =
    "; a cookie was lost or refused between two pages of the login";
constexpr std::string_view kMetadataAdvice =
    "; expected the Entity ID of the Flex connection in saml20-sp-remote.php";

// The names of the errors, which the debug text holds when the installation shows it. The detail
// ends with the meaning.
constexpr auto kErrors = std::to_array<VendorMessage>({
    {"NOSTATE", Code::SessionLost, kCookieAdvice},
    {"NOCOOKIE", Code::SessionLost, kCookieAdvice},
    {"METADATANOTFOUND", Code::IdpAppNotFound, kMetadataAdvice},
    {"NOACCESS", Code::PolicyDenied},
    {"USERABORTED", Code::IdpError},
    {"PROCESSAUTHNREQUEST", Code::IdpError},
    {"AUTHSOURCEERROR", Code::IdpError},
    {"LDAPERROR", Code::IdpError},
    {"RESPONSESTATUSNOSUCCESS", Code::IdpError},
    {"UNHANDLEDEXCEPTION", Code::IdpError},
});

// Their titles in English, and their names; other languages end in idp-error.
constexpr auto kTitles = std::to_array<VendorMessage>({
    {"State information lost", Code::SessionLost, "NOSTATE"},
    {"Missing cookie", Code::SessionLost, "NOCOOKIE"},
    {"Metadata not found", Code::IdpAppNotFound, "METADATANOTFOUND"},
    {"No access", Code::PolicyDenied, "NOACCESS"},
    {"Authentication aborted", Code::IdpError, "USERABORTED"},
    {"Error processing request from Service Provider", Code::IdpError, "PROCESSAUTHNREQUEST"},
    {"Authentication source error", Code::IdpError, "AUTHSOURCEERROR"},
    {"LDAP Error", Code::IdpError, "LDAPERROR"},
    {"Error received from Identity Provider", Code::IdpError, "RESPONSESTATUSNOSUCCESS"},
    {"Unhandled exception", Code::IdpError, "UNHANDLEDEXCEPTION"},
});

enum class State {
  None,
  Login,
  LoginRefused,
  Consent,
  Warning,
  ShortInterval,
  IdpChoice,
  SourceChoice,
  MissingCookie,
  Denied,
  Error,
};

bool path_is_ours(const web::Url& url) {
  constexpr std::array<std::string_view, 5> kPaths = {"/simplesaml/", "/simplesamlphp/",
                                                      "/module.php/", "/saml2/idp/SSOService.php",
                                                      "/saml2/idp/initSLO.php"};
  return std::any_of(kPaths.begin(), kPaths.end(),
                     [&url](std::string_view path) { return base::contains(url.path, path); });
}

bool has_query(const web::Url& url, std::string_view name) {
  return url.query && web::query_value(*url.query, name).has_value();
}

// username and password, and the state that only SimpleSAMLphp calls AuthState.
std::optional<SignInForm> login_form(const PageView& page) {
  auto found = find_sign_in_form(page);
  if (!found || found->password != "password") return std::nullopt;
  if (web::find_control(found->form, "username") == nullptr) return std::nullopt;
  const bool ours = web::find_control(found->form, "AuthState") != nullptr ||
                    has_query(found->form.action, "AuthState") ||
                    has_query(page.url, "AuthState") || path_has(page, "/core/loginuserpass");
  return ours ? std::move(found) : std::nullopt;
}

// 2.x marks the box by classes, 1.x only by its icon.
std::string login_error(const PageView& page) {
  for (const web::Element* element : web::elements(page.document, "")) {
    if (web::has_class(*element, "erroricon") && element->parent != nullptr)
      return web::text_of(*element->parent);
    if (web::has_class(*element, "message-box") && web::has_class(*element, "error"))
      return web::text_of(*element);
  }
  return "";
}

const web::Control* button_named_like(const web::Form& form, std::string_view prefix) {
  for (const web::Control& control : form.controls)
    if (control.kind == web::ControlKind::Submit && control.name.starts_with(prefix))
      return &control;
  return nullptr;
}

// The form whose button has this id.
const web::Form* form_of_button(const PageView& page, std::string_view id) {
  for (const web::Form& form : page.forms)
    for (const web::Control& control : form.controls)
      if (control.element->attribute_or_empty("id") == id) return &form;
  return nullptr;
}

State form_state(const PageView& page) {
  const auto& forms = page.forms;
  if (form_with(forms, "returnIDParam") != nullptr) return State::IdpChoice;
  if (const web::Form* form = form_with(forms, "StateId")) {
    const bool no = web::element_by_id(page.document, "nobutton") != nullptr ||
                    form_with(forms, "no") != nullptr;
    if (no) return State::Consent;
    if (web::find_control(*form, "yes") != nullptr) return State::Warning;
  }
  if (form_of_button(page, "contbutton") && path_is_ours(page.url)) return State::ShortInterval;
  const web::Form* choice = form_with(forms, "AuthState");
  if (choice != nullptr && button_named_like(*choice, "src-")) return State::SourceChoice;
  return State::None;
}

// Cheap, and true for all of our pages: most pages are another provider's.
bool may_be_ours(const PageView& page) {
  constexpr std::array<std::string_view, 6> kMarks = {"AuthState", "StateId",  "returnIDParam",
                                                      "trackid",   "reportId", "loginuserpass"};
  return path_is_ours(page.url) || has_query(page.url, "AuthState") ||
         std::any_of(kMarks.begin(), kMarks.end(),
                     [&page](std::string_view mark) { return base::contains(page.body, mark); });
}

State state_of(const PageView& page) {
  if (page.document.empty() || !may_be_ours(page)) return State::None;
  if (login_form(page)) return login_error(page).empty() ? State::Login : State::LoginRefused;
  if (const State state = form_state(page); state != State::None) return state;
  if (path_has(page, "/core/no_cookie") || path_has(page, "/core/error/nocookie"))
    return State::MissingCookie;
  if (path_has(page, "/module.php/authorize/")) return State::Denied;
  const bool tracked = web::element_by_id(page.document, "trackid") != nullptr ||
                       web::element_with(page.document, "input", "name", "reportId") != nullptr;
  return tracked ? State::Error : State::None;
}

PageState classify(const PageView& page) { return state_of(page); }

std::string headline(const PageView& page) {
  for (const std::string_view tag : {"h2", "h1", "h3"})
    for (const web::Element* element : web::elements(page.document, tag))
      if (std::string text = web::text_of(*element); !text.empty()) return text;
  return web::title(page.document);
}

const VendorMessage* find_error(std::string_view title, std::string_view text) {
  if (const VendorMessage* named = message_in(kErrors, KeyIs::Part, text)) return named;
  const VendorMessage* titled = message_in(kTitles, KeyIs::Words, title);
  return titled == nullptr ? nullptr : message_in(kErrors, KeyIs::Whole, titled->meaning);
}

std::string page_text(const PageView& page) {
  return page.document.empty() ? std::string() : web::text_of(*page.document.root());
}

Action report_error(const PageView& page, const LoginFacts&, const Memory&) {
  const std::string title = headline(page);
  const VendorMessage* error = find_error(title, page_text(page));
  std::string detail = place_of(page) + " shows the error " + quoted(title);
  if (error == nullptr) return stop(Code::IdpError, detail);
  detail += " (" + std::string(error->key) + ")" + std::string(error->meaning);
  return stop_for(*error, detail);
}

Action report_cookie(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::SessionLost, place_of(page) +
                                     " says that its session cookie did not come back" +
                                     std::string(kCookieAdvice));
}

Action report_denied(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::UserNotAssigned, place_of(page) + " denies this user access to the service: " +
                                         quoted(headline(page)));
}

Action sign_in_here(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  const auto found = login_form(page);
  if (!found) return stop(Code::PageNotRecognised, place_of(page));
  return sign_in(page, *found, facts, memory);
}

Action report_refusal(const PageView& page, const LoginFacts&, const Memory&) {
  const std::string text = login_error(page);
  const VendorMessage* error = find_error(text, text);
  const std::string detail =
      place_of(page) + " shows the login form again and says: " + quoted(text);
  return error == nullptr ? unknown_refusal(text, AsksAgain::Yes, detail)
                          : stop_for(*error, detail);
}

Action press(const PageView& page, std::string_view button_id) {
  const auto form = form_of_button(page, button_id);
  if (!form) return stop(Code::PageNotRecognised, place_of(page));
  return send_form(page, *form, forward_button(*form), {});
}

Action consent(const PageView& page, const LoginFacts& facts, const Memory&) {
  if (facts.accept_consent)
    if (const auto form = form_having(page, "yes"))
      return send_form(page, *form, web::find_control(*form, "yes"), {});
  return stop(Code::ConsentRequired,
              place_of(page) +
                  " asks whether the user's attributes may be sent; nothing was answered. Use "
                  "--accept-consent, or disable the consent filter for Flex");
}

Action go_on_after_warning(const PageView& page, const LoginFacts&, const Memory&) {
  return press(page, "yesbutton");
}

Action repeat_request(const PageView& page, const LoginFacts&, const Memory&) {
  return press(page, "contbutton");
}

Action report_idp_choice(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::PageNotRecognised,
              place_of(page) +
                  " lets the user choose among identity providers, which no check can do; expected "
                  "the login form. Let Single Sign-On URL name the provider itself");
}

Action report_source_choice(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::PageNotRecognised,
              place_of(page) +
                  " lets the user choose among authentication sources, which no check can do; "
                  "expected the login form");
}

constexpr auto kHandlers = std::to_array<Handler>({
    {State::Login, "login", sign_in_here},
    {State::LoginRefused, "login-refused", report_refusal},
    {State::Consent, "consent", consent},
    {State::Warning, "warning", go_on_after_warning},
    {State::ShortInterval, "short-interval", repeat_request},
    {State::IdpChoice, "idp-choice", report_idp_choice},
    {State::SourceChoice, "source-choice", report_source_choice},
    {State::MissingCookie, "missing-cookie", report_cookie},
    {State::Denied, "denied", report_denied},
    {State::Error, "error", report_error},
});

}  // namespace

constinit const Adapter kSimpleSamlPhp = {.id = "simplesamlphp",
                                          .title = "SimpleSAMLphp",
                                          .owns = path_is_ours,
                                          .labels = simplesamlphp::kLabels,
                                          .classify = classify,
                                          .handlers = kHandlers};

}  // namespace flexverify::idp
