// AD FS: the pages of its sign-in, told apart by the ids that Microsoft's own script uses.
#include <algorithm>
#include <array>

#include "idp-adapters/adapter_list.h"
#include "idp-adapters/adfs/factor.h"
#include "idp-adapters/adfs/labels.h"
#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
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

bool may_be_ours(const web::Page& page) {
  constexpr std::array<std::string_view, 6> kMarks = {
      "userNameInput", "authMethod", "authOptions", "/adfs/", "loginForm", "errorDetails"};
  return path_is_ours(page.url) || std::ranges::any_of(kMarks, [&](std::string_view mark) {
           return base::contains(page.body, mark);
         });
}

// The ids are common words, so something must say AD FS: the path, or a path in the page.
bool has_marks(const web::Page& page) {
  return path_is_ours(page.url) || base::contains(page.body, "/adfs/") ||
         base::contains(page.body, "mswebdialog");
}

State state_of_factor(const web::Page& page) {
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

bool shows_error(const web::Page& page) {
  return has_id(page, "errorDetails") || has_id(page, "activityId") ||
         (has_id(page, "errorArea") && !text_at(page, "errorMessage").empty());
}

State state_of_forms(const web::Page& page) {
  const auto forms = web::forms(page);
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

State state_of(const web::Page& page) {
  const std::string* challenge = web::find_header(page.headers, "WWW-Authenticate");
  if (page.status == 401 && challenge != nullptr && path_is_ours(page.url))
    return State::WindowsLogin;
  if (page.document.empty() || !may_be_ours(page) || !has_marks(page)) return State::None;
  return state_of_forms(page);
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

Stop expired(const web::Page& page) {
  return stop(Code::PasswordExpired, place_of(page) +
                                         " asks for a new password; nothing was sent. Set it at " +
                                         "/adfs/portal/updatepassword/ or in the directory");
}

// The text about an expired password has a link in it; its words are localised.
bool links_to_new_password(const web::Page& page) {
  const web::Element* text = web::element_by_id(page.document, "errorText");
  if (text == nullptr) return false;
  return std::ranges::any_of(web::elements_below(*text, "a"), [](const web::Element* link) {
    return base::contains_ignoring_case(link->attribute_or_empty("href"), "updatepassword");
  });
}

Action report_refusal(const web::Page& page, const LoginFacts&, const Memory& memory) {
  const std::string said = quoted(text_at(page, "errorText"));
  if (!memory.password_sent)
    return stop(Code::SessionLost,
                place_of(page) + " shows an error before any password was sent: " + said);
  if (links_to_new_password(page)) return expired(page);
  return stop(Code::CredentialsRejected,
              place_of(page) + " says: " + said +
                  " AD FS says the same of a wrong password and of an account that is unknown, "
                  "locked or disabled; its security log (event 411) tells them apart");
}

// A mail address finds the claims provider; a list of them is for people.
Action find_home_realm(const web::Page& page, const LoginFacts& facts, const Memory&) {
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

Action report_password(const web::Page& page, const LoginFacts&, const Memory&) {
  return expired(page);
}

Action report_windows(const web::Page& page, const LoginFacts&, const Memory&) {
  return needs_browser(page,
                       "offers Windows integrated login only (401 Negotiate); another "
                       "--user-agent gets the forms, or a request from outside the network");
}

struct Msis {
  std::string_view number;
  Code code;
  std::string_view meaning;
};
constexpr std::array<Msis, 7> kMsis = {{
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
    {"MSIS7012", Code::IdpError, "an error occurred while the request was processed"},
    {"MSIS7001", Code::SessionLost, "the context of the login is lost"},
}};

std::string error_words(const web::Page& page) {
  for (const std::string_view id : {"errorMessage", "errorText", "openingMessage"})
    if (std::string said = text_at(page, id); !said.empty()) return said;
  return "";
}

// Which part of the configuration is wrong stands in the event log, unless details are shown.
Action report_error(const web::Page& page, const LoginFacts&, const Memory&) {
  const std::string text = web::body_text(page.document);
  for (const Msis& known : kMsis)
    if (base::contains(text, known.number))
      return stop(known.code, place_of(page) + " shows " + std::string(known.number) + ": " +
                                  std::string(known.meaning));
  const std::string said = error_words(page), id = text_at(page, "activityId");
  return stop(Code::IdpError,
              place_of(page) + " shows an error" + (said.empty() ? "" : ": " + quoted(said)) +
                  ". The admin log of AD FS names the reason (user not permitted, unknown relying "
                  "party, another ACS URL)" +
                  (id.empty() ? "" : ": look there for " + base::printable(id, 80)));
}

constexpr std::array<Rule, 15> kRules = {{
    {"login", is_state<State::Login>, enter},
    {"login-refused", is_state<State::LoginRefused>, report_refusal},
    {"home-realm", is_state<State::HomeRealm>, find_home_realm},
    {"method-choice", is_state<State::MethodChoice>, adfs::choose_method},
    {"one-time-code", is_state<State::CodeForm>, adfs::send_code},
    {"code-refused", is_state<State::CodeRefused>, adfs::report_code},
    {"code-start", is_state<State::CodeStart>, adfs::start_method},
    {"push", is_state<State::Push>, adfs::wait_for_push},
    {"push-failed", is_state<State::PushFailed>, adfs::report_push},
    {"duo", is_state<State::Duo>, adfs::go_to_duo},
    {"certificate", is_state<State::Certificate>, adfs::report_certificate},
    {"other-factor", is_state<State::OtherFactor>, adfs::report_other},
    {"update-password", is_state<State::UpdatePassword>, report_password},
    {"windows-login", is_state<State::WindowsLogin>, report_windows},
    {"error", is_state<State::Error>, report_error},
}};

}  // namespace

constinit const Adapter kAdfs = {
    .id = "adfs", .title = "AD FS", .owns = path_is_ours, .labels = adfs::kLabels, .rules = kRules};

}  // namespace flexverify::idp
