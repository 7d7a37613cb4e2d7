// OneLogin: its web sign-in is a script application, so it is recognised before anything is sent.
#include <array>

#include "idp-adapters/adapter_list.h"
#include "idp-adapters/onelogin/labels.h"
#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "verifier/base/text.h"
#include "verifier/web/select.h"

namespace flexverify::idp {
namespace {

using model::Code;

enum class State { None, ScriptLogin, NoAccess };

bool owns(const web::Url& url) {
  return is_below(url, {"onelogin.com"}) || base::contains(url.path, "/trust/saml2/http-");
}

State state_of(const PageView& page) {
  if (page.document.empty()) return State::None;
  const bool ours =
      owns(page.url) || path_has(page, "/login2/") || base::contains(page.body, "onelogin.com/");
  if (!ours || !page.forms.empty()) return State::None;
  if (path_has(page, "/app_access_denied") || path_has(page, "/errors/")) return State::NoAccess;
  const bool script = path_has(page, "/login") || has_id(page, "login-react") ||
                      has_id(page, "root") || owns(page.url);
  return script ? State::ScriptLogin : State::None;
}

PageState classify(const PageView& page) { return state_of(page); }

// OneLogin's API would give an assertion without any AuthnRequest: another login than the agents'.
Action report_script(const PageView& page, const LoginFacts&, const Memory&) {
  return needs_browser(page, "is OneLogin's sign-in by script");
}

Action report_access(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::UserNotAssigned,
              place_of(page) + " denies this user the application: assign it by Users or a role");
}

constexpr auto kHandlers = std::to_array<Handler>({
    {State::ScriptLogin, "script-login", report_script},
    {State::NoAccess, "no-access", report_access},
});

}  // namespace

constinit const Adapter kOneLogin = {.id = "onelogin",
                                     .title = "OneLogin",
                                     .owns = owns,
                                     .labels = onelogin::kLabels,
                                     .classify = classify,
                                     .handlers = kHandlers};

}  // namespace flexverify::idp
