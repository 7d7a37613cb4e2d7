// The classic UI: fields IDToken1, IDToken2 …, one for each question of the login. Old versions
// show each in a form of its own, and a script copies what was typed into the form "Login", which
// is sent.
#pragma once

#include <string>

#include "idp-adapters/adapter.h"

namespace flexverify::idp::openam {

// The form that is sent; null when the page is none of the classic UI's, or asks nothing.
[[nodiscard]] const web::Form* main_form(const PageView& page);

enum class Asks { Nothing, UserNameAndPassword, UserName, Password, NewPassword };
[[nodiscard]] Asks asked_by(const PageView& page);

// What the page says is wrong; "" when it says nothing.
[[nodiscard]] std::string error_text(const PageView& page);

Action enter(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action report_refusal(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action report_new_password(const PageView& page, const LoginFacts& facts, const Memory& memory);
// A page of OpenAM's that asks for nothing any more.
Action report_end(const PageView& page, const LoginFacts& facts, const Memory& memory);

}  // namespace flexverify::idp::openam
