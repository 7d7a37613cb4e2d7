// Hidden fields that a script fills from what a person typed: each of a page as products have it.
#include "idp-adapters/shared/script_fields.h"

#include <gtest/gtest.h>

#include "idp-adapters/page_view.h"
#include "idp-adapters/shared/form_helpers.h"

namespace flexverify::idp {
namespace {

constexpr std::string_view kNobody = "nobody";

struct Row {
  std::string fields;  // inside the form
  std::string_view script;
  std::string_view expected;  // "name=user", "name=password" of each copy, or "? name"
};

std::string text_of(const ScriptFields& found) {
  if (!found.unknown.empty()) return "? " + found.unknown;
  std::string text;
  for (const web::FormEntry& copy : found.copies) {
    const auto* words = std::get_if<std::string>(&copy.value);
    text += (text.empty() ? "" : " ") + copy.name + "=" +
            (words == nullptr    ? "password"
             : *words == kNobody ? "user"
                                 : *words);
  }
  return text;
}

std::string found_in(const Row& row) {
  const web::Page page = web::make_page_from_file(
      *web::parse_url("https://idp.example/login"),
      "<!DOCTYPE html><form method=post action=/go>" + std::string(row.fields) +
          "<button>Go</button></form><script>" + std::string(row.script) + "</script>");
  const PageView view(page);
  return text_of(fields_of_scripts(view, view.forms.front(), std::string(kNobody)));
}

constexpr std::string_view kVisible =
    "<input id=typed name=typed><input type=password id=pass name=pass><input type=hidden ";

std::string with_hidden(std::string_view attributes) {
  return std::string(kVisible) + std::string(attributes) + ">";
}

TEST(ScriptFields, AreCopiesOrUnknown) {
  const std::string user = with_hidden("id=username name=username value=''");
  const std::string hash = with_hidden("id=h name=encoded value=''");
  const std::vector<Row> rows = {
      {user,
       "function f(){document.getElementById('username').value ="
       " document.getElementById('typed').value.trim();}",
       "username=user"},
      {user,
       "function f(){var a = document.getElementById('username');\n"
       "a.value = document.getElementById('typed').value;}",
       "username=user"},
      {user, "$('#username').val($('#typed').val());", "username=user"},
      {user, "function f(form){ form.username.value = form.typed.value }", "username=user"},
      {user, "u.username.value = 'ACME\\\\' + u.typed.value;", "? username"},
      {user, "// the script is in another file", "? username"},
      {hash, "f.encoded.value = btoa(f.pass.value);", "? encoded"},
      {hash, "f.encoded.value = f.pass.value;", "encoded=password"},
      {hash, "var p = hex_md5(f.pass.value); $('#h').val(p);", "? encoded"},
      {hash, "f.encoded.value = new Date().getTime();", ""},
      {hash, "f.pass.value = encrypt(f.pass.value);", "? pass"},
      {hash, "f.pass.value = '';", ""},
      {with_hidden("name=username value=known"), "f.username.value = f.typed.value;", ""},
      {with_hidden("name=forgotPassword value=''"), "var a = 1;", ""},
  };
  for (const Row& row : rows) EXPECT_EQ(found_in(row), row.expected) << row.script;
}

TEST(ScriptFields, WithoutAScriptNothingIsFilledIn) {
  const web::Page page = web::make_page_from_file(
      *web::parse_url("https://idp.example/login"),
      "<!DOCTYPE html><form method=post>" + with_hidden("name=username value=''") + "</form>");
  const PageView view(page);
  EXPECT_EQ(text_of(fields_of_scripts(view, view.forms.front(), std::string(kNobody))), "");
}

TEST(ScriptFields, APasswordWithoutANameIsSentUnderTheNameOfItsCopy) {
  const web::Page page = web::make_page_from_file(
      *web::parse_url("https://idp.example/login"),
      "<!DOCTYPE html><form method=post><input name=user><input type=password id=p>"
      "<input type=hidden id=h name=secret value=''></form><script>function send(){"
      "document.getElementById('h').value = document.getElementById('p').value;}</script>");
  const auto found = find_sign_in_form(PageView(page));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->kind, SignInKind::Login);
  EXPECT_EQ(found->username, "user");
  EXPECT_EQ(found->password, "secret");
}

}  // namespace
}  // namespace flexverify::idp
