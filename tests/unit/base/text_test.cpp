#include "verifier/base/text.h"

#include <gtest/gtest.h>

#include <array>

namespace flexverify::base {
namespace {

TEST(Text, CaseIsAsciiOnly) {
  EXPECT_EQ(ascii_lower("ÄBC-Z"), "Äbc-z");
  EXPECT_TRUE(equals_ignoring_case("Set-Cookie", "set-cookie"));
  EXPECT_FALSE(equals_ignoring_case("a", "ab"));
  EXPECT_TRUE(contains_ignoring_case("Invalid Thumbprint", "thumbPRINT"));
}

TEST(Text, TrimsHtmlWhiteSpace) {
  EXPECT_EQ(trim(" \t\n\f\r a b \n"), "a b");
  EXPECT_EQ(trim(" \n"), "");
}

TEST(Text, SplitsAndJoins) {
  EXPECT_EQ(split("a,,b", ',').size(), 3U);
  EXPECT_EQ(split("", ',').size(), 1U);
  const std::array<std::string, 2> parts = {"a", "b"};
  EXPECT_EQ(join(parts, ", "), "a, b");
}

TEST(Text, ReplacesWithoutLookingAtWhatItWrote) {
  EXPECT_EQ(replace_all("aaa", "a", "aa"), "aaaaaa");
  EXPECT_EQ(replace_all("abc", "", "x"), "abc");
}

TEST(Printable, IsOneLineWithoutControls) {
  EXPECT_EQ(printable("a\n\t b\r\n"), "a b");
  EXPECT_EQ(printable("\x1B[31mred"), "\xEF\xBF\xBD[31mred");
  EXPECT_EQ(printable("abc\xE2\x80\xAEgpj.exe"), "abc\xEF\xBF\xBDgpj.exe");
  EXPECT_EQ(printable("M\xC3\xBCnchen"), "M\xC3\xBCnchen");
}

TEST(Printable, ReplacesWhatIsNotUtf8) {
  for (const char* bad : {"\xFF", "\xC3", "\xC0\xAF", "\xED\xA0\x80", "\xF5\x80\x80\x80"}) {
    EXPECT_TRUE(is_valid_utf8(printable(bad))) << bad;
    EXPECT_FALSE(is_valid_utf8(bad)) << bad;
  }
}

TEST(Printable, CutsBetweenCharacters) {
  EXPECT_EQ(printable("abc", 3), "abc");
  EXPECT_EQ(printable("a\xC3\xBC\xC3\xBC", 3), "a\xC3\xBC…");
}

TEST(DidYouMean, KnowsNearMissesOnly) {
  constexpr std::array<std::string_view, 3> known = {"okta", "entra", "generic-form"};
  EXPECT_EQ(did_you_mean("otka", known), "okta");
  EXPECT_EQ(did_you_mean("generic-from", known), "generic-form");
  EXPECT_EQ(did_you_mean("keycloak", known), std::nullopt);
  EXPECT_EQ(did_you_mean("ab", known), std::nullopt);
}

}  // namespace
}  // namespace flexverify::base
