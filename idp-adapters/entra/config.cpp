#include "idp-adapters/entra/config.h"

#include "idp-adapters/shared/form_helpers.h"
#include "verifier/base/text.h"
#include "verifier/web/object_literal.h"
#include "verifier/web/select.h"

namespace flexverify::idp::entra {

std::optional<base::Json> config_of(const PageView& page) {
  if (page.document.empty() || !base::contains(page.body, "$Config")) return std::nullopt;
  for (const std::string& script : web::inline_scripts(page.document))
    if (auto literal = web::find_assignment(script, "$Config"); literal && literal->value.object())
      return std::move(literal->value);
  return std::nullopt;
}

std::optional<base::Json> window_config(const Memory& memory) {
  return memory.document == nullptr ? std::nullopt : config_of(*memory.document);
}

std::string page_id(const PageView& page, const base::Json& config) {
  if (std::string id = config.text("pgid"); !id.empty()) return id;
  const web::Element* meta = web::element_with(page.document, "meta", "name", "PageID");
  return meta == nullptr ? "" : std::string(meta->attribute_or_empty("content"));
}

std::string number_text(const base::Json* value) {
  if (value == nullptr) return "";
  if (const auto number = value->integer()) return std::to_string(*number);
  return value->string() == nullptr ? "" : *value->string();
}

std::int64_t number(const base::Json& json, std::string_view key) {
  const base::Json* value = json.find(key);
  return value == nullptr ? 0 : value->integer().value_or(0);
}

std::string token_name(const base::Json& config) {
  const std::string name = config.text("sFTName");
  return name.empty() ? "flowToken" : name;
}

std::optional<web::Request> form_post(const PageView& page, std::string_view url,
                                      web::Values values) {
  auto target = web::parse_url(url, &page.url);
  if (!target || !web::is_http(*target)) return std::nullopt;
  web::Request request = web::get(std::move(*target));
  request.method = web::Method::Post;
  request.body = web::FormBody{std::move(values)};
  request.initiator = page.url;
  return request;
}

std::optional<web::Request> json_post(const PageView& document, const base::Json& config,
                                      std::string_view url, web::JsonBody body) {
  auto target = url.empty() ? std::nullopt : web::parse_url(url, &document.url);
  if (!target || !web::is_http(*target)) return std::nullopt;
  web::Request request = web::get(std::move(*target));
  request.method = web::Method::Post;
  request.mode = web::Mode::FetchSameOrigin;
  request.body = std::move(body);
  request.initiator = document.url;
  request.headers = {{"canary", config.text("apiCanary")},
                     {"client-request-id", config.text("correlationId")},
                     {"hpgrequestid", config.text("sessionId")},
                     {"hpgid", number_text(config.find("hpgid"))},
                     {"hpgact", number_text(config.find("hpgact"))}};
  std::erase_if(request.headers, [](const web::Header& header) { return header.value.empty(); });
  return request;
}

std::optional<web::Request> navigation(const PageView& page, std::string_view url) {
  auto target = url.empty() ? std::nullopt : web::parse_url(url, &page.url);
  if (!target || target->scheme != "https") return std::nullopt;
  web::Request request = web::get(std::move(*target));
  request.initiator = page.url;
  return request;
}

Stop unreadable(const PageView& page, std::string_view missing) {
  return stop(model::Code::PageNotRecognised,
              place_of(page) + ": expected a usable " + std::string(missing) +
                  " in the page's $Config, and found none. Save the page and report it");
}

}  // namespace flexverify::idp::entra
