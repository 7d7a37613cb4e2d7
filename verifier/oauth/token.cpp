#include "verifier/oauth/token.h"

#include "verifier/base/check.h"
#include "verifier/base/text.h"
#include "verifier/oauth/twilio_codes.h"

namespace flexverify::oauth {
namespace {

constexpr std::int64_t kUserAttributesMissing = 45050;

web::Request fetch_post(const std::string& url, web::Body body) {
  auto parsed = web::parse_url(url);
  FV_CHECK(parsed.has_value());  // endpoints are validated with the configuration
  return {.method = web::Method::Post,
          .url = std::move(*parsed),
          .body = std::move(body),
          .headers = {},
          .mode = web::Mode::Fetch,
          .initiator = std::nullopt};
}

FlexToken token_from(const base::Json& reply, const base::Json& facts) {
  std::string token = reply.text("access_token");
  if (token.empty()) token = reply.text("token");
  return {.token = std::move(token),
          .refresh_token = reply.text("refresh_token"),
          .account_sid = facts.text("account_sid"),
          .identity = facts.text("identity"),
          .roles = facts.texts("roles"),
          .worker_sid = facts.text("worker_sid")};
}

}  // namespace

web::Request exchange_by_services(const model::Endpoints& endpoints, const CodeGrant& grant) {
  base::Json body;
  body.set("grant_type", "AuthorizationCode")
      .set("app_type", "SinglePageApp")
      .set("sso_profile_sid", grant.sso_profile)
      .set("code", grant.code)
      .set("code_verifier", grant.keys.verifier)
      .set("nonce", grant.keys.nonce);
  return fetch_post(endpoints.services + "/v1/Flex/OAuth/Tokens",
                    web::JsonBody{std::move(body), {}});
}

web::Request exchange_by_preview(const model::Endpoints& endpoints, const CodeGrant& grant) {
  return fetch_post(
      endpoints.preview + "/Flex/Tokens",
      web::FormBody{{{"AuthCode", grant.code},
                     {"CodeVerifier", grant.keys.verifier},
                     {"ClientId", grant.client_id},
                     {"RedirectUrl", endpoints.services + "/v1/Flex/Authentication/Callback"},
                     {"Nonce", grant.keys.nonce}}});
}

std::string twilio_error(const web::Response& response) {
  const auto body = base::parse_json(response.body);
  if (!body || body->object() == nullptr) return base::printable(response.body, 120);
  const base::Json* code = body->find("code");
  const auto value = code == nullptr ? std::nullopt : code->integer();
  const TwilioCode* known = value ? twilio_code(*value) : nullptr;
  const std::string meaning = known == nullptr ? "" : " (" + std::string(known->meaning) + ")";
  const std::string number = value ? "code " + std::to_string(*value) + meaning + ": " : "";
  return base::printable(number + body->text("message") + body->text("error_description"), 200);
}

ExchangeResult read_exchange(const web::Response& response) {
  const auto reply = base::parse_json(response.body);
  const base::Json* code = reply ? reply->find("code") : nullptr;
  if (code != nullptr && code->integer() == kUserAttributesMissing)
    return AttributesMissing{twilio_error(response)};
  if (response.status < 200 || response.status > 299 || !reply)
    return ExchangeRefused{response.status, twilio_error(response)};
  if (const base::Json* facts = reply->find("token_info"); facts != nullptr && !facts->is_null())
    return token_from(*reply, *facts);
  if (!reply->text("token").empty()) return token_from(*reply, *reply);  // exchange by preview
  return AttributesMissing{"the reply holds no token_info"};
}

}  // namespace flexverify::oauth
