#include "verifier/flex/legacy.h"

#include "verifier/base/check.h"
#include "verifier/base/text.h"

namespace flexverify::flex {
namespace {

web::Request fetch_json(const std::string& url, base::Json body) {
  auto parsed = web::parse_url(url);
  FV_CHECK(parsed.has_value());  // endpoints are validated with the configuration
  web::Request request = web::get(std::move(*parsed));
  request.method = web::Method::Post;
  request.mode = web::Mode::Fetch;
  request.body = web::JsonBody{std::move(body), {}};
  return request;
}

}  // namespace

std::string legacy_base(const model::Endpoints& endpoints, const std::string& account_sid,
                        LegacyForm form) {
  switch (form) {
    case LegacyForm::Iam:
      return endpoints.iam + "/v1/Accounts/" + account_sid;
    case LegacyForm::Preview:
      return endpoints.preview + "/iam/Accounts/" + account_sid;
  }
  return "";
}

LegacyValues legacy_values(const model::Endpoints& endpoints, const std::string& account_sid,
                           LegacyForm form) {
  const std::string acs = legacy_base(endpoints, account_sid, form) + "/saml2";
  return {.entity_id = form == LegacyForm::Iam ? acs + "/metadata" : acs, .acs_url = acs};
}

web::Request authenticate(const std::string& base, const std::string& destination) {
  base::Json body;
  body.set("products", base::Json(base::Json::Array{base::Json("flex")}))
      .set("resource", destination);
  return fetch_json(base + "/authenticate", std::move(body));
}

std::variant<LegacyStart, LegacyRefusal> read_authenticate(const web::Response& response) {
  const auto reply = base::parse_json(response.body);
  auto location = reply ? web::parse_url(reply->text("location")) : std::nullopt;
  const bool success = response.status >= 200 && response.status < 300;
  if (success && location) return LegacyStart{std::move(*location)};
  const base::Json* code = reply ? reply->find("code") : nullptr;
  const std::string said = reply ? reply->text("message") : response.body;
  return LegacyRefusal{.code = code == nullptr ? 0 : code->integer().value_or(0),
                       .said = base::printable(said, 200)};
}

}  // namespace flexverify::flex
