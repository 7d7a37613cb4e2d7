// What adapters need to know about sign-in forms: which form, which controls, which button.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "idp-adapters/adapter.h"
#include "verifier/web/form.h"

namespace flexverify::idp {

enum class SignInKind { Login, PasswordOnly, NewPassword, Code, Identifier };

struct SignInForm {
  SignInKind kind;       // what it asks for
  web::Form form;        // the form itself
  std::string username;  // names of controls; "" when the form has no such control
  std::string password;  // the control that takes the password
  std::string code;      // the control that takes the one-time code, also beside a password
};

// The form of the page in which a person would sign in; the kinds are tried in the order above.
// Controls without a name, hidden or disabled ones are decoys and never chosen.
[[nodiscard]] std::optional<SignInForm> find_sign_in_form(const PageView& page);

// It shows a password field that would not be sent: a decoy, or a script copies it.
[[nodiscard]] bool has_nameless_password(const web::Form& form);
// Named, visible, enabled.
[[nodiscard]] bool is_usable(const web::Control& control);
// The submit button that goes on: not one that cancels, registers or resets.
[[nodiscard]] const web::Control* forward_button(const web::Form& form);
// The first form with a control of that name; null when absent.
[[nodiscard]] const web::Form* form_with(const std::vector<web::Form>& forms,
                                         std::string_view control_name);

// "idp.example/path", safe to print.
[[nodiscard]] std::string place_of(const PageView& page);
// The page's error texts, safe to print and joined; "" when it shows none.
[[nodiscard]] std::string shown_errors(const PageView& page);

// The finding, and what a page with it says about the secrets before it: secret_answer_of(code).
[[nodiscard]] Stop stop(model::Code code, std::string detail);
// With what to do in this case, where the table's advice is another.
[[nodiscard]] Stop stop(model::Code code, std::string detail, std::string hint);
// A page that asks for user name and password again, for no reason that it names.
[[nodiscard]] Stop silent_refusal(std::string detail);
// What a page means, when this is what an adapter calls it.
[[nodiscard]] SecretAnswer secret_answer_of(model::Code code);
// The secret that the page's sign-in form asks for; nullopt when it has none, or wants a new
// password.
[[nodiscard]] std::optional<base::SecretRef> asks_for(const PageView& page);
// Send, or Stop with page-not-recognised when the form cannot be submitted.
[[nodiscard]] Action send_form(const PageView& page, const web::Form& form,
                               const web::Control* button, const web::Values& values);

// The whole of user name, password, user name alone, and one-time code: what is sent once, what
// is refused, and what it means that the form came again.
[[nodiscard]] Action sign_in(const PageView& page, const SignInForm& found, const LoginFacts& facts,
                             const Memory& memory);

}  // namespace flexverify::idp
