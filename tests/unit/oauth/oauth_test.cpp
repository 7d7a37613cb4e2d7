#include <gtest/gtest.h>

#include "verifier/oauth/authorize.h"
#include "verifier/oauth/pkce.h"
#include "verifier/oauth/token.h"
#include "verifier/web/query.h"

namespace flexverify::oauth {
namespace {

TEST(Pkce, ChallengeOfRfc7636AppendixB) {
  EXPECT_EQ(challenge_of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

TEST(Pkce, KeysAreFreshAndOfTheFlexPagesSize) {
  const LoginKeys one = make_login_keys(), other = make_login_keys();
  EXPECT_EQ(one.verifier.size(), 128U);
  EXPECT_EQ(one.challenge, challenge_of(one.verifier));
  EXPECT_NE(one.verifier, other.verifier);
  EXPECT_NE(one.state, other.state);
  EXPECT_NE(one.nonce, other.nonce);
}

TEST(Authorize, EncodesTheRedirectUrl) {
  const LoginKeys keys{.verifier = "v", .challenge = "c", .nonce = "n", .state = "s"};
  const auto url = authorize_url("https://services.example/v1/Flex/Authorize", "JQ1",
                                 "https://a.example/?x=1&y", keys);
  ASSERT_TRUE(url);
  EXPECT_EQ(web::to_string(*url),
            "https://services.example/v1/Flex/Authorize?codeChallenge=c&nonce=n&"
            "redirectUrl=https%3A%2F%2Fa.example%2F%3Fx%3D1%26y&ssoProfileSid=JQ1&state=s");
}

TEST(Authorize, ReadsBothSpellings) {
  const model::Endpoints endpoints;
  const auto read = [&](const char* text) {
    return read_authorize_url(*web::parse_url(text), endpoints);
  };
  const auto flex = read(
      "https://services.twilio.com/v1/Flex/"
      "Authorize?ssoProfileSid=JQ1&redirectUrl=https%3A%2F%2Fa&state=s");
  ASSERT_TRUE(flex);
  EXPECT_EQ(flex->sso_profile, "JQ1");
  EXPECT_EQ(flex->redirect_url, "https://a");
  const auto plain = read(
      "https://login.flex.us1.twilio.com/authorize?connection=JQ2&redirect_uri=https%3A%2F%2Fb");
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->sso_profile, "JQ2");
  EXPECT_EQ(plain->state, "");
  EXPECT_FALSE(read("https://services.twilio.com/v1/Flex/Other"));
  EXPECT_FALSE(read("https://evil.example/v1/Flex/Authorize?ssoProfileSid=JQ1"));
}

TEST(Exchange, AsksAsTheFlexPageDoes) {
  const CodeGrant grant{.sso_profile = "JQ1",
                        .client_id = "XVO1",
                        .code = "c",
                        .keys = {.verifier = "v", .challenge = "", .nonce = "n", .state = ""}};
  const auto json = exchange_request(Exchange::A, {}, grant);
  EXPECT_EQ(web::to_string(json.url), "https://services.twilio.com/v1/Flex/OAuth/Tokens");
  EXPECT_EQ(base::dump_json(std::get<web::JsonBody>(json.body).value),
            R"({"grant_type":"AuthorizationCode","app_type":"SinglePageApp",)"
            R"("sso_profile_sid":"JQ1","code":"c","code_verifier":"v","nonce":"n"})");
  const auto form = exchange_request(Exchange::B, {}, grant);
  EXPECT_EQ(std::get<web::FormBody>(form.body).entries.size(), 5U);
  EXPECT_EQ(form.mode, web::Mode::Fetch);
}

web::Response reply(int status, std::string body) {
  return {.status = status, .headers = {}, .body = std::move(body)};
}

TEST(Exchange, ReadsBothReplies) {
  const auto a = read_exchange(reply(200, R"({"access_token":"t","refresh_token":"r",
      "token_info":{"identity":"u","roles":["agent"],"worker_sid":"WK1","account_sid":"AC1"}})"));
  const auto* token = std::get_if<FlexToken>(&a);
  ASSERT_NE(token, nullptr);
  EXPECT_EQ(token->facts.account_sid, "AC1");
  EXPECT_EQ(token->facts.roles, std::vector<std::string>{"agent"});
  EXPECT_TRUE(std::holds_alternative<FlexToken>(
      read_exchange(reply(201, R"({"access_token":"t","token_info":{"identity":"u"}})"))));
  const auto b = read_exchange(reply(200, R"({"token":"t","identity":"u","roles":["agent"]})"));
  ASSERT_NE(std::get_if<FlexToken>(&b), nullptr);
}

TEST(Exchange, TellsMissingAttributesFromARefusal) {
  const auto no_info = read_exchange(reply(200, R"({"access_token":"t"})"));
  EXPECT_TRUE(std::holds_alternative<AttributesMissing>(no_info));
  const auto code = read_exchange(reply(400, R"({"code":45050,"message":"attributes"})"));
  EXPECT_TRUE(std::holds_alternative<AttributesMissing>(code));
  const auto refused = read_exchange(reply(403, R"({"code":20003,"message":"no"})"));
  ASSERT_TRUE(std::holds_alternative<ExchangeRefused>(refused));
  EXPECT_EQ(std::get<ExchangeRefused>(refused).detail,
            "code 20003 (the request was not authenticated): no");
  const auto beside = R"({"access_token":"t","token_info":{"identity":"u"},"code":45003})";
  EXPECT_TRUE(std::holds_alternative<ExchangeRefused>(read_exchange(reply(200, beside))));
}

TEST(Exchange, AReplyThatNoPageCanUseIsTwiliosFault) {
  for (const char* body :
       {"<html>", "{}", "[]", R"({"access_token":7})", R"({"token":"t","identity":{}})",
        R"({"access_token":"t","token_info":"u"})", R"({"access_token":"t","token_info":{}})",
        R"({"token":"t","roles":"agent"})"}) {
    const auto result = read_exchange(reply(200, body));
    ASSERT_TRUE(std::holds_alternative<ExchangeUnusable>(result)) << body;
  }
  const auto secret = read_exchange(reply(200, R"({"accessToken":"unheard-of"})"));
  EXPECT_EQ(std::get<ExchangeUnusable>(secret).detail,
            "the reply holds no token, only accessToken");
}

}  // namespace
}  // namespace flexverify::oauth
