#include "verifier/oauth/twilio_codes.h"

#include <gtest/gtest.h>

namespace flexverify::oauth {
namespace {

using model::Code;

TEST(TwilioCodes, SayWhatTheyMeanForALogin) {
  const std::pair<std::int64_t, Code> rows[] = {
      {70002, Code::RedirectUrlUntrusted},  {70004, Code::AcsRejected},
      {70251, Code::ConnectionNotFound},    {70252, Code::UserAttributesMissing},
      {70253, Code::RoleInvalid},           {45003, Code::AuthorizeRejected},
      {45050, Code::UserAttributesMissing}, {45773, Code::TokenExchangeFailed},
      {45775, Code::TokenInvalid},          {20101, Code::TokenInvalid},
      {20104, Code::TokenInvalid}};
  for (const auto& [number, code] : rows) {
    const TwilioCode* known = twilio_code(number);
    ASSERT_NE(known, nullptr) << number;
    EXPECT_EQ(known->finding, code) << number;
    EXPECT_FALSE(known->meaning.empty());
  }
  EXPECT_EQ(twilio_code(1), nullptr);
}

TEST(TwilioCodes, AreFoundInATextAsWholeNumbers) {
  EXPECT_EQ(twilio_code_in("invalid_request: error 45050, attributes")->number, 45050);
  EXPECT_EQ(twilio_code_in("(70253)")->number, 70253);
  for (const char* text : {"", "no number", "450501", "145050", "12", "99999999999999999999999"})
    EXPECT_EQ(twilio_code_in(text), nullptr) << text;
}

}  // namespace
}  // namespace flexverify::oauth
