#include <gtest/gtest.h>

#include "verifier/flex/api.h"
#include "verifier/flex/app_config.h"
#include "verifier/flex/discovery.h"
#include "verifier/flex/page.h"
#include "verifier/flex/ui_version.h"

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
  EXPECT_TRUE(sample.has_app_config);
  ASSERT_EQ(sample.scripts.size(), 2U);
  EXPECT_EQ(web::to_string(*sample.scripts[0].url),
            "https://agents.acme.example/assets/appConfig.js");
  ASSERT_EQ(sample.bundles.size(), 1U);
  EXPECT_EQ(sample.bundles[0].path, "/static/js/main.4f2a.js");
  const auto unbundled =
      read_page(page("<script>var appConfig = {accountSid: 'AC1'};</script>"
                     "<script src=https://assets.flex.example/releases/flex-ui/2.17.1/"
                     "twilio-flex.unbundled-react.min.js></script>"));
  EXPECT_TRUE(unbundled.has_app_config);
  EXPECT_EQ(unbundled.ui_version, "2.17.1");
}

TEST(FlexPage, ABuildWithNamesOfItsOwnIsAmongThePagesScripts) {
  const auto facts =
      read_page(page("<script src=/env.js></script><script src=/appConfig.js></script>"
                     "<script type=module src=/assets/index-3f.js></script>"
                     "<script src=https://cdn.example/analytics.js></script>"));
  ASSERT_EQ(facts.bundles.size(), 2U);
  EXPECT_EQ(facts.bundles[1].path, "/assets/index-3f.js");
  EXPECT_EQ(facts.scripts.back().url->path, "/assets/index-3f.js") << "modules wait";
}

TEST(FlexPage, AnotherPageIsNone) {
  const auto facts =
      read_page(page("<title>Welcome</title><script src=main.1.js></script>"
                     "<script>// appConfig = {}</script>"));
  EXPECT_FALSE(facts.names_flex);
  EXPECT_FALSE(facts.has_app_config);
}

struct Reply {
  int status;
  const char* type;
  const char* body;
  const char* why;
};

TEST(FlexPage, WhatIsNoPageIsNamed) {
  for (const Reply& reply :
       {Reply{200, "text/html", "<p>x</p>", ""}, Reply{204, "text/html", "", "204, no content"},
        Reply{200, "application/json", "{}", "application/json in place of a page"},
        Reply{200, "text/plain", "<p>x</p>", "text/plain in place of a page"},
        Reply{200, "text/html", "  ", "an empty page"},
        Reply{200, "text/html", "<input type=PASSWORD>", "a sign-in form"}})
    EXPECT_EQ(
        why_no_page(web::make_page(*web::parse_url("https://a.example/"),
                                   {reply.status, {{"Content-Type", reply.type}}, reply.body})),
        reply.why)
        << reply.type << reply.body;
  EXPECT_EQ(why_no_page(web::make_page(
                *web::parse_url("https://a.example/"),
                {200,
                 {{"Content-Type", "text/html"}, {"Content-Disposition", "attachment; filename=x"}},
                 "x"})),
            "a download");
}

TEST(UiVersion, IsReadWhereItIsWritten) {
  EXPECT_EQ(version_in_path("/releases/flex-ui/2.17.1/twilio-flex.min.js"), "2.17.1");
  EXPECT_EQ(version_in_path("/flex-ui/latest/x.js"), "");
  EXPECT_EQ(version_in_script("/*! @twilio/flex-ui 2.7.2 */"), "2.7.2");
  EXPECT_EQ(version_in_script("x flex-ui y; \"flex-ui@1.34.6\""), "1.34.6");
  EXPECT_EQ(version_in_script("flex-ui: 'v2.10.1.'"), "2.10.1");
  EXPECT_EQ(version_in_script("flex-ui flex-ui 2"), "");
}

TEST(UiVersion, DecidesWhatAPageCanDo) {
  EXPECT_EQ(support_of("1.33.0"), UiSupport::NoEnhancedLogin);
  EXPECT_EQ(support_of("1.34.6"), UiSupport::Ended);
  EXPECT_EQ(support_of("2.4.1"), UiSupport::NoEnhancedLogin);
  EXPECT_EQ(support_of("2.6.0"), UiSupport::TooOldForGuide);
  EXPECT_EQ(support_of("2.14.3"), UiSupport::Ended);
  EXPECT_EQ(support_of("2.15.0"), UiSupport::Current);
  EXPECT_EQ(support_of(""), UiSupport::Current);
  EXPECT_EQ(start_of("2.6.0"), UiStart::OwnCallback);
  EXPECT_EQ(start_of("2.10.1"), UiStart::LoginService);
  EXPECT_EQ(start_of("2.11.0"), UiStart::Services);
  EXPECT_TRUE(sends_client_id("2.11.1"));
  EXPECT_TRUE(sends_client_id("1.34.6"));
  EXPECT_FALSE(sends_client_id("2.12.0"));
  EXPECT_FALSE(sends_client_id(""));
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

AppConfig read(const char* source) {
  return read_app_config({{"appConfig.js", source}},
                         *web::parse_url("https://agents.acme.example/app/"));
}

TEST(AppConfig, EveryValueIsKnownAbsentOrUnreadable) {
  const auto config = read(R"(
    const accountSid = "AC1";
    var appConfig = {
      pluginService: { enabled: true, url: "/plugins", },
      sso: { accountSid },
      oauth: { connection: window.parent.jq, redirectUrl: location.origin + "/", clientId: null },
    };)");
  EXPECT_EQ(config.account_sid.text, "AC1");
  EXPECT_EQ(config.account_sid.place, "appConfig.js:5");
  ASSERT_TRUE(config.oauth);
  EXPECT_TRUE(config.oauth->connection.is_unreadable());
  EXPECT_EQ(config.oauth->redirect_url.text, "https://agents.acme.example/");
  EXPECT_TRUE(config.oauth->client_id.is_absent());
  EXPECT_TRUE(config.plugins.enabled);
  EXPECT_EQ(config.plugins.url, "/plugins");
}

TEST(AppConfig, OauthDecidesWhichLoginThePageStarts) {
  EXPECT_TRUE(read("appConfig={sso:{accountSid:'AC1'}}").oauth_object.is_absent());
  EXPECT_TRUE(read("appConfig={oauth:null}").oauth_object.is_absent());
  EXPECT_TRUE(read("appConfig={oauth:{}}").oauth.has_value()) << "an empty object is one";
  EXPECT_TRUE(read("appConfig={oauth:{a:1}}; delete appConfig.oauth").oauth_object.is_absent());
  EXPECT_TRUE(read("var appConfig = make();").oauth_object.is_unreadable());
  EXPECT_TRUE(read("var other;").whole.is_absent());
  EXPECT_TRUE(read("appConfig={accountSid:'AC1'}").account_sid.is_absent())
      << "Flex UI 2 looks at sso.accountSid only";
}

TEST(AppConfig, AddressesOfItsOwnAreResolvedAgainstThePage) {
  const auto config = read(
      "appConfig={oauth:{authorizeUrl:'/start',tokenUrl:'https://x.example/t'},"
      "sso:{flexSSOTokenUrl:later()}}");
  EXPECT_EQ(override_of(config, {"oauth.authorizeUrl"}), "https://agents.acme.example/start");
  EXPECT_EQ(override_of(config, {"sso.loginUrl", "oauth.tokenUrl"}), "https://x.example/t");
  EXPECT_EQ(override_of(config, {"sso.flexSSOTokenUrl"}), "");
  EXPECT_EQ(config.overrides.size(), 3U);
}

TEST(AppConfig, OnlyItsOwnScriptsMustParse) {
  const auto config = read_app_config(
      {{"script 1 of the page", "var x = {"}, {"appConfig.js", "appConfig = { sso: {}"}},
      *web::parse_url("https://agents.acme.example/"));
  ASSERT_EQ(config.broken.size(), 1U);
  EXPECT_EQ(config.broken[0].place, "appConfig.js:1");
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

TEST(Discovery, EntriesOfOthersAreLeftOut) {
  const auto list = of_the_page({{"JQ1", "X", "AC1", "MobileApp", true},
                                 {"JQ2", "X", "AC2", "SinglePageApp", true},
                                 {"JQ3", "X", "AC1", "", false}},
                                "AC1");
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].sid, "JQ3");
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
       {"{}", "[]", "<html>", R"({"taskrouter_workspace_sid":"WS1","status":"ok"})",
        R"({"account_sid":["AC1"],"taskrouter_workspace_sid":"WS1","status":"ok"})",
        R"({"status":"ok","code":45600})"})
    EXPECT_TRUE(std::holds_alternative<Unusable>(read(200, body))) << body;
  EXPECT_TRUE(std::holds_alternative<Unusable>(read(403, R"({"account_sid":"AC1"})")));
}

TEST(Api, WhatFlexUiStartsWithAllTheSameIsDoubtful) {
  const auto doubt = [](const char* body) {
    return std::get<Configuration>(read_configuration({200, {}, body})).doubt;
  };
  EXPECT_FALSE(doubt(R"({"account_sid":"AC1","taskrouter_workspace_sid":"WS1","status":"ok"})"));
  for (const char* body :
       {R"({"account_sid":"AC1","status":"ok"})",
        R"({"account_sid":"AC1","taskrouter_workspace_sid":"WS1"})",
        R"({"account_sid":"AC1","taskrouter_workspace_sid":"WS1","status":"ok","code":45600})"})
    EXPECT_TRUE(doubt(body)) << body;
}

}  // namespace
}  // namespace flexverify::flex
