// Which of Google's pages a page is.
#pragma once

#include <string>
#include <string_view>

#include "idp-adapters/page_view.h"

namespace flexverify::idp::google {

enum class State {
  None,
  UserName,
  UserRefused,
  Password,
  PasswordRefused,
  Captcha,
  CodeForm,
  CodeRefused,
  Choice,
  OtherFactor,
  Push,
  Enrolment,
  ChangePassword,
  Interruption,
  Rejected,
  NotConfigured,
  ScriptLogin,
};

// By host or path alone.
[[nodiscard]] bool owns(const web::Url& url);

// The first form with a control of that name that a person can fill in; null when there is none.
[[nodiscard]] const web::Form* typed_form(const PageView& page, std::string_view name);

// What the page says is wrong; "" when it says nothing.
[[nodiscard]] std::string error_text(const PageView& page);

// None for a page of somebody else.
[[nodiscard]] State state_of(const PageView& page);

}  // namespace flexverify::idp::google
