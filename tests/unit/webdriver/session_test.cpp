// The commands of a session, at a WebDriver that is a script.
#include <gtest/gtest.h>

#include "tests/support/scripted_transport.h"
#include "verifier/base/text.h"
#include "verifier/webdriver/window.h"

namespace flexverify::webdriver {
namespace {

using test::ScriptedTransport;

constexpr const char* kDriver = "http://127.0.0.1:9515";

Field field(std::string element) {
  return {.kind = FieldKind::Password,
          .type = "password",
          .autocomplete = "",
          .name = "p",
          .id = "",
          .label = "",
          .empty = true,
          .element = std::move(element)};
}

class Sessions : public ::testing::Test {
 protected:
  Session start() {
    transport_.on_post(std::string(kDriver) + "/session",
                       test::json(R"({"value":{"sessionId":"abc-1"}})"));
    auto session = Session::start(Wire(transport_, *web::parse_url(kDriver), {}),
                                  base::Json::Object{}, base::Millis{1});
    EXPECT_TRUE(session);
    return *std::move(session);
  }
  void answer(const std::string& command, std::string body, int status = 200) {
    transport_.on_post(std::string(kDriver) + "/session/abc-1" + command,
                       test::json(std::move(body), status));
  }

  ScriptedTransport transport_;
};

TEST_F(Sessions, FillSaysWhatTheScriptSays) {
  Session session = start();
  answer("/execute/sync", R"({"value":"target"})");
  const auto filled = session.fill(field("e1"), "s3cret", {"idp.test"});
  ASSERT_TRUE(filled);
  EXPECT_EQ(*filled, Filled::OtherTarget);
  const std::string& body = transport_.requests().back().body;
  EXPECT_TRUE(base::contains(body, R"("element-6066-11e4-a52e-4f735466cecf":"e1")"));
  EXPECT_EQ(transport_.requests().back().resend, net::Resend::Never);
}

TEST_F(Sessions, APageThatMovesIsLookedAtAgain) {
  Session session = start();
  answer("/execute/sync",
         R"({"value":{"error":"stale element reference","message":"gone","stacktrace":""}})", 404);
  const auto filled = session.fill(field("e1"), "x", {});
  ASSERT_FALSE(filled);
  EXPECT_EQ(filled.error().kind, Fault::Kind::Moving);
}

TEST_F(Sessions, ABrowserThatIsGoneIsNot) {
  Session session = start();
  answer("/execute/sync", R"({"value":{"error":"invalid session id","message":""}})", 404);
  EXPECT_EQ(session.look().error().kind, Fault::Kind::Gone);
  transport_.then(test::failed(net::FailureKind::Connect));
  EXPECT_EQ(session.source().error().kind, Fault::Kind::Gone);
  transport_.then(test::html("<p>a proxy's page"));
  EXPECT_EQ(session.place().error().kind, Fault::Kind::Gone);
}

TEST_F(Sessions, AnAddressThatCannotBeLoadedIsSeenInTheWindow) {
  Session session = start();
  answer("/url", R"({"value":{"error":"unknown error","message":"net::ERR_NAME_NOT_RESOLVED"}})",
         500);
  EXPECT_TRUE(session.go(*web::parse_url("https://idp.test/")));
}

TEST_F(Sessions, EndsAlsoWhenTheCheckWasStopped) {
  Session session = start();
  session.end();
  EXPECT_EQ(transport_.requests().back().method, web::Method::Delete);
}

TEST(Sessions1, ANameThatIsNoneIsRefused) {
  ScriptedTransport transport;
  transport.then(test::json(R"({"value":{"sessionId":"../../x"}})"));
  EXPECT_FALSE(Session::start(Wire(transport, *web::parse_url(kDriver), {}), base::Json::Object{},
                              base::Millis{1}));
}

TEST(Windows, OfAnotherMachineSayWhyTheyDoNotOpen) {
  ScriptedTransport transport;
  transport.then(
      test::json(R"({"value":{"error":"session not created","message":"no chrome"}})", 500));
  const auto opened =
      Window::open_at(*web::parse_url("https://grid.test/wd/hub"), {}, transport, {});
  const auto* finding = std::get_if<model::Finding>(&opened);
  ASSERT_NE(finding, nullptr);
  EXPECT_EQ(finding->code, model::Code::BrowserUnavailable);
  EXPECT_TRUE(base::contains(finding->detail, "no chrome"));
  EXPECT_EQ(transport.requests().back().url.path, "/wd/hub/session");
}

TEST(Windows, AProxyWithAPasswordIsNone) {
  ScriptedTransport transport;
  Wish wish;
  wish.network.proxy = "http://me:pw@proxy.test:3128";
  const auto opened = Window::open_at(*web::parse_url(kDriver), wish, transport, {});
  ASSERT_TRUE(std::holds_alternative<model::Finding>(opened));
  EXPECT_TRUE(transport.requests().empty());
  EXPECT_FALSE(base::contains(std::get<model::Finding>(opened).detail, "pw"));
}

}  // namespace
}  // namespace flexverify::webdriver
