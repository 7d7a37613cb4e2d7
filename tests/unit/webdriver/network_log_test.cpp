// The browser's own log of its requests.
#include <gtest/gtest.h>

#include "verifier/webdriver/network_log.h"

namespace flexverify::webdriver {
namespace {

base::Json entry(const std::string& method, const std::string& params) {
  const std::string message =
      R"({"message":{"method":")" + method + R"(","params":)" + params + "}}";
  base::Json json;
  json.set("message", message);
  return json;
}

void add(NetworkLog& log, std::initializer_list<base::Json> entries) {
  log.add(base::Json::Array(entries));
}

constexpr const char* kBegun =
    R"({"requestId":"1","type":"Document","timestamp":10,"wallTime":1800000000,
        "request":{"url":"https://idp.test/a","method":"GET"}})";

TEST(NetworkLog, ARedirectEndsTheRequestBeforeIt) {
  NetworkLog log;
  add(log, {entry("Network.requestWillBeSent", kBegun),
            entry("Network.requestWillBeSent",
                  R"({"requestId":"1","type":"Document","timestamp":10.25,
                      "redirectResponse":{"status":302},
                      "request":{"url":"https://idp.test/b","method":"GET"}})")});
  const auto ended = log.take_ended();
  ASSERT_EQ(ended.size(), 1U);
  EXPECT_EQ(ended[0].status, 302);
  EXPECT_EQ(ended[0].timings.total.count(), 250);
  ASSERT_TRUE(ended[0].location);
  EXPECT_EQ(ended[0].location->path, "/b");
  EXPECT_TRUE(log.is_busy());
  EXPECT_TRUE(log.take_ended().empty());
}

TEST(NetworkLog, GivesOutThePostedFormOnce) {
  NetworkLog log;
  add(log, {entry("Network.requestWillBeSent",
                  R"({"requestId":"2","type":"Document","request":{"method":"POST",
                      "url":"https://acs.test/callback?connection=JQ1",
                      "postData":"SAMLResponse=x","headers":{"Origin":"https://idp.test"}}})")});
  const auto place = web::parse_url("https://acs.test/callback");
  const auto post = log.take_posted_to(*place);
  ASSERT_TRUE(post);
  EXPECT_EQ(post->body, "SAMLResponse=x");
  EXPECT_EQ(post->origin, "https://idp.test");
  EXPECT_FALSE(log.take_posted_to(*place));
}

TEST(NetworkLog, SaysWhyADocumentDidNotCome) {
  NetworkLog log;
  add(log, {entry("Network.requestWillBeSent", kBegun),
            entry("Network.loadingFailed",
                  R"({"requestId":"1","errorText":"net::ERR_NAME_NOT_RESOLVED"})")});
  EXPECT_EQ(log.document_error(), "net::ERR_NAME_NOT_RESOLVED");
  EXPECT_FALSE(log.is_busy());
}

// Keycloak's script takes the session's code out of the address once the page is there.
TEST(NetworkLog, KnowsTheAddressThatWasAskedFor) {
  NetworkLog log;
  add(log, {entry("Network.requestWillBeSent",
                  R"({"requestId":"1","type":"Document","request":{"method":"POST",
                      "url":"https://idp.test/authenticate?session_code=x"}})"),
            entry("Network.responseReceived", R"({"requestId":"1","response":{"status":400}})")});
  const auto* document = log.document_at(*web::parse_url("https://idp.test/authenticate?tab=1"));
  ASSERT_NE(document, nullptr);
  EXPECT_EQ(document->url.query, "session_code=x");
  EXPECT_EQ(document->status, 400);
  EXPECT_EQ(log.document_at(*web::parse_url("https://idp.test/other")), nullptr);
}

// Pictures and styles are nobody's business; nonsense is no crash.
TEST(NetworkLog, LeavesOutWhatIsNotAsked) {
  NetworkLog log;
  add(log, {entry("Network.requestWillBeSent",
                  R"({"requestId":"3","type":"Image","request":{"url":"https://a.test/"}})"),
            entry("Network.responseReceived", R"({"requestId":"9","response":{"status":1e300}})"),
            entry("Network.requestWillBeSent", R"([])"), base::Json("x")});
  log.add(base::Json(7));
  EXPECT_FALSE(log.is_busy());
  EXPECT_TRUE(log.take_ended().empty());
}

}  // namespace
}  // namespace flexverify::webdriver
