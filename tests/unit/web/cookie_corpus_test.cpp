// The cases of the IETF's http-state working group. They were written for RFC 6265; where RFC
// 6265bis changed a rule, the table below names the clause and what is sent today.
#include <gtest/gtest.h>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <sstream>

#include "verifier/base/json.h"
#include "verifier/web/cookie_jar.h"

namespace flexverify::web {
namespace {

using base::Json;

constexpr const char* kFolder = "../shared/corpora/cookies/";
constexpr const char* kBase = "http://home.example.org:8888/cookie-parser";
// The cases take 2007 for the past and 2019 for the future.
constexpr base::WallTime kNow{std::chrono::sys_days{std::chrono::year{2011} / 1 / 1}};

std::optional<Json> corpus(const std::string& name) {
  std::ifstream file(kFolder + name);
  if (!file) return std::nullopt;
  std::ostringstream text;
  text << file.rdbuf();
  auto json = base::parse_json(text.str());
  EXPECT_TRUE(json) << name;
  return json ? std::optional<Json>(*std::move(json)) : std::nullopt;
}

struct Changed {
  std::string_view test;
  std::string_view sent_today;
  std::string_view clause;
};
constexpr std::string_view kNameless = "5.6 step 3: a pair without a name is a nameless cookie";
constexpr std::string_view kControl = "5.6 step 1: a control character spoils the whole header";
constexpr Changed kChanged[] = {
    {"0004", "foo", kNameless},
    {"0021", "a=b; x; c=d", kNameless},
    {"0023", "foo", kNameless},
    {"0024", "foo", kNameless},
    {"0025", "foo", kNameless},
    {"0026", "foo", kNameless},
    {"0027", "bar", kNameless},
    {"0028", "foo", kNameless},
    {"CHROMIUM0009", "BLAHHH", kNameless},
    {"CHROMIUM0010", "\"BLA\\\"HHH\"", kNameless},
    {"CHROMIUM0012", "ABC", kNameless},
    {"MOZILLA0012", "test=\"fubar! = foo; five", kNameless},
    {"MOZILLA0014", "six", kNameless},
    {"MOZILLA0015", "seven", kNameless},
    {"MOZILLA0016", "eight", kNameless},
    {"MOZILLA0017", "eight; test=six", kNameless},
    {"NAME0017", "a=bar", kNameless},
    {"NAME0023", "foo", kNameless},
    {"NAME0025", "==a=bar", kNameless},
    {"NAME0028", "a", kNameless},
    {"NAME0031", "\"foo", kNameless},
    {"NAME0032", "\"foo\\\"bar", kNameless},
    {"NAME0033", "aaa", kNameless},
    {"DISABLED_CHROMIUM0022", "", kControl},
    {"DISABLED_CHROMIUM0023", "", kControl},
    {"DISABLED_PATH0029", "", "5.1.4: paths are compared byte by byte, escapes are not undone"},
    {"OPTIONAL_DOMAIN0042", "foo=bar",
     "5.6.3 and 5.7 step 7: the last Domain decides, and an empty one means the host alone"},
};

std::string run(const Json& test) {
  const Url from = parse_url(std::string(kBase) + "?" + test.text("test")).value();
  Url to = parse_url(std::string(kBase) + "-result?" + test.text("test")).value();
  if (const auto* place = test.find("sent-to")) to = parse_url(*place->string(), &from).value();
  Headers headers;
  for (const auto& header : *test.find("received")->array())
    headers.push_back({"Set-Cookie", *header.string()});
  CookieJar jar;
  jar.store(get(from), headers, kNow);
  return jar.select(get(to), kNow).header;
}

std::string expected(const Json& test) {
  std::string header;
  for (const auto& pair : *test.find("sent")->array())
    header += (header.empty() ? "" : "; ") + pair.text("name") + "=" + pair.text("value");
  return header;
}

TEST(CookieCorpus, Parser) {
  const auto tests = corpus("http-state-parser.json");
  if (!tests) GTEST_SKIP() << "the corpus is not here";
  std::size_t passed = 0;
  std::size_t changed = 0;
  for (const auto& test : *tests->array()) {
    const std::string name = test.text("test");
    const auto row = std::ranges::find(kChanged, name, &Changed::test);
    if (row == std::end(kChanged)) {
      const std::string sent = run(test);
      EXPECT_EQ(sent, expected(test)) << name;
      if (sent == expected(test)) ++passed;
      continue;
    }
    ++changed;
    EXPECT_EQ(run(test), row->sent_today) << name;
    EXPECT_NE(expected(test), row->sent_today) << name << " is no longer different";
    std::printf("  left out: %s (%s)\n", name.c_str(), std::string(row->clause).c_str());
  }
  const std::size_t total = tests->array()->size();
  std::printf("http-state-parser: %zu cases, %zu passed, %zu left out\n", total, passed, changed);
  EXPECT_EQ(passed + changed, total);
  EXPECT_EQ(changed, std::size(kChanged)) << "a row of the table names no case";
}

TEST(CookieCorpus, Dates) {
  const auto tests = corpus("http-state-dates.json");
  if (!tests) GTEST_SKIP() << "the corpus is not here";
  std::size_t passed = 0;
  for (const auto& test : *tests->array()) {
    const std::string text = test.text("test");
    const auto* wanted = test.find("expected")->string();
    const auto date = parse_cookie_date(text);
    const auto right = wanted == nullptr ? std::nullopt : base::parse_http_date(*wanted);
    EXPECT_EQ(date, right) << text;
    EXPECT_EQ(right.has_value(), wanted != nullptr) << text;
    if (date == right) ++passed;
  }
  std::printf("http-state-dates: %zu cases, %zu passed, 0 left out\n", tests->array()->size(),
              passed);
}

}  // namespace
}  // namespace flexverify::web
