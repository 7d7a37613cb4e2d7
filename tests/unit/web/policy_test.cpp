// Policies of a page as pure functions: what Chromium decided is in
// tests/interop/browser_rows.json, what it does not show is here.
#include <gtest/gtest.h>

#include "verifier/web/charset.h"
#include "verifier/web/content_security_policy.h"
#include "verifier/web/integrity.h"
#include "verifier/web/referrer_policy.h"
#include "verifier/web/script_policy.h"
#include "verifier/web/select.h"
#include "verifier/web/xhtml.h"

namespace flexverify::web {
namespace {

const Url kPage = *parse_url("https://idp.example/login");

Page page_with(Headers headers, std::string body = "<title>x</title>") {
  headers.push_back({"Content-Type", "text/html; charset=utf-8"});
  return make_page(kPage, {.status = 200, .headers = std::move(headers), .body = std::move(body)});
}

bool allows(const std::string& sources, const std::string& url, Hop hop = Hop::First) {
  const Page page = page_with({{"Content-Security-Policy", "form-action " + sources}});
  return enforced(refuse_form(policies_of(page), *parse_url(url), hop)) == nullptr;
}

TEST(Csp, SourcesMeanWhatTheStandardSays) {
  struct Row {
    const char* sources;
    const char* url;
    bool allowed;
  };
  for (const Row& row :
       {Row{"'self'", "https://idp.example/x", true}, Row{"'self'", "http://idp.example/x", false},
        Row{"'none'", "https://idp.example/x", false},
        Row{"idp.example", "https://idp.example/", true},
        Row{"idp.example:443", "https://idp.example/", true},
        Row{"idp.example:8443", "https://idp.example/", false},
        Row{"http://sp.example", "https://sp.example/", true},
        Row{"https://sp.example", "http://sp.example/", false},
        Row{"*.sp.example", "https://sp.example/", false},
        Row{"*.sp.example", "https://a.b.sp.example/", true},
        Row{"*.sp.example", "https://asp.example/", false},
        Row{"https://sp.example/a", "https://sp.example/a/b", false},
        Row{"https://sp.example/a/", "https://sp.example/a/b", true},
        Row{"https://sp.example/a%2Fb", "https://sp.example/a/b", true},
        Row{"https:", "https://any.example/", true}, Row{"data:", "https://any.example/", false}})
    EXPECT_EQ(allows(row.sources, row.url), row.allowed) << row.sources << " " << row.url;
  EXPECT_TRUE(allows("https://sp.example/a", "https://sp.example/b", Hop::Redirected));
}

TEST(Csp, IsBounded) {
  std::string many = "form-action";
  for (int i = 0; i < 100'000; ++i) many += " a" + std::to_string(i) + ".example";
  const Policies policies = policies_of(page_with({{"Content-Security-Policy", many}}));
  ASSERT_EQ(policies.size(), 1U);
  EXPECT_LE(policies[0].directives.at(0).values.size(), 200U);
}

TEST(Csp, AMetaRulesWhatComesAfterIt) {
  const Page page =
      page_with({},
                "<head><script src=/a.js></script><meta http-equiv=content-security-policy "
                "content=\"script-src 'none'\"><script src=/b.js></script></head>");
  const Policies policies = policies_of(page);
  const auto scripts = elements(page.document, "script");
  ASSERT_EQ(scripts.size(), 2U);
  EXPECT_TRUE(refuse_file(policies, *scripts[0], kPage, Hop::First).empty());
  EXPECT_FALSE(refuse_file(policies, *scripts[1], kPage, Hop::First).empty());
}

TEST(Integrity, TheStrongestDigestCounts) {
  EXPECT_EQ(digests_in("sha256-a sha512-b sha512-c?ct=text"),
            (std::vector<std::string>{"sha512-b", "sha512-c"}));
  EXPECT_TRUE(digests_in("md5-a nonsense").empty());
  // FIPS 180-4, the digest of "abc".
  EXPECT_TRUE(is_digest_of("abc", "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="));
  EXPECT_TRUE(is_digest_of("abc", "sha256-ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0="));
  EXPECT_FALSE(is_digest_of("abd", "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="));
}

TEST(Charset, LabelsMeanWhatTheStandardSays) {
  EXPECT_EQ(encoding_named(" Latin1 "), "windows-1252");
  EXPECT_EQ(encoding_named("ISO-8859-9"), "windows-1254");
  EXPECT_EQ(encoding_named("utf8"), "UTF-8");
  EXPECT_EQ(encoding_named("no-such-thing"), "");
}

TEST(Charset, FormsAreSentInThePagesEncoding) {
  EXPECT_EQ(encode("p\u00fc\u20ac", "windows-1252"), "p\xFC\x80");
  EXPECT_EQ(encode("\u0416", "windows-1252"), "&#1046;");
  EXPECT_EQ(encode("\u0416", "windows-1251"), "\xC6");
  EXPECT_EQ(encode("\u00fc", "UTF-8"), "\u00fc");
  EXPECT_EQ(encode("\u00fc", "UTF-16LE"), "\u00fc");
  EXPECT_EQ(decode("p\xFC", "windows-1252"), "p\u00fc");
  EXPECT_EQ(form_encoding("none-such iso-8859-15", "UTF-8"), "iso-8859-15");
  EXPECT_EQ(form_encoding("", "UTF-16LE"), "UTF-8");
}

TEST(Charset, AMarkComesBeforeTheHeader) {
  EXPECT_EQ(encoding_of({.status = 200,
                         .headers = {{"Content-Type", "text/html; charset=latin1"}},
                         .body = "\xEF\xBB\xBFx"}),
            "UTF-8");
}

TEST(ReferrerPolicies, TellNoMoreThanTheyMay) {
  const Url same = *parse_url("https://idp.example/next"),
            other = *parse_url("https://sp.example/");
  const auto policy = [](const char* words) {
    return referrer_policy_of(page_with({{"Referrer-Policy", words}}));
  };
  EXPECT_EQ(referrer(policy("no-referrer"), kPage, same), "");
  EXPECT_EQ(referrer(policy("same-origin"), kPage, other), "");
  EXPECT_EQ(referrer(policy("origin"), kPage, same), "https://idp.example/");
  EXPECT_EQ(referrer(policy("unsafe-url"), kPage, other), "https://idp.example/login");
  // The last one that is known.
  EXPECT_EQ(referrer(policy("no-referrer, future-word"), kPage, same), "");
  EXPECT_EQ(referrer(policy(""), kPage, other), "https://idp.example/");
}

TEST(Xhtml, IsWellFormedOrNot) {
  EXPECT_TRUE(
      is_well_formed("<?xml version='1.0'?><!DOCTYPE html><html><p a='>'/><!-- < --></html>"));
  for (const char* bad :
       {"<html><meta charset='x'></html>", "<p a=b/>", "<a><b></a></b>", "<p", "</p>"})
    EXPECT_FALSE(is_well_formed(bad)) << bad;
}

}  // namespace
}  // namespace flexverify::web
