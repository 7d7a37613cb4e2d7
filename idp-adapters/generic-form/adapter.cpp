// Any identity provider whose sign-in is plain HTML forms.
#include <array>

#include "idp-adapters/adapter_list.h"
#include "idp-adapters/shared/form_helpers.h"
#include "verifier/base/text.h"
#include "verifier/web/select.h"

namespace flexverify::idp {
namespace {

enum class State { None, Login, Password, NewPassword, Code, UserName };

State state_of(SignInKind kind) {
  switch (kind) {
    case SignInKind::Login:
      return State::Login;
    case SignInKind::PasswordOnly:
      return State::Password;
    case SignInKind::NewPassword:
      return State::NewPassword;
    case SignInKind::Code:
      return State::Code;
    case SignInKind::Identifier:
      return State::UserName;
  }
  return State::None;
}

// The menu that a provider shows to who is signed in: one can leave, and a password may be changed
// in one of its tabs.
bool is_portal_menu(const PageView& page) {
  bool leaves = false, tabs = false;
  for (const web::Element* link : web::elements(page.document, "a")) {
    const std::string href = base::ascii_lower(link->attribute_or_empty("href"));
    leaves |= base::contains(href, "logout") || base::contains(href, "signout") ||
              base::contains(href, "logoff");
    tabs |= href.size() > 1 && href.starts_with('#');
  }
  return leaves && tabs;
}

PageState classify(const PageView& page) {
  const auto found = find_sign_in_form(page);
  if (found && found->kind == SignInKind::NewPassword && is_portal_menu(page)) return State::None;
  return found ? state_of(found->kind) : State::None;
}

Action act(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  const auto found = find_sign_in_form(page);
  if (!found) return stop(model::Code::PageNotRecognised, place_of(page));
  return sign_in(page, *found, facts, memory);
}

constexpr auto kHandlers = std::to_array<Handler>({
    {State::Login, "login", act},
    {State::Password, "password", act},
    {State::NewPassword, "change-password", act},
    {State::Code, "one-time-code", act},
    {State::UserName, "user-name", act},
});

// Nothing in an address tells.
bool owns(const web::Url&) { return false; }

}  // namespace

constinit const Adapter kGenericForm = {.id = "generic-form",
                                        .title = "plain HTML forms",
                                        .owns = owns,
                                        .labels = model::kAnyProvider,
                                        .classify = classify,
                                        .handlers = kHandlers};

}  // namespace flexverify::idp
