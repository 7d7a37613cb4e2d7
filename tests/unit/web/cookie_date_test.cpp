#include "verifier/web/cookie.h"

#include <gtest/gtest.h>

namespace flexverify::web {
namespace {

std::string shown(std::string_view text) {
  const auto date = parse_cookie_date(text);
  return date ? base::format_rfc3339(*date) : "none";
}

TEST(CookieDate, ReadsEveryUsualForm) {
  for (const char* text :
       {"Wed, 25 Nov 2026 03:04:05 GMT", "Wednesday, 25-Nov-26 03:04:05 GMT",
        "Wed Nov 25 03:04:05 2026", "25 nov 2026 3:4:5", "03:04:05 2026 25 NOVEMBER",
        "Wed, 25-Nov-2026 03:04:05 +0100", "2026/11 nov;25;03:04:05x"})
    EXPECT_EQ(shown(text).substr(0, 4), "2026") << text;
  EXPECT_EQ(shown("Wed, 25 Nov 2026 03:04:05 GMT"), "2026-11-25T03:04:05Z");
}

TEST(CookieDate, TwoDigitYears) {
  EXPECT_EQ(shown("01 Jan 69 00:00:00"), "2069-01-01T00:00:00Z");
  EXPECT_EQ(shown("01 Jan 70 00:00:00"), "1970-01-01T00:00:00Z");
  EXPECT_EQ(shown("01 Jan 99 00:00:00"), "1999-01-01T00:00:00Z");
  EXPECT_EQ(shown("01 Jan 00 00:00:00"), "2000-01-01T00:00:00Z");
}

TEST(CookieDate, RefusesWhatIsNoDate) {
  for (const char* text :
       {"", "soon", "25 Nov 2026", "03:04:05 25 Nov", "25 2026 03:04:05", "32 Nov 2026 03:04:05",
        "0 Nov 2026 03:04:05", "29 Feb 2026 03:04:05", "25 Nov 1600 03:04:05",
        "25 Nov 2026 24:00:00", "25 Nov 2026 03:60:05", "25 Nov 2026 03:04:60",
        "25 Nov 2026 003:04:05", "25 Nov 20265 03:04:05", "25 Nov 2026 03:04"})
    EXPECT_EQ(shown(text), "none") << text;
  EXPECT_EQ(shown("29 Feb 2028 03:04:05"), "2028-02-29T03:04:05Z");
}

}  // namespace
}  // namespace flexverify::web
