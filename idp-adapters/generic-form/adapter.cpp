// Any identity provider whose sign-in is plain HTML forms.
#include <array>

#include "idp-adapters/adapter_list.h"
#include "idp-adapters/shared/form_helpers.h"
#include "verifier/base/text.h"

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

PageState classify(const PageView& page) {
  const auto found = find_sign_in_form(page);
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
