#include <gtest/gtest.h>
#include <chrono>

#include "verifier/web/cookie_jar.h"

namespace flexverify::web {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr base::WallTime kNow{std::chrono::sys_days{std::chrono::year{2026} / 11 / 25}};

Request request_from(const std::string& from, const std::string& url, Mode mode, Method method) {
  Request request;
  request.url = parse_url(url).value();
  if (!from.empty()) request.initiator = parse_url(from).value();
  request.mode = mode;
  request.method = method;
  return request;
}

TEST(SameSite, SiteIsSchemeAndRegistrableDomain) {
  struct Case {
    std::string from, url;
    bool same;
  };
  for (const Case& c : {Case{"", "https://a.example/", true},
                        Case{"https://a.example/", "https://a.example/", true},
                        Case{"https://login.acme.com/", "https://flex.acme.com/", true},
                        Case{"https://acme.com:8443/", "https://flex.acme.com/", true},
                        Case{"http://acme.com/", "https://acme.com/", false},
                        Case{"https://acme.okta.com/", "https://login.twilio.com/", false},
                        Case{"https://a.co.uk/", "https://b.co.uk/", false},
                        Case{"https://a.github.io/", "https://b.github.io/", false},
                        Case{"https://127.0.0.1/", "https://127.0.0.1:81/", true},
                        Case{"https://127.0.0.1/", "https://126.0.0.1/", false},
                        Case{"about:blank", "https://a.example/", false}}) {
    const auto request = request_from(c.from, c.url, Mode::Navigation, Method::Get);
    EXPECT_EQ(is_same_site(request), c.same) << c.from << " -> " << c.url;
  }
}

// What is sent to sp.test, of one cookie of each kind. `age` is that of the cookies.
std::string sent(const std::string& from, Mode mode, Method method, base::Millis age = minutes{5}) {
  CookieJar jar;
  const auto setter = request_from("", "https://sp.test/", Mode::Navigation, Method::Get);
  jar.store(setter,
            {{"Set-Cookie", "none=1; SameSite=None; Secure"},
             {"Set-Cookie", "default=1"},
             {"Set-Cookie", "lax=1; SameSite=Lax"},
             {"Set-Cookie", "strict=1; SameSite=Strict"}},
            kNow);
  const auto selection =
      jar.select(request_from(from, "https://sp.test/", mode, method), kNow + age);
  EXPECT_EQ(selection.names.size() + selection.withheld.size(), 4U);
  std::string names;
  for (const auto& name : selection.names) names += (names.empty() ? "" : " ") + name;
  return names;
}

TEST(SameSite, WhatIsSent) {
  struct Case {
    std::string from;
    Mode mode;
    Method method;
    std::string expected;
  };
  const std::string all = "none default lax strict";
  const std::string other = "https://idp.example/";
  for (const Case& c :
       {Case{"", Mode::Navigation, Method::Get, all}, Case{"", Mode::Navigation, Method::Post, all},
        Case{"https://www.sp.test/", Mode::Subresource, Method::Post, all},
        Case{other, Mode::Navigation, Method::Get, "none default lax"},
        Case{other, Mode::Navigation, Method::Head, "none default lax"},
        Case{other, Mode::Navigation, Method::Post, "none"},
        Case{other, Mode::Subresource, Method::Get, "none"},
        Case{"http://sp.test/", Mode::Navigation, Method::Post, "none"}})
    EXPECT_EQ(sent(c.from, c.mode, c.method), c.expected)
        << c.from << " " << static_cast<int>(c.mode) << " " << method_name(c.method);
}

TEST(SameSite, YoungDefaultGoesWithACrossSitePost) {
  const std::string other = "https://idp.example/";
  EXPECT_EQ(sent(other, Mode::Navigation, Method::Post, minutes{2}), "none default");
  EXPECT_EQ(sent(other, Mode::Navigation, Method::Post, minutes{2} + base::Millis{1}), "none");
  EXPECT_EQ(sent(other, Mode::Subresource, Method::Post, seconds{1}), "none");
}

TEST(SameSite, ReasonsNameTheKind) {
  CookieJar jar;
  jar.store(request_from("", "https://sp.test/", Mode::Navigation, Method::Get),
            {{"Set-Cookie", "d=1"},
             {"Set-Cookie", "l=1; SameSite=Lax"},
             {"Set-Cookie", "s=1; SameSite=Strict"}},
            kNow);
  const auto post =
      request_from("https://idp.example/", "https://sp.test/", Mode::Navigation, Method::Post);
  const auto withheld = jar.select(post, kNow + minutes{3}).withheld;
  ASSERT_EQ(withheld.size(), 3U);
  EXPECT_EQ(withheld[0].reason, WithheldBecause::SameSiteDefault);
  EXPECT_EQ(withheld[1].reason, WithheldBecause::SameSiteLax);
  EXPECT_EQ(withheld[2].reason, WithheldBecause::SameSiteStrict);
}

TEST(SameSite, WhatIsKeptFromAnotherSite) {
  struct Case {
    Mode mode;
    std::string header;
    std::optional<RefusedBecause> expected;
  };
  const auto refused = RefusedBecause::CrossSiteContext;
  for (const Case& c : {Case{Mode::Navigation, "x=1; SameSite=Strict", std::nullopt},
                        Case{Mode::Navigation, "x=1", std::nullopt},
                        Case{Mode::Subresource, "x=1; SameSite=Strict", refused},
                        Case{Mode::Subresource, "x=1; SameSite=Lax", refused},
                        Case{Mode::Subresource, "x=1", refused},
                        Case{Mode::Subresource, "x=1; SameSite=None; Secure", std::nullopt}}) {
    CookieJar jar;
    const auto request = request_from("https://a.example/", "https://b.test/", c.mode, Method::Get);
    const auto stored = jar.store(request, {{"Set-Cookie", c.header}}, kNow);
    EXPECT_EQ(stored.front().refused, c.expected) << c.header << static_cast<int>(c.mode);
  }
}

}  // namespace
}  // namespace flexverify::web
