#include "verifier/model/redact.h"

#include <gtest/gtest.h>

#include "verifier/base/encoding.h"
#include "verifier/base/text.h"
#include "verifier/web/query.h"

namespace flexverify::model {
namespace {

// Awkward on purpose: every encoding changes it.
const std::string kSecret = "p&ss+w%rd \"'<ü>/?";

class Redaction : public testing::Test {
 protected:
  Redaction() : redactor("key of this run") { redactor.add(kSecret); }
  void expect_gone(const std::string& text) {
    const std::string shown = redactor.text("before " + text + " after");
    EXPECT_FALSE(base::contains(shown, text)) << shown;
    EXPECT_TRUE(base::contains(shown, "<redacted:")) << shown;
    EXPECT_TRUE(shown.starts_with("before ")) << shown;
  }
  Redactor redactor;
};

TEST_F(Redaction, FindsASecretInEveryEncoding) {
  expect_gone(kSecret);
  expect_gone(web::encode_component(kSecret));
  expect_gone(base::replace_all(web::encode_component(kSecret), "+", "%20"));
  expect_gone(base::hex_encode(kSecret));
  expect_gone("p&amp;ss+w%rd &quot;&#39;&lt;ü&gt;/?");
  expect_gone("p&ss+w%rd \\\"'<ü>/?");
}

TEST_F(Redaction, FindsBase64AtEveryAlignment) {
  for (const char* before : {"", "x", "xy", "xyz"}) {
    const std::string coded = base::base64_encode(before + kSecret + "tail");
    const std::string shown = redactor.text(coded);
    EXPECT_TRUE(base::contains(shown, "<redacted:")) << before;
    // No run of eight characters of the coded secret is left.
    const std::string core = base::base64_encode(kSecret).substr(4, 8);
    EXPECT_FALSE(base::contains(shown, core));
  }
}

// The first and the last bytes are in groups that the neighbours share.
TEST_F(Redaction, LeavesNoEndOfABase64Value) {
  for (const char* before : {"", "x", "xy"}) {
    const std::string shown = redactor.text("a " + base::base64_encode(before + kSecret) + " b");
    EXPECT_LE(shown.size(), redactor.placeholder(kSecret).size() + 8) << shown;
  }
}

// A text is cut to its length before it is redacted.
TEST_F(Redaction, FindsTheBeginningOfAValueThatWasCutOff) {
  for (const std::string& spelled :
       {kSecret, web::encode_component(kSecret), std::string("p&ss+w%rd \\\"'<ü>/?")})
    for (std::size_t size = 4; size < spelled.size(); ++size) {
      const std::string shown = redactor.text("wrong: " + spelled.substr(0, size) + "…\"");
      EXPECT_EQ(shown, "wrong: " + redactor.placeholder(kSecret) + "…\"") << size;
    }
  EXPECT_EQ(redactor.text("a page…"), "a page…");
}

// What is printed has its white space folded.
TEST_F(Redaction, FindsAValueAsItIsPrinted) {
  redactor.add("two  spaces\tand more");
  EXPECT_EQ(redactor.text("says two spaces and more."),
            "says " + redactor.placeholder("two  spaces\tand more") + ".");
}

TEST_F(Redaction, EqualValuesStayRecognisableInOneRunOnly) {
  EXPECT_EQ(redactor.placeholder("a value"), redactor.placeholder("a value"));
  EXPECT_NE(redactor.placeholder("a value"), redactor.placeholder("another"));
  EXPECT_NE(redactor.placeholder("a value"), Redactor("another run").placeholder("a value"));
}

TEST_F(Redaction, UrlValuesGoByName) {
  const auto url = web::parse_url(
      "https://user:pw@idp.example/"
      "sso?SAMLRequest=abc&RelayState=d%2Fe&tenant=acme&state=s#code=xyz");
  ASSERT_TRUE(url);
  const std::string shown = redactor.url(*url);
  for (const char* gone : {"abc", "d%2Fe", "xyz", "user", "pw@", "state=s#"})
    EXPECT_FALSE(base::contains(shown, gone)) << gone << " in " << shown;
  EXPECT_TRUE(base::contains(shown, "tenant=acme")) << shown;
  EXPECT_TRUE(base::contains(shown, "SAMLRequest=<redacted:")) << shown;
}

// A person's name in a URL is marked there; it is no secret that other texts may not hold.
TEST_F(Redaction, NamesOfPersonsAreMarkedInUrls) {
  const auto url =
      web::parse_url("https://idp.example/?login_hint=a.b%40acme.example&Identity=a_40b");
  const std::string shown = redactor.url(*url);
  EXPECT_FALSE(base::contains(shown, "acme.example") || base::contains(shown, "a_40b")) << shown;
  EXPECT_EQ(redactor.text("a_40b"), "a_40b");
}

TEST_F(Redaction, WhatAUrlCarriedIsKnownFromThenOn) {
  const auto url = web::parse_url("https://flex.example/?code=A1B2C3D4E5");
  EXPECT_TRUE(base::contains(redactor.url(*url), "code=<redacted:"));
  EXPECT_EQ(redactor.text("invalid grant A1B2C3D4E5"),
            "invalid grant " + redactor.placeholder("A1B2C3D4E5"));
}

// Providers keep the way back in a parameter of their own.
TEST_F(Redaction, AUrlInsideAUrlIsNoHidingPlace) {
  const std::string inner = "/sso?SAMLRequest=abc%2Bd&tenant=acme";
  const std::string middle = "https://idp.example/login?fromURI=" + web::encode_component(inner);
  const auto url =
      web::parse_url("https://idp.example/?continue=" + web::encode_component(middle) + "&hl=en");
  const std::string shown = redactor.url(*url);
  EXPECT_FALSE(base::contains(shown, "abc")) << shown;
  EXPECT_TRUE(base::contains(shown, redactor.placeholder("abc+d"))) << shown;
  EXPECT_TRUE(base::contains(shown, "acme")) << shown;
  EXPECT_TRUE(shown.ends_with("&hl=en")) << shown;
}

TEST_F(Redaction, UrlsInUrlsWithoutEndGoAsAWhole) {
  std::string url = "/sso?SAMLRequest=abcdef";
  for (int i = 0; i < 12; ++i) url = "/next?to=" + web::encode_component(url);
  const std::string shown = redactor.url(*web::parse_url("https://idp.example" + url));
  EXPECT_FALSE(base::contains(shown, "abcdef")) << shown;
  EXPECT_TRUE(base::contains(shown, "<redacted:")) << shown;
}

TEST_F(Redaction, AUrlWithoutSecretsStaysAsItIs) {
  const auto url = web::parse_url("https://flex.example/a%20b?x=1&y=a+b#top");
  EXPECT_EQ(redactor.url(*url), "https://flex.example/a%20b?x=1&y=a+b#top");
}

TEST_F(Redaction, TheLongerValueGoesFirst) {
  redactor.add("abcde1");
  redactor.add("abcde1ghi0");
  EXPECT_EQ(redactor.text("abcde1ghi0"), redactor.placeholder("abcde1ghi0"));
}

}  // namespace
}  // namespace flexverify::model
