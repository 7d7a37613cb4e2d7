// Any identity provider whose sign-in is plain HTML forms.
#include <array>

#include "idp-adapters/adapter_list.h"
#include "idp-adapters/shared/form_helpers.h"
#include "verifier/base/text.h"

namespace flexverify::idp {
namespace {

template <SignInKind kind>
bool is_kind(const web::Page& page) {
  const auto found = find_sign_in_form(page);
  return found && found->kind == kind;
}

Action act(const web::Page& page, const LoginFacts& facts, const Memory& memory) {
  const auto found = find_sign_in_form(page);
  if (!found) return stop(model::Code::PageNotRecognised, place_of(page));
  return sign_in(page, *found, facts, memory);
}

constexpr std::array<Rule, 5> kRules = {{
    {"login", is_kind<SignInKind::Login>, act},
    {"password", is_kind<SignInKind::PasswordOnly>, act},
    {"change-password", is_kind<SignInKind::NewPassword>, act},
    {"one-time-code", is_kind<SignInKind::Code>, act},
    {"user-name", is_kind<SignInKind::Identifier>, act},
}};

// Nothing in an address tells.
bool owns(const web::Url&) { return false; }

}  // namespace

constinit const Adapter kGenericForm = {.id = "generic-form",
                                        .title = "plain HTML forms",
                                        .owns = owns,
                                        .labels = model::kAnyProvider,
                                        .rules = kRules};

}  // namespace flexverify::idp
