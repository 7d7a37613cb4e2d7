#include "verifier/web/message.h"

#include <gtest/gtest.h>

namespace flexverify::web {
namespace {

using base::SecretRef;

TEST(Message, TheFirstHeaderOfANameInAnyCase) {
  const Headers headers = {{"Location", "/a"}, {"LOCATION", "/b"}, {"X-Empty", ""}};
  ASSERT_NE(find_header(headers, "location"), nullptr);
  EXPECT_EQ(*find_header(headers, "location"), "/a");
  ASSERT_NE(find_header(headers, "x-empty"), nullptr);
  EXPECT_EQ(*find_header(headers, "x-empty"), "");
  EXPECT_EQ(find_header(headers, "locatio"), nullptr);
  EXPECT_EQ(find_header({}, "location"), nullptr);
}

TEST(Message, MethodNames) {
  EXPECT_EQ(method_name(Method::Get), "GET");
  EXPECT_EQ(method_name(Method::Head), "HEAD");
  EXPECT_EQ(method_name(Method::Post), "POST");
}

TEST(Message, GetIsWhatTheAddressBarSends) {
  const Url url = parse_url("https://flex.example/a?b").value();
  const Request request = get(url);
  EXPECT_EQ(request.method, Method::Get);
  EXPECT_EQ(request.url, url);
  EXPECT_TRUE(std::holds_alternative<NoBody>(request.body));
  EXPECT_TRUE(request.headers.empty());
  EXPECT_EQ(request.mode, Mode::Navigation);
  EXPECT_FALSE(request.initiator);
}

TEST(Message, SecretsInABodyAreNamedInOrder) {
  using Secrets = std::vector<SecretRef>;
  Request request;
  EXPECT_EQ(secrets_in(request), Secrets{});
  request.body = FormBody{{{"user", "password"}, {"save", ""}}};
  EXPECT_EQ(secrets_in(request), Secrets{});
  request.body =
      FormBody{{{"otp", SecretRef::OneTimeCode}, {"user", "u"}, {"pw", SecretRef::Password}}};
  EXPECT_EQ(secrets_in(request), (Secrets{SecretRef::OneTimeCode, SecretRef::Password}));
  request.body = JsonBody{base::Json("password"), {}};
  EXPECT_EQ(secrets_in(request), Secrets{});
  request.body = JsonBody{{}, {{{"credentials", "passcode"}, SecretRef::Password}}};
  EXPECT_EQ(secrets_in(request), Secrets{SecretRef::Password});
}

}  // namespace
}  // namespace flexverify::web
