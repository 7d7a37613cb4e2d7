#include "verifier/web/page.h"

#include <gtest/gtest.h>

namespace flexverify::web {
namespace {

Page page_of(std::string type, std::string body) {
  Response response{.status = 201, .headers = {}, .body = std::move(body)};
  if (!type.empty()) response.headers.push_back({"content-TYPE", std::move(type)});
  return make_page(*parse_url("https://idp.example/x"), std::move(response));
}

TEST(Page, IsParsedByItsType) {
  const struct {
    const char* type;
    const char* body;
    const char* essence;
    bool html;
    bool json;
  } cases[] = {
      {"text/html; charset=utf-8", "<p>x", "text/html", true, false},
      {"Application/XHTML+xml", "<p>x", "application/xhtml+xml", true, false},
      {"application/json", "{\"a\":1}", "application/json", false, true},
      {"application/ion+json; okta-version=1.0.0", "{}", "application/ion+json", false, true},
      {"application/json", "{broken", "application/json", false, false},
      {"text/plain", "<p>x", "text/plain", false, false},
      {"text/html", "{\"a\":1}", "text/html", true, false},
      {"", " \n<p>x", "text/html", true, false},
      {"", "[1]", "application/json", false, true},
      {"", "hello", "text/plain", false, false},
      {"", "", "text/plain", false, false},
      {"", "\xEF\xBB\xBF{\"a\":1}", "application/json", false, true},
  };
  for (const auto& c : cases) {
    const Page page = page_of(c.type, c.body);
    EXPECT_EQ(page.content_type, c.essence) << c.body;
    EXPECT_EQ(!page.document.empty(), c.html) << c.body;
    EXPECT_EQ(page.json.has_value(), c.json) << c.body;
    EXPECT_EQ(page.status, 201);
    EXPECT_EQ(page.body, c.body);
  }
}

TEST(Page, FromAFileIsHtmlUnlessItLooksLikeJson) {
  const Url url = *parse_url("https://idp.example/x");
  EXPECT_TRUE(make_page_from_file(url, " {\"a\": 1}").json);
  EXPECT_FALSE(make_page_from_file(url, "plain words").document.empty());
  EXPECT_EQ(make_page_from_file(url, "<p>").status, 200);
  EXPECT_EQ(make_page_from_file(url, "<p>").url, url);
}

TEST(Page, SaysWhyATreeIsMissing) {
  std::string deep;
  for (int i = 0; i < 1000; ++i) deep += "<div>";
  EXPECT_EQ(page_of("text/html", deep).document.refusal(), "nested too deeply");
}

}  // namespace
}  // namespace flexverify::web
