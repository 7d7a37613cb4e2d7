#include "verifier/web/cookie.h"

#include <gtest/gtest.h>
#include <limits>

namespace flexverify::web {
namespace {

TEST(SetCookie, SplitsNameAndValue) {
  struct Case {
    std::string header, name, value;
  };
  for (const Case& c :
       {Case{"a=b", "a", "b"}, Case{"  a \t=  b c ; Path=/", "a", "b c"}, Case{"a=b=c", "a", "b=c"},
        Case{"a=", "a", ""}, Case{"=b", "", "b"}, Case{"b", "", "b"},
        Case{"a=\"x; y\"", "a", "\"x"}, Case{"a=b,c=d", "a", "b,c=d"}}) {
    const auto cookie = parse_set_cookie(c.header);
    ASSERT_TRUE(cookie) << c.header;
    EXPECT_EQ(cookie->name, c.name) << c.header;
    EXPECT_EQ(cookie->value, c.value) << c.header;
  }
}

TEST(SetCookie, RefusesWhatNobodyMayKeep) {
  using namespace std::string_literals;
  for (const std::string& header : {""s, "="s, " ; Secure"s, "a=b\x01"s, "a=b; Path=/\r\nX: y"s,
                                    "a\0=b"s, "a=b\x7f"s, "a=" + std::string(4096, 'x')})
    EXPECT_FALSE(parse_set_cookie(header)) << testing::PrintToString(header.substr(0, 40));
  EXPECT_TRUE(parse_set_cookie("a=" + std::string(4095, 'x')));
  EXPECT_TRUE(parse_set_cookie("a=b\tc")) << "a tab is permitted";
}

TEST(SetCookie, TellsWhyItRefused) {
  const std::string large = "big=" + std::string(4096, 'x') + "; Path=/";
  EXPECT_TRUE(is_oversized_cookie(large));
  EXPECT_EQ(cookie_name_of(large), "big");
  EXPECT_FALSE(is_oversized_cookie("a=b; Path=/" + std::string(5000, 'x')));
  EXPECT_EQ(cookie_name_of("novalue"), "");
}

TEST(SetCookie, ReadsFlagsInAnyCase) {
  const auto cookie = parse_set_cookie("a=b; SECURE; httponly=whatever;samesite=STRICT");
  ASSERT_TRUE(cookie);
  EXPECT_TRUE(cookie->secure);
  EXPECT_TRUE(cookie->http_only);
  EXPECT_EQ(cookie->same_site, SameSite::Strict);
  EXPECT_FALSE(parse_set_cookie("a=b; \"Secure\"")->secure);
}

TEST(SetCookie, SameSiteLastOneDecides) {
  struct Case {
    std::string attributes;
    SameSite expected;
  };
  for (const Case& c : {Case{"", SameSite::Default}, Case{"; SameSite=None", SameSite::None},
                        Case{"; SameSite=lax", SameSite::Lax},
                        Case{"; SameSite=Strict; SameSite=None", SameSite::None},
                        Case{"; SameSite=Strict; SameSite=surprise", SameSite::Default},
                        Case{"; SameSite", SameSite::Default}})
    EXPECT_EQ(parse_set_cookie("a=b" + c.attributes)->same_site, c.expected) << c.attributes;
}

TEST(SetCookie, MaxAge) {
  struct Case {
    std::string value;
    std::optional<std::int64_t> expected;
  };
  for (const Case& c : {Case{"60", 60}, Case{"-1", -1}, Case{"0", 0}, Case{"", std::nullopt},
                        Case{"-", std::nullopt}, Case{"+5", std::nullopt},
                        Case{"5.5", std::nullopt}, Case{"60s", std::nullopt},
                        Case{"99999999999999999999", std::numeric_limits<std::int64_t>::max()},
                        Case{"-99999999999999999999", std::numeric_limits<std::int64_t>::min()}})
    EXPECT_EQ(parse_set_cookie("a=b; Max-Age=" + c.value)->max_age, c.expected) << c.value;
}

TEST(SetCookie, DomainAndPath) {
  const auto cookie = parse_set_cookie("a=b; Domain=.Example.ORG; Path=/x y");
  EXPECT_EQ(cookie->domain, "example.org");
  EXPECT_EQ(cookie->path, "/x y");
  EXPECT_EQ(parse_set_cookie("a=b; domain=a.example; domain=")->domain, "");
  EXPECT_EQ(parse_set_cookie("a=b; path=relative")->path, "");
  EXPECT_EQ(parse_set_cookie("a=b; path=/a; path")->path, "");
  const auto bare = parse_set_cookie("a=b");
  EXPECT_FALSE(bare->domain);
  EXPECT_FALSE(bare->path);
}

TEST(SetCookie, LongAttributesAreIgnored) {
  const std::string kept = "/" + std::string(1023, 'x');
  EXPECT_EQ(parse_set_cookie("a=b; Path=" + kept)->path, kept);
  EXPECT_FALSE(parse_set_cookie("a=b; Path=" + kept + "x")->path);
}

TEST(SetCookie, UnreadableExpiresLeavesTheEarlierOne) {
  const std::string good = "; Expires=Wed, 25 Nov 2026 03:04:05 GMT";
  EXPECT_TRUE(parse_set_cookie("a=b" + good + "; Expires=soon")->expires);
  EXPECT_FALSE(parse_set_cookie("a=b; Expires=soon")->expires);
}

}  // namespace
}  // namespace flexverify::web
