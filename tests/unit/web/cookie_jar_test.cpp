#include "verifier/web/cookie_jar.h"

#include <gtest/gtest.h>
#include <chrono>

namespace flexverify::web {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr base::WallTime kNow{std::chrono::sys_days{std::chrono::year{2026} / 11 / 25}};

Request to(const std::string& url, Mode mode = Mode::Navigation) {
  Request request;
  request.url = parse_url(url).value();
  request.mode = mode;
  return request;
}

// Stores one header; the reason of its refusal, or nothing.
std::optional<RefusedBecause> put(CookieJar& jar, const std::string& url, std::string header,
                                  base::WallTime now = kNow) {
  const auto stored = jar.store(to(url), {{"set-cookie", std::move(header)}}, now);
  EXPECT_EQ(stored.size(), 1U);
  return stored.front().refused;
}

std::string sent(CookieJar& jar, const std::string& url, base::WallTime now = kNow) {
  return jar.select(to(url), now).header;
}

struct Refusal {
  std::string url, header;
  std::optional<RefusedBecause> expected;
};

void expect_refusals(const std::vector<Refusal>& cases) {
  for (const auto& c : cases) {
    CookieJar jar;
    EXPECT_EQ(put(jar, c.url, c.header), c.expected) << c.url << " " << c.header;
    EXPECT_EQ(jar.cookies().empty(), c.expected.has_value()) << c.header;
  }
}

TEST(CookieJar, Domain) {
  using enum RefusedBecause;
  expect_refusals({
      {"https://a.example.org/", "x=1; Domain=example.org", std::nullopt},
      {"https://a.example.org/", "x=1; Domain=.A.example.org", std::nullopt},
      {"https://a.example.org/", "x=1; Domain=", std::nullopt},
      {"https://a.example.org/", "x=1; Domain=b.example.org", DomainMismatch},
      {"https://a.example.org/", "x=1; Domain=ple.org", DomainMismatch},
      {"https://a.example.org/", "x=1; Domain=deep.a.example.org", DomainMismatch},
      {"https://a.example.org/", "x=1; Domain=\xc3\xa4.org", DomainMismatch},
      {"https://a.example.org/", "x=1; Domain=org", PublicSuffix},
      {"https://acme.github.io/", "x=1; Domain=github.io", PublicSuffix},
      {"https://github.io/", "x=1; Domain=github.io", std::nullopt},
      {"https://127.0.0.1/", "x=1; Domain=127.0.0.1", std::nullopt},
      {"https://127.0.0.1/", "x=1; Domain=0.0.1", DomainMismatch},
  });
}

TEST(CookieJar, PublicSuffixItselfGetsAHostOnlyCookie) {
  CookieJar jar;
  EXPECT_FALSE(put(jar, "https://github.io/", "x=1; Domain=github.io"));
  EXPECT_TRUE(jar.cookies().front().host_only);
  EXPECT_EQ(sent(jar, "https://acme.github.io/"), "");
  EXPECT_EQ(sent(jar, "https://github.io/"), "x=1");
}

TEST(CookieJar, SecureAndPrefixes) {
  using enum RefusedBecause;
  expect_refusals({
      {"https://a.example/", "x=1; Secure", std::nullopt},
      {"http://a.example/", "x=1; Secure", SecureFromInsecure},
      {"http://127.0.0.1:8080/", "x=1; Secure", std::nullopt},
      {"http://flex.localhost/", "x=1; Secure; SameSite=None", std::nullopt},
      {"https://a.example/", "x=1; SameSite=None", SameSiteNoneWithoutSecure},
      {"https://a.example/", "x=1; SameSite=None; Secure", std::nullopt},
      {"https://a.example/", "__Secure-x=1", SecurePrefix},
      {"https://a.example/", "__SECURE-x=1", SecurePrefix},
      {"https://a.example/", "__secure-x=1; Secure", std::nullopt},
      {"https://a.example/", "__Host-x=1; Secure; Path=/", std::nullopt},
      {"https://a.example/", "__hOST-x=1; Secure", HostPrefix},
      {"https://a.example/", "__Host-x=1; Secure; Path=/a", HostPrefix},
      {"https://a.example/", "__Host-x=1; Path=/", HostPrefix},
      {"https://a.example/", "__Host-x=1; Secure; Path=/; Domain=a.example", HostPrefix},
      {"https://a.example/", "=__Host-x=1; Secure; Path=/", HostPrefix},
      {"https://a.example/", "__secure-x", SecurePrefix},
      {"https://a.example/", "x=\x01", Malformed},
      {"https://a.example/", "x=" + std::string(4096, 'y'), TooLarge},
  });
}

TEST(CookieJar, LeavesSecureCookiesAlone) {
  CookieJar jar;
  EXPECT_FALSE(put(jar, "https://a.example.org/app/", "x=safe; Secure; Path=/app"));
  const auto plain = "http://a.example.org/";
  EXPECT_EQ(put(jar, plain, "x=1; Path=/app"), RefusedBecause::WouldOverwriteSecure);
  EXPECT_EQ(put(jar, plain, "x=1; Path=/app/deep"), RefusedBecause::WouldOverwriteSecure);
  EXPECT_EQ(put(jar, plain, "x=1; Path=/app; Domain=example.org"),
            RefusedBecause::WouldOverwriteSecure);
  EXPECT_FALSE(put(jar, plain, "x=1; Path=/")) << "its path does not cover the other one";
  EXPECT_FALSE(put(jar, plain, "y=1; Path=/app"));
  EXPECT_FALSE(put(jar, "https://a.example.org/app/", "x=new; Path=/app")) << "https may";
}

TEST(CookieJar, SendsByHostAndPath) {
  CookieJar jar;
  put(jar, "https://a.example.org/login/form", "host=1");
  put(jar, "https://a.example.org/login/form", "wide=1; Domain=example.org; Path=/");
  EXPECT_EQ(sent(jar, "https://a.example.org/login"), "host=1; wide=1");
  EXPECT_EQ(sent(jar, "https://a.example.org/login/x?q#f"), "host=1; wide=1");
  EXPECT_EQ(sent(jar, "https://a.example.org/loginx"), "wide=1");
  EXPECT_EQ(sent(jar, "https://b.a.example.org/login/"), "wide=1");
  EXPECT_EQ(sent(jar, "https://example.com/"), "");
  EXPECT_EQ(sent(jar, "https://a.example.org:8443/login"), "host=1; wide=1") << "ports share";
}

TEST(CookieJar, SecureIsNotSentOverHttp) {
  CookieJar jar;
  put(jar, "https://a.example/", "s=1; Secure");
  put(jar, "https://a.example/", "p=1");
  const auto selection = jar.select(to("http://a.example/"), kNow);
  EXPECT_EQ(selection.header, "p=1");
  ASSERT_EQ(selection.withheld.size(), 1U);
  EXPECT_EQ(selection.withheld[0].name, "s");
  EXPECT_EQ(selection.withheld[0].domain, "a.example");
  EXPECT_EQ(selection.withheld[0].reason, WithheldBecause::SecureOnly);
}

TEST(CookieJar, LongerPathsThenOlderOnes) {
  CookieJar jar;
  const std::string url = "https://a.example/a/b/";
  put(jar, url, "root=1; Path=/");
  put(jar, url, "deep=1; Path=/a/b");
  put(jar, url, "first=1; Path=/a", kNow + seconds{1});
  put(jar, url, "second=1; Path=/a", kNow + seconds{2});
  put(jar, url, "first=2; Path=/a", kNow + seconds{3});
  EXPECT_EQ(sent(jar, url, kNow + seconds{4}), "deep=1; first=2; second=1; root=1");
  EXPECT_EQ(jar.cookies()[2].created, kNow + seconds{1}) << "an update keeps the creation time";
}

TEST(CookieJar, SameNameLivesOnceForEachPlace) {
  CookieJar jar;
  put(jar, "https://a.example.org/", "x=1");
  put(jar, "https://a.example.org/", "x=2; Domain=a.example.org");
  put(jar, "https://a.example.org/", "x=3; Path=/p");
  put(jar, "https://a.example.org/", "x=4");
  EXPECT_EQ(jar.cookies().size(), 3U);
  EXPECT_EQ(sent(jar, "https://a.example.org/"), "x=4; x=2");
}

TEST(CookieJar, NamelessCookieIsSentWithoutEqualsSign) {
  CookieJar jar;
  put(jar, "https://a.example/", "bare");
  put(jar, "https://a.example/", "empty=");
  EXPECT_EQ(sent(jar, "https://a.example/"), "bare; empty=");
}

TEST(CookieJar, Lifetime) {
  struct Case {
    std::string attributes;
    std::optional<base::WallTime> expected;
  };
  const auto cap = kNow + hours{24 * 400};
  for (const Case& c :
       {Case{"", std::nullopt}, Case{"; Max-Age=60", kNow + seconds{60}},
        Case{"; Max-Age=60; Expires=Wed, 25 Nov 2026 12:00:00 GMT", kNow + seconds{60}},
        Case{"; Expires=Wed, 25 Nov 2026 12:00:00 GMT; Max-Age=x", kNow + hours{12}},
        Case{"; Max-Age=99999999999999999999", cap},
        Case{"; Expires=Fri, 25 Nov 2050 12:00:00 GMT", cap}}) {
    CookieJar jar;
    put(jar, "https://a.example/", "x=1" + c.attributes);
    ASSERT_EQ(jar.cookies().size(), 1U) << c.attributes;
    EXPECT_EQ(jar.cookies()[0].expires, c.expected) << c.attributes;
  }
}

TEST(CookieJar, ExpiresAndIsDeleted) {
  for (const char* past : {"Max-Age=0", "Max-Age=-5", "Expires=Thu, 01 Jan 1970 00:00:00 GMT"}) {
    CookieJar jar;
    put(jar, "https://a.example/", "x=1");
    EXPECT_FALSE(put(jar, "https://a.example/", std::string("x=; ") + past)) << past;
    EXPECT_TRUE(jar.cookies().empty()) << past;
  }
  CookieJar jar;
  put(jar, "https://a.example/", "x=1; Max-Age=60");
  EXPECT_EQ(sent(jar, "https://a.example/", kNow + seconds{59}), "x=1");
  EXPECT_EQ(sent(jar, "https://a.example/", kNow + seconds{60}), "");
  EXPECT_TRUE(jar.cookies().empty());
}

TEST(CookieJar, OverfullDomainLosesPlainThenOldest) {
  CookieJar jar;
  const std::string url = "https://a.example/";
  put(jar, url, "plain=1", kNow + minutes{1});
  for (int i = 0; i < 49; ++i)
    put(jar, url, "s" + std::to_string(i) + "=1; Secure", kNow + seconds{i});
  ASSERT_EQ(jar.cookies().size(), 50U);
  put(jar, url, "s49=1; Secure", kNow + minutes{2});
  EXPECT_EQ(jar.cookies().size(), 50U);
  EXPECT_EQ(jar.cookies().front().name, "s0") << "the one without Secure went first";
  put(jar, url, "s50=1; Secure", kNow + minutes{3});
  EXPECT_EQ(jar.cookies().front().name, "s1") << "then the one that was unused longest";
  EXPECT_EQ(put(jar, url, "late=1", kNow + minutes{4}), RefusedBecause::TooMany);
  EXPECT_EQ(jar.cookies().size(), 50U);
  EXPECT_FALSE(put(jar, "https://b.example/", "other=1", kNow + minutes{4}));
}

TEST(CookieJar, UseKeepsACookieAlive) {
  CookieJar jar;
  put(jar, "https://a.example/", "used=1; Path=/used");
  for (int i = 0; i < 49; ++i)
    put(jar, "https://a.example/", "c" + std::to_string(i) + "=1; Path=/idle");
  EXPECT_FALSE(sent(jar, "https://a.example/used", kNow + seconds{1}).empty());
  put(jar, "https://a.example/", "more=1; Path=/more", kNow + seconds{3});
  EXPECT_EQ(jar.cookies().front().name, "used");
}

TEST(CookieJar, HoldsThreeThousandAtMost) {
  CookieJar jar;
  for (int i = 0; i < 3001; ++i)
    put(jar, "https://h" + std::to_string(i / 50) + ".example/", "c" + std::to_string(i) + "=1",
        kNow + seconds{i});
  EXPECT_EQ(jar.cookies().size(), 3000U);
  EXPECT_EQ(jar.cookies().front().name, "c1");
}

TEST(CookieJar, FetchNeitherSendsNorStores) {
  CookieJar jar;
  put(jar, "https://a.example/", "x=1");
  const auto fetch = to("https://a.example/", Mode::Fetch);
  EXPECT_TRUE(jar.store(fetch, {{"Set-Cookie", "y=1"}}, kNow).empty());
  const auto selection = jar.select(fetch, kNow);
  EXPECT_EQ(selection.header, "");
  EXPECT_TRUE(selection.withheld.empty());
  EXPECT_EQ(jar.cookies().size(), 1U);
}

TEST(CookieMatch, Paths) {
  EXPECT_EQ(default_path(parse_url("https://a.example/").value()), "/");
  EXPECT_EQ(default_path(parse_url("https://a.example/a").value()), "/");
  EXPECT_EQ(default_path(parse_url("https://a.example/a/b?c/d").value()), "/a");
  EXPECT_EQ(default_path(parse_url("https://a.example/a/b/").value()), "/a/b");
  EXPECT_TRUE(path_matches("/a/b", "/a"));
  EXPECT_TRUE(path_matches("/a/", "/a/"));
  EXPECT_FALSE(path_matches("/ab", "/a"));
  EXPECT_FALSE(path_matches("/a", "/a/"));
  EXPECT_FALSE(path_matches("/a", ""));
}

TEST(CookieMatch, Domains) {
  EXPECT_TRUE(domain_matches("a.example", "a.example"));
  EXPECT_TRUE(domain_matches("b.a.example", "a.example"));
  EXPECT_FALSE(domain_matches("ba.example", "a.example"));
  EXPECT_FALSE(domain_matches("a.example", "b.a.example"));
  EXPECT_FALSE(domain_matches("10.0.0.1", "0.0.1"));
  EXPECT_FALSE(domain_matches("a.example", ""));
}

TEST(CookieMatch, EveryReasonHasWords) {
  for (int i = 0; i <= static_cast<int>(RefusedBecause::WouldOverwriteSecure); ++i)
    EXPECT_FALSE(reason_text(static_cast<RefusedBecause>(i)).empty()) << i;
  for (int i = 0; i <= static_cast<int>(WithheldBecause::SecureOnly); ++i)
    EXPECT_FALSE(reason_text(static_cast<WithheldBecause>(i)).empty()) << i;
}

}  // namespace
}  // namespace flexverify::web
