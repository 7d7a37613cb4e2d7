// AD FS: the pages of its sign-in, told apart by the ids that Microsoft's own script uses.
#include <algorithm>
#include <array>

#include "idp-adapters/adapter_list.h"
#include "idp-adapters/adfs/factor.h"
#include "idp-adapters/adfs/labels.h"
#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "idp-adapters/shared/refusal.h"
#include "idp-adapters/shared/vendor_messages.h"
#include "verifier/base/text.h"
#include "verifier/web/select.h"

namespace flexverify::idp {
namespace {

using adfs::FactorPage;
using model::Code;

enum class State {
  None,
  Login,
  LoginRefused,
  HomeRealm,
  MethodChoice,
  CodeForm,
  CodeRefused,
  CodeStart,
  Push,
  PushFailed,
  Duo,
  Certificate,
  OtherFactor,
  UpdatePassword,
  WindowsLogin,
  Error,
};

bool path_is_ours(const web::Url& url) { return base::contains(url.path, "/adfs/"); }

bool may_be_ours(const PageView& page) {
  constexpr std::array<std::string_view, 6> kMarks = {
      "userNameInput", "authMethod", "authOptions", "/adfs/", "loginForm", "errorDetails"};
  return path_is_ours(page.url) || std::ranges::any_of(kMarks, [&](std::string_view mark) {
           return base::contains(page.body, mark);
         });
}

// The ids are common words, so something must say AD FS: the path, or a path in the page.
bool has_marks(const PageView& page) {
  return path_is_ours(page.url) || base::contains(page.body, "/adfs/") ||
         base::contains(page.body, "mswebdialog");
}

State state_of_factor(const PageView& page) {
  switch (adfs::factor_page(page)) {
    case FactorPage::None:
      return State::None;
    case FactorPage::CodeForm:
      return State::CodeForm;
    case FactorPage::CodeRefused:
      return State::CodeRefused;
    case FactorPage::Start:
      return State::CodeStart;
    case FactorPage::Push:
      return State::Push;
    case FactorPage::PushFailed:
      return State::PushFailed;
    case FactorPage::Duo:
      return State::Duo;
    case FactorPage::Certificate:
      return State::Certificate;
    case FactorPage::Other:
      return State::OtherFactor;
  }
  return State::None;
}

bool shows_error(const PageView& page) {
  return has_id(page, "errorDetails") || has_id(page, "activityId") ||
         (has_id(page, "errorArea") && !text_at(page, "errorMessage").empty());
}

State state_of_forms(const PageView& page) {
  const auto& forms = page.forms;
  if (form_with(forms, "OldPassword") != nullptr || path_has(page, "/updatepassword"))
    return State::UpdatePassword;
  if (const State factor = state_of_factor(page); factor != State::None) return factor;
  if (form_with_id(page, "hrd")) return State::HomeRealm;
  const web::Form* login = form_with(forms, "Password");
  if (login != nullptr && web::find_control(*login, "UserName") != nullptr)
    return text_at(page, "errorText").empty() ? State::Login : State::LoginRefused;
  if (shows_error(page)) return State::Error;
  return adfs::is_method_choice(page) ? State::MethodChoice : State::None;
}

State state_of(const PageView& page) {
  const std::string* challenge = web::find_header(page.headers, "WWW-Authenticate");
  if (page.status == 401 && challenge != nullptr && path_is_ours(page.url))
    return State::WindowsLogin;
  if (page.document.empty() || !may_be_ours(page) || !has_marks(page)) return State::None;
  return state_of_forms(page);
}

PageState classify(const PageView& page) { return state_of(page); }

Action enter(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  auto form = form_having(page, "Password");
  if (!form) return stop(Code::PageNotRecognised, place_of(page));
  return sign_in(page, {SignInKind::Login, *form, "UserName", "Password", ""}, facts, memory);
}

Stop expired(const PageView& page) {
  return stop(Code::PasswordExpired, place_of(page) +
                                         " asks for a new password; nothing was sent. Set it at " +
                                         "/adfs/portal/updatepassword/ or in the directory");
}

// The text about an expired password has a link in it; its words are localised.
bool links_to_new_password(const PageView& page) {
  const web::Element* text = web::element_by_id(page.document, "errorText");
  if (text == nullptr) return false;
  return std::ranges::any_of(web::elements_below(*text, "a"), [](const web::Element* link) {
    return base::contains_ignoring_case(link->attribute_or_empty("href"), "updatepassword");
  });
}

Action report_refusal(const PageView& page, const LoginFacts&, const Memory& memory) {
  const std::string said = quoted(text_at(page, "errorText"));
  if (!memory.password_sent)
    return stop(Code::SessionLost,
                place_of(page) + " shows an error before any password was sent: " + said);
  if (links_to_new_password(page)) return expired(page);
  return unknown_refusal(
      text_at(page, "errorText"), asks_again(page),
      with_sentence(place_of(page) + " says: " + said,
                    "AD FS says the same of a wrong password and of an account that is unknown, "
                    "locked or disabled; its security log (event 411) tells them apart"));
}

// A mail address finds the claims provider; a list of them is for people.
Action find_home_realm(const PageView& page, const LoginFacts& facts, const Memory&) {
  const auto form = form_with_id(page, "hrd");
  const bool by_mail = form && web::find_control(*form, "Email") != nullptr;
  if (!by_mail || facts.username.empty())
    return stop(Code::PageNotRecognised,
                place_of(page) +
                    " lets the user choose a claims provider, which no check can do; expected the "
                    "login form. Set one claims provider for the relying party trust of Flex "
                    "(Set-AdfsRelyingPartyTrust -ClaimsProviderName)");
  if (const std::string said = text_at(page, "errorText"); !said.empty())
    return stop(Code::UnknownUser,
                place_of(page) + " finds no claims provider for the user name: " + quoted(said));
  return send_form(page, *form, nullptr,
                   {{"Email", facts.username}, {"HomeRealmByEmail", std::string("Next")}});
}

Action report_password(const PageView& page, const LoginFacts&, const Memory&) {
  return expired(page);
}

Action report_windows(const PageView& page, const LoginFacts&, const Memory&) {
  return needs_browser(page,
                       "offers Windows integrated login only (401 Negotiate); another "
                       "--user-agent gets the forms, or a request from outside the network");
}

// Numbers that mean one thing. Others, as MSIS7012, stand for whatever went wrong: their words
// decide.
constexpr auto kMsis = std::to_array<VendorMessage>({
    {"MSIS5007", Code::UserNotAssigned,
     "the access control policy of the relying party trust does not permit this user"},
    {"MSIS7007", Code::IdpAppNotFound,
     "no relying party trust has this identifier: expected the Entity ID of the Flex connection"},
    {"MSIS3200", Code::IdpAcsNotRegistered,
     "the ACS URL is not among the endpoints of the relying party trust: expected that of the Flex "
     "connection, with its ?connection="},
    {"MSIS7042", Code::SessionLost,
     "the same browser asked too often within seconds: a login loop, or refused cookies"},
    {"MSIS7065", Code::IdpError,
     "no handler for this path: is Single Sign-On URL that of /adfs/ls/?"},
    {"MSIS7001", Code::SessionLost, "the context of the login is lost"},
});

// With the number and what stands behind it.
std::string error_words(const PageView& page, std::string_view text) {
  std::string words;
  for (const std::string_view id : {"errorMessage", "errorText", "openingMessage"})
    if (words.empty()) words = text_at(page, id);
  const std::size_t number = text.find("MSIS");
  if (number == std::string_view::npos || base::contains(words, "MSIS")) return words;
  return words + (words.empty() ? "" : " ") + std::string(text.substr(number, 300));
}

// Which part of the configuration is wrong stands in the event log, unless the words tell.
Action report_words(const PageView& page, const std::string& said) {
  const std::string id = text_at(page, "activityId");
  const std::string detail =
      with_sentence(place_of(page) + " shows an error" + (said.empty() ? "" : ": " + quoted(said)),
                    "The admin log of AD FS names the reason (user not permitted, unknown relying "
                    "party, another ACS URL)") +
      (id.empty() ? "" : ": look there for " + base::printable(id, 80));
  const VendorMessage* known = meaning_of_error(said);
  return known == nullptr ? stop(Code::IdpError, detail) : stop_for(*known, detail);
}

Action report_error(const PageView& page, const LoginFacts&, const Memory&) {
  const std::string text = web::body_text(page.document);
  if (const VendorMessage* known = message_in(kMsis, KeyIs::Part, text))
    return stop_for(*known, place_of(page) + " shows " + std::string(known->key) + ": " +
                                std::string(known->meaning));
  return report_words(page, error_words(page, text));
}

constexpr auto kHandlers = std::to_array<Handler>({
    {State::Login, "login", enter},
    {State::LoginRefused, "login-refused", report_refusal},
    {State::HomeRealm, "home-realm", find_home_realm},
    {State::MethodChoice, "method-choice", adfs::choose_method},
    {State::CodeForm, "one-time-code", adfs::send_code},
    {State::CodeRefused, "code-refused", adfs::report_code},
    {State::CodeStart, "code-start", adfs::start_method},
    {State::Push, "push", adfs::wait_for_push},
    {State::PushFailed, "push-failed", adfs::report_push},
    {State::Duo, "duo", adfs::go_to_duo},
    {State::Certificate, "certificate", adfs::report_certificate},
    {State::OtherFactor, "other-factor", adfs::report_other},
    {State::UpdatePassword, "update-password", report_password},
    {State::WindowsLogin, "windows-login", report_windows},
    {State::Error, "error", report_error},
});

}  // namespace

constinit const Adapter kAdfs = {.id = "adfs",
                                 .title = "AD FS",
                                 .owns = path_is_ours,
                                 .labels = adfs::kLabels,
                                 .classify = classify,
                                 .handlers = kHandlers};

}  // namespace flexverify::idp
