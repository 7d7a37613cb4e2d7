// A known value is found however it is spelled, what nobody meant stays, and time grows with the
// text alone.
#include <gtest/gtest.h>

#include "verifier/base/encoding.h"
#include "verifier/base/text.h"
#include "verifier/base/utf16.h"
#include "verifier/model/redact.h"
#include "verifier/web/query.h"

namespace flexverify::model {
namespace {

// One that every encoding changes, and two that look like what a session has.
const std::vector<std::string> kValues = {"p&ss+w%rd \"'<ü>/?", "Zk9v4Q-canary_7Wc", "493817"};

std::string each(std::string_view text, const std::function<std::string(unsigned char)>& spell) {
  std::string out;
  for (const char c : text) out += spell(static_cast<unsigned char>(c));
  return out;
}

std::string hex(unsigned char c) { return base::hex_encode(std::string(1, static_cast<char>(c))); }

// Latin-1 text as escapes of characters; every value here has a character at most from there.
std::string characters(std::string_view text,
                       const std::function<std::string(unsigned char)>& spell) {
  return each(base::replace_all(std::string(text), "ü", "\xFC"), spell);
}

struct Spelling {
  const char* name;
  std::string (*spelled)(const std::string&);
};

std::string gzip_like(const std::string& value) {  // RFC 1952 2.3, without a name
  return std::string("\x1F\x8B\x08\0\0\0\0\0\0\x03", 10) +
         base::deflate_raw("{\"user\":\"" + value + "\"}");
}

const std::vector<Spelling> kSpellings = {
    {"plain", [](const std::string& v) { return v; }},
    {"form", [](const std::string& v) { return web::encode_component(v); }},
    {"percent",
     [](const std::string& v) { return each(v, [](unsigned char c) { return "%" + hex(c); }); }},
    {"some percent",
     [](const std::string& v) {
       return each(v, [](unsigned char c) {
         return c % 2 == 0 || c == '%' ? "%" + hex(c) : std::string(1, static_cast<char>(c));
       });
     }},
    {"percent twice",
     [](const std::string& v) { return web::encode_component(web::encode_component(v)); }},
    {"decimal references",
     [](const std::string& v) {
       return characters(v, [](unsigned char c) { return "&#" + std::to_string(c) + ";"; });
     }},
    {"hex references",
     [](const std::string& v) {
       return characters(v, [](unsigned char c) { return "&#x0" + hex(c) + ";"; });
     }},
    {"named references",
     [](const std::string& v) {
       return base::replace_all(base::replace_all(base::html_escape(v), "ü", "&uuml;"), "/",
                                "&sol;");
     }},
    {"JSON escapes",
     [](const std::string& v) {
       return characters(v, [](unsigned char c) { return "\\u00" + hex(c); });
     }},
    {"JavaScript escapes",
     [](const std::string& v) {
       return characters(v, [](unsigned char c) { return "\\x" + hex(c); });
     }},
    {"HTML in JSON in a query",
     [](const std::string& v) {
       return web::encode_component(base::replace_all(base::html_escape(v), "\"", "\\\""));
     }},
    {"base64", [](const std::string& v) { return base::base64_encode(v); }},
    {"base64 with neighbours",
     [](const std::string& v) { return base::base64_encode("u:" + v + ":tail"); }},
    {"base64url", [](const std::string& v) { return base::base64url_encode("xy" + v); }},
    {"base64 in a query",
     [](const std::string& v) { return web::encode_component(base::base64_encode(v)); }},
    {"base64 of a query",
     [](const std::string& v) { return base::base64_encode("a=" + web::encode_component(v)); }},
    {"base64 twice",
     [](const std::string& v) { return base::base64_encode(base::base64_encode(v)); }},
    {"hexadecimal", [](const std::string& v) { return base::hex_encode(v); }},
    {"UTF-16 in base64",
     [](const std::string& v) {
       return base::base64_encode(base::utf16_of(v, base::ByteOrder::LowFirst));
     }},
    {"UTF-16, high byte first, in hexadecimal",
     [](const std::string& v) {
       return base::hex_encode(base::utf16_of(v, base::ByteOrder::HighFirst));
     }},
    {"UTF-16 as it is printed",
     [](const std::string& v) {
       return base::printable(base::utf16_of(v, base::ByteOrder::LowFirst));
     }},
    {"deflated in base64",
     [](const std::string& v) {
       return base::base64_encode(base::deflate_raw("<a>" + v + "</a>"));
     }},
    {"gzip in base64url",
     [](const std::string& v) { return base::base64url_encode(gzip_like(v)); }},
    {"deflated alone",
     [](const std::string& v) { return base::base64_encode(base::deflate_raw(v)); }},
    {"bytes of UTF-8 as references",
     [](const std::string& v) {
       return each(v, [](unsigned char c) { return "&#" + std::to_string(c) + ";"; });
     }},
    {"gzip in hexadecimal", [](const std::string& v) { return base::hex_encode(gzip_like(v)); }},
};

TEST(RedactedSpellings, EveryValueInEverySpelling) {
  for (const std::string& value : kValues) {
    Redactor redactor("key of this run");
    redactor.add(value, Whose::Account);
    for (const Spelling& spelling : kSpellings) {
      const std::string spelled = spelling.spelled(value);
      const std::string shown = redactor.text("before " + spelled + " after");
      EXPECT_EQ(shown.find(spelled), std::string::npos) << spelling.name << ": " << shown;
      EXPECT_NE(shown.find(redactor.placeholder(value)), std::string::npos)
          << spelling.name << ": " << spelled << " became " << shown;
      EXPECT_TRUE(shown.starts_with("before ") && shown.ends_with(" after")) << shown;
    }
  }
}

// In a query a '+' is a space: what stands before it is no beginning of the word after it.
TEST(RedactedSpellings, WordsOfAQuery) {
  const std::string value = "s3cret-of-the-account";
  Redactor redactor("key");
  redactor.add(value, Whose::Account);
  for (const std::string& word :
       {base::base64url_encode(base::deflate_raw(value)),
        base::base64_encode(base::utf16_of(value, base::ByteOrder::LowFirst))}) {
    const std::string shown =
        redactor.text("why=AAAAAAAAAAAAAAAA+" + web::encode_component(word) + "+zzzzzzzzz");
    EXPECT_EQ(shown.find(web::encode_component(word)), std::string::npos) << shown;
    EXPECT_NE(shown.find(redactor.placeholder(value)), std::string::npos) << shown;
  }
}

TEST(RedactedSpellings, WhatSurroundsAnEncodedValueStays) {
  Redactor redactor("key");
  redactor.add("493817");
  EXPECT_EQ(
      redactor.text("https://idp.example/step/" + base::base64_encode("a: 493817")),
      "https://idp.example/step/" + base::base64_encode("a: ") + redactor.placeholder("493817"));
}

// A claim may be any word: names of hosts and our own sentences say it as well.
TEST(RedactedSpellings, AnOrdinaryWordStaysInHostsAndInOurSentences) {
  Redactor redactor("key");
  for (const char* word : {"flex", "login", "https", "agent", "example", "8443", "2026", "page",
                           "acme-corp", "Miller"})
    redactor.add(word);
  for (const char* text :
       {"https://login.flex.us1.example:8443/page",
        "the sign-in page of acme-corp.idp.example refused the agent on 2026-11-26",
        "\"https://acme-corp.example/\""})
    EXPECT_EQ(redactor.text(text), text);
  EXPECT_EQ(redactor.text("it says \"Miller is no agent\""),
            "it says \"" + redactor.placeholder("Miller") + " is no " +
                redactor.placeholder("agent") + "\"");
}

TEST(RedactedSpellings, AMarkIsNotRedactedAgain) {
  Redactor redactor("key");
  redactor.add("redacted");
  redactor.add("secret-1");
  const std::string once = redactor.text("\"secret-1\"");
  EXPECT_EQ(redactor.text(once), once);
}

TEST(RedactedSpellings, AMarkThatIsCutOffIsText) {
  Redactor redactor("key");
  redactor.add("secret-1");
  for (const char* text : {"secret-1 <redacted:", "secret-1 <redacted:0123456"})
    EXPECT_TRUE(redactor.text(text).starts_with(redactor.placeholder("secret-1"))) << text;
}

TEST(RedactedSpellings, OfALongValueTheBeginningIsEnough) {
  Redactor redactor("key");
  const std::string token(100'000, 'x');
  redactor.add(token + "1");
  EXPECT_EQ(redactor.text("token " + token.substr(0, 5000) + "!"),
            "token " + redactor.placeholder(token + "1") + "!");
}

TEST(RedactedSpellings, AUrlOfAnyLengthIsKeptInPart) {
  Redactor redactor("key");
  std::string query;
  for (int i = 0; i < 2000; ++i) query += "&code=value-" + std::to_string(i);
  const std::string shown = redactor.url(*web::parse_url("https://idp.example/?x=1" + query));
  EXPECT_LT(shown.size(), 8300U);
  EXPECT_TRUE(shown.starts_with("https://idp.example/?x=1&code=<redacted:"));
  EXPECT_EQ(redactor.text("value-1999"), redactor.placeholder("value-1999"));
}

TEST(RedactedSpellings, AServerCannotDeclareWithoutEnd) {
  Redactor redactor("key");
  for (int i = 0; i < 20'000; ++i) redactor.add("value-" + std::to_string(i));
  EXPECT_FALSE(redactor.is_full());
  redactor.add("one more");
  EXPECT_TRUE(redactor.is_full());
}

}  // namespace
}  // namespace flexverify::model
