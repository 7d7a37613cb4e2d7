#include "tests/lab/idp_pages.h"

#include <fmt/core.h>

#include "tests/lab/hosts.h"
#include "verifier/base/text.h"

namespace flexverify::lab {
namespace {

// Two forms that are not the login, as many real pages have them in front of it.
constexpr std::string_view kOtherForms = R"(<form action="/search" method="get" role="search">
<input type="search" name="q" placeholder="Search the help pages"><button>Search</button>
</form>
<form action="/language" method="post">
<select name="lang"><option value="en" selected>English</option><option value="de">Deutsch</option></select>
<input type="submit" value="Change">
</form>)";

std::string error_part(const LoginForm& form) {
  if (form.error.empty()) return "";
  return fmt::format("<p class=\"error\" role=\"alert\">{}</p>\n", base::html_escape(form.error));
}

std::string action(const World& world) {
  const bool foreign = world.faults.idp == IdpFault::ForeignLoginHost;
  return hex_references(foreign ? world.origin(kForeignHost) + "/login" : "/login");
}

std::string captcha(const World& world) {
  if (world.faults.idp != IdpFault::Captcha) return "";
  return "<div class=\"g-recaptcha\" data-sitekey=\"lab-site-key\"></div>\n";
}

std::string login_form(const World& world, const LoginForm& form) {
  const bool get = world.faults.idp == IdpFault::GetForm;
  return fmt::format(
      R"({error}<form id="login" action="{action}"{method}>
<input type="hidden" name="state" value="{state}">
<input type="hidden" name="csrf" value='{csrf}'>
<label for="username">User name</label>
<input id="username" name="username" type="text" autocomplete="username" value="{username}">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password">
<label><input type="checkbox" name="remember" value="yes"> Stay signed in</label>
{captcha}<button type="submit" name="eventId" value="proceed">Sign in</button>
<button type="submit" name="eventId" value="cancel" formnovalidate>Cancel</button>
</form>)",
      fmt::arg("error", error_part(form)), fmt::arg("action", action(world)),
      fmt::arg("method", get ? "" : " method=\"post\""),
      fmt::arg("state", hex_references(form.state)), fmt::arg("csrf", hex_references(form.csrf)),
      fmt::arg("username", hex_references(form.username)), fmt::arg("captcha", captcha(world)));
}

Reply unknown_page() {
  return html(
      200, "Lab IdP - Choose your department",
      "<h1>Choose your department</h1>\n<form action=\"/department\" method=\"post\">\n"
      "<select name=\"department\"><option>Support</option><option>Sales</option></select>\n"
      "<button>Continue</button>\n</form>");
}

Reply script_shell() {
  return html(200, "Lab IdP",
              "<noscript>This page needs JavaScript.</noscript>\n<div id=\"root\"></div>\n"
              "<script src=\"/login.js\"></script>");
}

std::string hidden(std::string_view name, std::string_view value) {
  return fmt::format("<input type=\"hidden\" name=\"{}\" value=\"{}\">\n", name,
                     hex_references(value));
}

}  // namespace

Reply login_page(const World& world, const LoginForm& form) {
  return html(200, "Lab IdP - Sign in",
              fmt::format("{}\n<h1>Sign in</h1>\n{}", kOtherForms, login_form(world, form)));
}

Reply first_page(const World& world, const LoginForm& form) {
  if (world.faults.idp == IdpFault::UnknownPage) return unknown_page();
  if (world.faults.idp == IdpFault::ScriptOnly) return script_shell();
  if (world.faults.idp == IdpFault::UnknownUser) return user_name_page("");
  return login_page(world, form);
}

Reply user_name_page(std::string_view error) {
  return html(200, "Lab IdP - Sign in",
              fmt::format(R"(<h1>Who are you?</h1>
<p class="error" role="alert">{}</p>
<form action="/identify" method="post">
<input name="username" autocomplete="username">
<button type="submit">Next</button>
</form>)",
                          base::html_escape(error)));
}

Reply new_password_page() {
  return html(200, "Lab IdP - Password expired", R"(<h1>Your password has expired</h1>
<form action="/new-password" method="post">
<input type="password" name="new-password" autocomplete="new-password">
<input type="password" name="new-password-again" autocomplete="new-password">
<button type="submit">Change password</button>
</form>)");
}

// What who is signed in may do there: nothing of it leads to the application.
Reply portal_menu() {
  return html(200, "Lab IdP - Portal", R"(<h1>Welcome</h1>
<ul><li><a href="#apps">Applications</a></li><li><a href="#password">Password</a></li>
<li><a href="/?logout=1">Leave</a></li></ul>
<div id="apps"><a href="/mail">Mail</a></div>
<div id="password"><form action="/new-password" method="post">
<input type="password" name="old"><input type="password" name="new">
<input type="password" name="new-again"><button type="submit">Change</button>
</form></div>)");
}

Reply blocked_page() {
  return html(200, "Request rejected",
              "<h1>Sorry</h1>\n<p>This request was blocked by the security policy.</p>");
}

Reply code_page(std::string_view heading) {
  return html(200, "Lab IdP - Second factor",
              fmt::format("<h1>{}</h1>", base::html_escape(heading)) + R"(
<form action="/code" method="post">
<input name="otp" inputmode="numeric" maxlength="6" autocomplete="one-time-code">
<button type="submit">Verify</button>
</form>)");
}

Reply idp_error(int status, std::string_view what) {
  return html(status, "Lab IdP - Error",
              fmt::format("<h1>Something went wrong</h1>\n<p class=\"error\">{}</p>",
                          base::html_escape(what)));
}

Reply post_page(std::string_view action, std::string_view saml_response,
                std::string_view relay_state) {
  return {.status = 200,
          .body = fmt::format(R"html(<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Working...</title></head>
<body onload="document.forms[0].submit()">
<form name="hiddenform" method="POST" action="{}">
{}{}<noscript><p>JavaScript is off. Press the button to go on.</p><input type="submit" value="Submit"></noscript>
</form>
</body>
</html>
)html",
                              hex_references(action), hidden("SAMLResponse", saml_response),
                              hidden("RelayState", relay_state)),
          .headers = {{"Cache-Control", "no-store"}}};
}

}  // namespace flexverify::lab
