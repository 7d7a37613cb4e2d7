// What the lab's identity provider shows.
#pragma once

#include <string>

#include "tests/lab/http.h"
#include "tests/lab/world.h"

namespace flexverify::lab {

struct LoginForm {
  std::string state;
  std::string csrf;
  std::string username;  // typed before
  std::string error;     // "" at first
};

// The login form, or what a fault puts in its place.
[[nodiscard]] Reply first_page(const World& world, const LoginForm& form);
[[nodiscard]] Reply login_page(const World& world, const LoginForm& form);
[[nodiscard]] Reply user_name_page(std::string_view error);
[[nodiscard]] Reply new_password_page();
[[nodiscard]] Reply code_page(std::string_view heading);
[[nodiscard]] Reply portal_menu();
[[nodiscard]] Reply blocked_page();
[[nodiscard]] Reply idp_error(int status, std::string_view what);
// The form that a script submits to the ACS, HTTP-POST binding.
[[nodiscard]] Reply post_page(std::string_view action, std::string_view saml_response,
                              std::string_view relay_state);

}  // namespace flexverify::lab
