// What the eye does not see is named, with its place.
#include <gtest/gtest.h>

#include "verifier/saml/difference.h"

namespace flexverify::saml {
namespace {

TEST(Difference, IsNamedWhereNobodySeesIt) {
  const struct {
    std::string_view found, expected, words;
  } rows[] = {
      {"urn:a ", "urn:a", " (it has a space, U+0020, at its end)"},
      {"\turn:a", "urn:a", " (it has a tab, U+0009, at its beginning)"},
      {"urn:\u00A0a", "urn:a", " (it has a no-break space, U+00A0, behind \"urn:\")"},
      {"urn:a\u200B", "urn:a", " (it has a zero width space, U+200B, at its end)"},
      {"urn:a", "urn:a\uFEFF", " (it lacks a byte order mark, U+FEFF, at its end)"},
      {"urn:a\n", "urn:a", " (it has a line feed, U+000A, at its end)"},
      {"URN:A", "urn:a", " (only upper and lower case differ)"},
      {"https://a/", "https://a", " (only the slash at the end differs)"},
      {"https://a", "https://a/", " (only the slash at the end differs)"},
      {"urn:b", "urn:a", ""},
      {"urn:a", "urn:a", ""},
      {"", "urn:a", ""},
  };
  for (const auto& row : rows)
    EXPECT_EQ(unseen_difference(row.found, row.expected), row.words) << row.found;
}

TEST(Difference, TheVisiblePartKeepsInnerSpaces) {
  EXPECT_EQ(visible_part(" Domain Users\u200B\n"), "Domain Users");
  EXPECT_EQ(visible_part("\u00A0agent\u00A0"), "agent");
  EXPECT_EQ(visible_part(" "), "");
}

}  // namespace
}  // namespace flexverify::saml
