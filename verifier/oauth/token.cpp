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

web::Request exchange_by_services(const model::Endpoints& endpoints, const CodeGrant& grant) {
  base::Json body;
  body.set("grant_type", "AuthorizationCode")
      .set("app_type", "SinglePageApp")
      .set("sso_profile_sid", grant.sso_profile)
      .set("code", grant.code)
      .set("code_verifier", grant.keys.verifier)
      .set("nonce", grant.keys.nonce);
  return fetch_post(
      grant.address_a.empty() ? endpoints.services + "/v1/Flex/OAuth/Tokens" : grant.address_a,
      web::JsonBody{std::move(body), {}});
}

web::Request exchange_by_preview(const model::Endpoints& endpoints, const CodeGrant& grant) {
  const std::string redirect = grant.redirect_b.empty()
                                   ? endpoints.services + "/v1/Flex/Authentication/Callback"
                                   : grant.redirect_b;
  web::FormBody form{{{"AuthCode", grant.code},
                      {"CodeVerifier", grant.keys.verifier},
                      {"RedirectUrl", redirect},
                      {"Nonce", grant.keys.nonce}}};
  if (!grant.client_id.empty()) form.entries.push_back({"ClientId", grant.client_id});
  return fetch_post(grant.address_b.empty() ? endpoints.preview + "/Flex/Tokens" : grant.address_b,
                    std::move(form));
}

// Their names only: nobody knows what the values are.
std::string members_of(const base::Json& reply) {
  std::string names;
  for (const base::JsonMember& member : *reply.object())
    names += (names.empty() ? ", only " : ", ") + member.name;
  return names.empty() ? " and nothing else" : base::printable(names, 80);
}

// The facts of exchange A stand in token_info, those of exchange B beside the token.
ExchangeResult token_from(const web::Response& response, const base::Json& reply) {
  const std::string access = reply.text("access_token");
  const base::Json* info = reply.find("token_info");
  const bool has_info = info != nullptr && !info->is_null();
  const std::string token = access.empty() ? reply.text("token") : access;
  if (token.empty())
    return ExchangeUnusable{response.status, "the reply holds no token" + members_of(reply)};
  if (!access.empty() && !has_info) return AttributesMissing{"the reply holds no token_info"};
  if (has_info && info->object() != nullptr && info->object()->empty())
    return ExchangeUnusable{response.status, "token_info is empty"};
  auto facts = model::read_token_facts(has_info ? *info : reply);
  if (const auto* malformed = std::get_if<model::MalformedReply>(&facts))
    return ExchangeUnusable{response.status, (has_info ? "token_info: " : "") + malformed->what};
  return FlexToken{.token = token,
                   .refresh_token = reply.text("refresh_token"),
                   .facts = std::get<model::TokenFacts>(std::move(facts))};
}

}  // namespace

Exchange other_than(Exchange exchange) {
  return exchange == Exchange::A ? Exchange::B : Exchange::A;
}

std::string_view name_of(Exchange exchange) { return exchange == Exchange::A ? "A" : "B"; }

web::Request exchange_request(Exchange exchange, const model::Endpoints& endpoints,
                              const CodeGrant& grant) {
  switch (exchange) {
    case Exchange::A:
      return exchange_by_services(endpoints, grant);
    case Exchange::B:
      return exchange_by_preview(endpoints, grant);
  }
  return exchange_by_services(endpoints, grant);
}

std::string twilio_error(const web::Response& response) {
  const auto body = base::parse_json(response.body);
  if (!body || body->object() == nullptr) return base::printable(response.body, 120);
  const auto value = model::error_number(*body);
  const TwilioCode* known = value ? twilio_code(*value) : nullptr;
  const std::string meaning = known == nullptr ? "" : " (" + std::string(known->meaning) + ")";
  const std::string number = value ? "code " + std::to_string(*value) + meaning + ": " : "";
  return base::printable(number + body->text("message") + body->text("error_description"), 200);
}

ExchangeResult read_exchange(const web::Response& response) {
  const auto reply = base::parse_json(response.body);
  const auto error = reply ? model::error_number(*reply) : std::nullopt;
  if (error == kUserAttributesMissing) return AttributesMissing{twilio_error(response)};
  const bool success = response.status >= 200 && response.status < 300;
  if (!success || error) return ExchangeRefused{response.status, twilio_error(response)};
  if (!reply || reply->object() == nullptr)
    return ExchangeUnusable{response.status, "the reply is no JSON object"};
  return token_from(response, *reply);
}

}  // namespace flexverify::oauth
