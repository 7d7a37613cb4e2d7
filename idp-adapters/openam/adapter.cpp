// OpenAM and its successors (ForgeRock AM, PingAM): the pages of the classic UI, and the answers of
// /json/authenticate. XUI is a shell that only scripts fill.
#include <algorithm>
#include <array>

#include "idp-adapters/adapter_list.h"
#include "idp-adapters/openam/callbacks.h"
#include "idp-adapters/openam/classic.h"
#include "idp-adapters/openam/labels.h"
#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "verifier/base/text.h"

namespace flexverify::idp {
namespace {

enum class State {
  None,
  Login,
  UserName,
  Password,  // or a one-time code: both are one field, and the first one is the password
  LoginRefused,
  NewPassword,
  Ended,
  ScriptLogin,
  Callbacks,
  SignedIn,
  CallbacksRefused,
};

bool owns(const web::Url& url) {
  constexpr std::array<std::string_view, 5> kPaths = {
      "/SSORedirect/metaAlias/", "/SSOPOST/metaAlias/", "/UI/Login", "/XUI/", "/idpssoinit"};
  return std::ranges::any_of(
      kPaths, [&url](std::string_view path) { return base::contains(url.path, path); });
}

State answer_state(const PageView& page) {
  switch (openam::answer_of(page)) {
    case openam::Answer::None:
      return State::None;
    case openam::Answer::Callbacks:
      return State::Callbacks;
    case openam::Answer::SignedIn:
      return State::SignedIn;
    case openam::Answer::Refused:
      return State::CallbacksRefused;
  }
  return State::None;
}

State state_of_fields(const PageView& page) {
  if (!openam::error_text(page).empty()) return State::LoginRefused;
  switch (openam::asked_by(page)) {
    case openam::Asks::Nothing:
      return State::None;
    case openam::Asks::UserNameAndPassword:
      return State::Login;
    case openam::Asks::UserName:
      return State::UserName;
    case openam::Asks::Password:
      return State::Password;
    case openam::Asks::NewPassword:
      return State::NewPassword;
  }
  return State::None;
}

State state_of(const PageView& page) {
  if (page.json) return answer_state(page);
  if (page.document.empty()) return State::None;
  if (openam::main_form(page) != nullptr) return state_of_fields(page);
  if (path_has(page, "/XUI/")) return State::ScriptLogin;
  return owns(page.url) && page.forms.empty() ? State::Ended : State::None;
}

PageState classify(const PageView& page) { return state_of(page); }

Action report_script(const PageView& page, const LoginFacts&, const Memory&) {
  return needs_browser(page, "is OpenAM's XUI, a sign-in by script");
}

constexpr auto kHandlers = std::to_array<Handler>({
    {State::Login, "login", openam::enter},
    {State::UserName, "user-name", openam::enter},
    {State::Password, "password-or-code", openam::enter},
    {State::LoginRefused, "login-refused", openam::report_refusal},
    {State::NewPassword, "new-password", openam::report_new_password},
    {State::Ended, "ended", openam::report_end},
    {State::ScriptLogin, "script-login", report_script},
    {State::Callbacks, "callbacks", openam::answer_callbacks},
    {State::SignedIn, "signed-in", openam::go_on},
    {State::CallbacksRefused, "callbacks-refused", openam::report_callbacks},
});

}  // namespace

constinit const Adapter kOpenAm = {.id = "openam",
                                   .title = "OpenAM",
                                   .owns = owns,
                                   .labels = openam::kLabels,
                                   .classify = classify,
                                   .handlers = kHandlers};

}  // namespace flexverify::idp
