// Which of Shibboleth's pages a page is.
#pragma once

#include <string>
#include <string_view>

#include "idp-adapters/page_view.h"

namespace flexverify::idp::shibboleth {

enum class State {
  None,
  LocalStorage,
  Login,
  LoginRefused,
  CodeForm,
  CodeRefused,
  Duo,
  Release,
  Terms,
  PasswordNotice,
  Error,
};

// The button, or the field, by which each page goes on.
inline constexpr std::string_view kProceed = "_eventId_proceed";

// By host or path alone.
[[nodiscard]] bool owns(const web::Url& url);

// What the page says is wrong; "" when it says nothing. Version 3 marks its error text by one
// class, version 4 by another, themes by a third.
[[nodiscard]] std::string error_text(const PageView& page);

// The control for a one-time code; null when there is none. The token plugins call their field as
// they like: it is the one that a person can fill in.
[[nodiscard]] const web::Control* code_control(const web::Form& form);

// The form that has one, and goes on; null when there is none.
[[nodiscard]] const web::Form* code_form(const PageView& page);

// None for a page of somebody else.
[[nodiscard]] State state_of(const PageView& page);

}  // namespace flexverify::idp::shibboleth
