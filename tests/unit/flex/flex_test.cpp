#include <gtest/gtest.h>

#include "verifier/flex/api.h"
#include "verifier/flex/app_config.h"
#include "verifier/flex/discovery.h"
#include "verifier/flex/page.h"

namespace flexverify::flex {
namespace {

web::Page page(const char* html) {
  return web::make_page_from_file(*web::parse_url("https://agents.acme.example/app/"), html);
}

TEST(FlexPage, KnowsTheSampleAndTheUnbundledPage) {
  const auto sample =
      read_page(page("<title>Twilio Flex</title><script src=\"../assets/appConfig.js\"></script>"
                     "<div id=root></div><script src=/static/js/main.4f2a.js></script>"));
  EXPECT_TRUE(sample.names_flex);
  ASSERT_TRUE(sample.app_config);
  EXPECT_EQ(web::to_string(*sample.app_config), "https://agents.acme.example/assets/appConfig.js");
  ASSERT_TRUE(sample.bundle);
  EXPECT_EQ(sample.bundle->path, "/static/js/main.4f2a.js");
  const auto unbundled =
      read_page(page("<script>var appConfig = {accountSid: 'AC1'};</script>"
                     "<script src=https://assets.flex.example/releases/flex-ui/2.17.1/"
                     "twilio-flex.unbundled-react.min.js></script>"));
  EXPECT_TRUE(unbundled.app_config_inline);
  EXPECT_EQ(unbundled.ui_version, "2.17.1");
}

TEST(FlexPage, AnotherPageIsNone) {
  const auto facts = read_page(page("<title>Welcome</title><script src=main.1.js></script>"));
  EXPECT_FALSE(facts.names_flex);
  EXPECT_FALSE(facts.app_config);
}

TEST(FlexPage, RuntimeDomain) {
  const auto of = [](const char* url) { return runtime_domain(*web::parse_url(url)); };
  EXPECT_EQ(of("https://flex.twilio.com/glad-fox-1234"), "glad-fox-1234");
  EXPECT_EQ(of("https://flex.twilio.com/glad-fox-1234/agent-desktop?x=1"), "glad-fox-1234");
  for (const char* none : {"https://flex.twilio.com/", "https://flex.twilio.com/admin",
                           "https://flex.twilio.com/glad-fox", "https://flex.twilio.com/a-b-c"})
    EXPECT_EQ(of(none), "") << none;
}

TEST(FlexPage, APageServedForAMissingScriptIsNoScript) {
  EXPECT_TRUE(is_script({200, {{"Content-Type", "text/javascript"}}, "var a;"}));
  EXPECT_TRUE(is_script({200, {}, "var a;"}));
  EXPECT_FALSE(is_script({200, {{"content-type", "text/html"}}, ""})) << "an answer to HEAD";
  // A browser runs it all the same, unless the server says nosniff.
  EXPECT_TRUE(is_script({200, {{"content-type", "text/html"}}, "var a;"}));
  EXPECT_FALSE(is_script({200, {{"Content-Type", "text/javascript"}}, " <!doctype html>"}));
}

TEST(AppConfig, IsJavaScriptAndNotJson) {
  const auto config = read_app_config(R"(
    // deployed by the pipeline
    const accountSid = "ignored";
    var appConfig = {
      pluginService: { enabled: true, url: "/plugins", },
      sso: { accountSid: 'AC1' },  /* the account */
      oauth: { connection: "JQ1", 'clientId': `XVO1`, redirectUrl: window.location.origin + "/", },
    };)");
  ASSERT_TRUE(config);
  EXPECT_EQ(config->account_sid, "AC1");
  ASSERT_TRUE(config->oauth);
  EXPECT_EQ(config->oauth->connection, "JQ1");
  EXPECT_EQ(config->oauth->client_id, "XVO1");
  EXPECT_EQ(config->oauth->redirect_url, "");
  EXPECT_EQ(config->unread, std::vector<std::string>{"oauth.redirectUrl"});
}

TEST(AppConfig, LegacyHasNoOauth) {
  const auto config = read_app_config("window.appConfig={accountSid:'AC1'}");
  ASSERT_TRUE(config);
  EXPECT_EQ(config->account_sid, "AC1");
  EXPECT_FALSE(config->oauth);
  EXPECT_FALSE(read_app_config("<!doctype html><title>x</title>"));
  EXPECT_FALSE(read_app_config("var appConfig = make();"));
}

TEST(Discovery, ReadsTheList) {
  const auto list = read_discovery({200, {}, R"({"config_list":[
      {"connection_name":"JQ1","client_id":"X","account_sid":"AC1","active":true},
      {"connection_name":"JQ3","active":true,"app_type":"MobileApp"},
      {"connection_name":"JQ2","active":false,"app_type":"SinglePageApp"}]})"});
  ASSERT_TRUE(list);
  ASSERT_EQ(list->size(), 2U);
  EXPECT_TRUE((*list)[0].active);
  EXPECT_FALSE((*list)[1].active);
  EXPECT_FALSE(read_discovery({200, {}, "{}"}));
  EXPECT_FALSE(read_discovery({200, {}, "<html>"}));
}

TEST(Discovery, AsksByAccountOrByConnection) {
  EXPECT_EQ(web::to_string(discovery({}, "AC1", "JQ1").url),
            "https://services.twilio.com/v1/Flex/Authentication/Config?AccountSid=AC1");
  EXPECT_EQ(discovery({}, "", "JQ1").url.query, "SSOProfileSid=JQ1");
  EXPECT_EQ(public_configuration({}, "a-b-1").url.query, "RuntimeDomain=a-b-1.twil.io");
  EXPECT_EQ(read_account_sid({200, {}, R"({"configurations":[{"account_sid":"AC1"}]})"}), "AC1");
  EXPECT_EQ(read_account_sid({200, {}, R"({"configurations":[]})"}), std::nullopt);
  EXPECT_EQ(read_account_sid({404, {}, "{}"}), std::nullopt);
}

TEST(Api, TokenGoesAsBasicPassword) {
  const auto request = token_info({}, "AC1", "jwe");
  EXPECT_EQ(request.url.path, "/v1/Accounts/AC1/Tokens/Info");
  EXPECT_EQ(request.headers.front().value, "Basic dG9rZW46andl");
  const auto list = plugins(*web::parse_url("https://a.example/plugins"), {"agent", "admin"},
                            {.token = "jwe", .ui_version = "2.17.1"});
  EXPECT_EQ(list.url.query, "roles=agent%2Cadmin");
  EXPECT_EQ(list.headers.size(), 2U);
  EXPECT_EQ(session({}, {.token = "jwe", .ui_version = ""}).headers.front().name, "X-Flex-JWE");
}

TEST(Api, ReadsTokenInfoAndConfiguration) {
  const auto confirms = [](int status, const char* body) {
    return std::holds_alternative<model::TokenFacts>(read_token_info({status, {}, body}));
  };
  EXPECT_TRUE(confirms(200, R"({"valid":true,"identity":"u","code":0})"));
  EXPECT_TRUE(confirms(201, "{}"));
  for (const char* body : {R"({"valid":false,"identity":"u"})", R"({"valid":"true"})", "no", "[]",
                           R"({"valid":true,"code":"45003"})", R"({"roles":"agent"})"})
    EXPECT_FALSE(confirms(200, body)) << body;
  EXPECT_FALSE(confirms(401, R"({"identity":"u"})"));
}

TEST(Api, AConfigurationMustNameTheAccount) {
  const auto read = [](int status, const char* body) {
    return read_configuration({status, {}, body});
  };
  const auto good = read(200, R"({"account_sid":"AC1","taskrouter_workspace_sid":"WS1",
      "status":"ok","ui_attributes":{"version_compatibility":"deprecated"}})");
  ASSERT_TRUE(std::holds_alternative<Configuration>(good));
  EXPECT_EQ(std::get<Configuration>(good).account_sid, "AC1");
  EXPECT_TRUE(lets_the_ui_start(std::get<Configuration>(good)));
  EXPECT_FALSE(lets_the_ui_start({}));
  for (const char* body :
       {"{}", "[]", "<html>", R"({"account_sid":"AC1","status":"ok"})",
        R"({"account_sid":"AC1","taskrouter_workspace_sid":"WS1"})",
        R"({"account_sid":["AC1"],"taskrouter_workspace_sid":"WS1","status":"ok"})",
        R"({"account_sid":"AC1","taskrouter_workspace_sid":"WS1","status":"ok","code":45600})"})
    EXPECT_TRUE(std::holds_alternative<Unusable>(read(200, body))) << body;
  EXPECT_TRUE(std::holds_alternative<Unusable>(read(403, R"({"account_sid":"AC1"})")));
}

}  // namespace
}  // namespace flexverify::flex
