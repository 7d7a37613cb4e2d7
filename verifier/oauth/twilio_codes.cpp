#include "verifier/oauth/twilio_codes.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace flexverify::oauth {
namespace {

using model::Code;

constexpr std::array kCodes = {
    TwilioCode{70002, "the destination is not among the trusted URLs", Code::RedirectUrlUntrusted},
    TwilioCode{70004, "the SAMLResponse was refused", Code::AcsRejected},
    TwilioCode{70251, "the account's SSO settings are broken or not there",
               Code::ConnectionNotFound},
    TwilioCode{70252, "attributes are missing in the SAMLResponse", Code::UserAttributesMissing},
    TwilioCode{70253, "the user's roles are not valid", Code::RoleInvalid},
    TwilioCode{45002, "Flex could not authenticate the user", Code::AuthorizeRejected},
    TwilioCode{45003, "access is not allowed for the given credentials", Code::AuthorizeRejected},
    TwilioCode{45004, "a value of the request is not valid", Code::AuthorizeRejected},
    TwilioCode{45050, "email, full_name or roles are missing", Code::UserAttributesMissing},
    TwilioCode{45600, "a general error of Flex", Code::TokenExchangeFailed},
    TwilioCode{45601, "a general error of Flex", Code::TokenExchangeFailed},
    TwilioCode{
        45773,
        "Twilio could not make the token: a fault of its own, retry and look at its status page",
        Code::TokenExchangeFailed},
    TwilioCode{
        45774,
        "Twilio could not renew the token: a fault of its own, retry and look at its status page",
        Code::TokenExchangeFailed},
    TwilioCode{45775, "the token that should be renewed is not valid", Code::TokenInvalid},
    TwilioCode{20003, "the request was not authenticated", Code::TokenInvalid},
    TwilioCode{20101, "the token is not valid", Code::TokenInvalid},
    TwilioCode{20104, "the token has expired", Code::TokenInvalid},
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

const TwilioCode* twilio_code(std::int64_t number) {
  const auto found = std::ranges::find(kCodes, number, &TwilioCode::number);
  return found == kCodes.end() ? nullptr : &*found;
}

const TwilioCode* twilio_code_in(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = static_cast<std::size_t>(
        std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), is_digit) -
        text.begin());
    std::int64_t number = 0;
    std::from_chars(text.data() + at, text.data() + end, number);
    if (const TwilioCode* known = twilio_code(number)) return known;
    at = end == at ? at + 1 : end;
  }
  return nullptr;
}

}  // namespace flexverify::oauth
