// What a page shows, and what its fields are for.
#include <gtest/gtest.h>

#include "verifier/webdriver/screen.h"

namespace flexverify::webdriver {
namespace {

Field text_field(std::string name, std::string label = "") {
  return {.type = "text",
          .autocomplete = "",
          .name = std::move(name),
          .id = "",
          .label = std::move(label),
          .empty = true,
          .element = ""};
}

TEST(FieldKind, GoesByAutocompleteFirst) {
  Field field{.type = "password",
              .autocomplete = "one-time-code",
              .name = "password",
              .id = "",
              .label = "",
              .empty = true,
              .element = ""};
  EXPECT_EQ(kind_of(field), FieldKind::OneTimeCode);
  field.autocomplete = "section-a new-password";
  EXPECT_EQ(kind_of(field), FieldKind::NewPassword);
  field.autocomplete = "off";
  EXPECT_EQ(kind_of(field), FieldKind::Password);
}

TEST(FieldKind, TakesWholeNamesOfUsersAndPartsOfCodes) {
  EXPECT_EQ(kind_of(text_field("user_name")), FieldKind::Username);
  EXPECT_EQ(kind_of(text_field("userLabel")), FieldKind::Other);  // of an authenticator
  EXPECT_EQ(kind_of(text_field("x", "E-Mail")), FieldKind::Username);
  EXPECT_EQ(kind_of(text_field("credentials.otp")), FieldKind::OneTimeCode);
  EXPECT_EQ(kind_of(text_field("captcha_text")), FieldKind::Captcha);
  EXPECT_EQ(kind_of(text_field("city", "City")), FieldKind::Other);
}

TEST(FieldKind, GoesByItsLabelBeforeItsName) {
  EXPECT_EQ(kind_of(text_field("code", "Recovery code")), FieldKind::Other);
  EXPECT_EQ(kind_of(text_field("token", "Answer to your question")), FieldKind::Other);
  EXPECT_EQ(kind_of(text_field("answer", "Code from your app")), FieldKind::OneTimeCode);
  EXPECT_EQ(kind_of(text_field("f1", "Benutzername")), FieldKind::Username);
  EXPECT_EQ(kind_of(text_field("f2", "Password")), FieldKind::Other);  // it would be seen
  Field field = text_field("code", "Mot de passe");
  field.type = "password";
  EXPECT_EQ(kind_of(field), FieldKind::Password);
  field.label = "Answer";
  EXPECT_EQ(kind_of(field), FieldKind::Other);
}

base::Json scanned(std::string_view json) { return base::parse_json(json).value(); }

TEST(Screen, TwoPasswordsAreANewOne) {
  const auto screen = read_screen(
      scanned(R"({"url":"https://idp.test/","fields":[{"type":"password"},{"type":"password"}]})"));
  ASSERT_TRUE(screen);
  EXPECT_EQ(field_of(*screen, FieldKind::Password), nullptr);
  EXPECT_NE(field_of(*screen, FieldKind::NewPassword), nullptr);
}

TEST(Screen, MarkLeavesValuesOut) {
  constexpr std::string_view kPage = R"({"url":"https://idp.test/","born":"1","title":"t",
      "fields":[{"type":"text","name":"user","empty":EMPTY}],"alerts":[ALERT]})";
  const auto mark = [&](std::string_view empty, std::string_view alert) {
    std::string page(kPage);
    page.replace(page.find("EMPTY"), 5, empty);
    page.replace(page.find("ALERT"), 5, alert);
    return read_screen(scanned(page))->mark();
  };
  EXPECT_EQ(mark("true", ""), mark("false", ""));
  EXPECT_NE(mark("true", ""), mark("true", R"("no")"));
}

TEST(Screen, SurvivesWhatNoScriptOfOursReturns) {
  EXPECT_FALSE(read_screen(scanned("[]")));
  EXPECT_FALSE(read_screen(scanned("null")));
  const auto odd =
      read_screen(scanned(R"({"url":7,"fields":[1,null,{"element":"x"}],"alerts":3})"));
  ASSERT_TRUE(odd);
  EXPECT_FALSE(odd->url);
  EXPECT_EQ(odd->fields.size(), 3U);
}

}  // namespace
}  // namespace flexverify::webdriver
