#include "idp-adapters/okta/calls.h"

#include "idp-adapters/shared/form_helpers.h"
#include "verifier/base/text.h"
#include "verifier/web/object_literal.h"
#include "verifier/web/query.h"
#include "verifier/web/select.h"

namespace flexverify::idp::okta {
namespace {

const PageView& window_of(const PageView& page, const Memory& memory) {
  return memory.document == nullptr ? page : *memory.document;
}

std::optional<web::Url> address(const PageView& window, std::string_view href, Where where) {
  auto url = web::parse_url(href, &window.url);
  if (!url || url->scheme != "https") return std::nullopt;
  const bool ours = web::same_origin(*url, window.url);
  return ours || where == Where::Elsewhere ? std::move(url) : std::nullopt;
}

// `stateToken = '…'`, `"stateToken":"…"`; the script around it may be cut off.
std::string text_in(std::string_view script, std::string_view name) {
  for (std::size_t at = script.find(name); at != std::string_view::npos;
       at = script.find(name, at + 1)) {
    std::size_t next = script.find_first_not_of("\"' \t\r\n", at + name.size());
    if (next == std::string_view::npos || (script[next] != '=' && script[next] != ':')) continue;
    next = script.find_first_not_of(" \t\r\n", next + 1);
    if (next == std::string_view::npos || (script[next] != '"' && script[next] != '\'')) continue;
    const auto literal = web::read_literal(script, next);
    const std::string* text = literal ? literal->value.string() : nullptr;
    if (text != nullptr && !text->empty()) return *text;
  }
  return "";
}

// A redirect to the sign-in page may bring it.
std::string token_in(const web::Url& url) {
  auto token = url.query ? web::query_value(*url.query, "stateToken") : std::nullopt;
  return token ? *std::move(token) : "";
}

}  // namespace

std::string script_text(const PageView& page, std::string_view name) {
  for (const std::string& script : web::inline_scripts(page.document))
    if (std::string text = text_in(script, name); !text.empty()) return text;
  return "";
}

std::string state_token(const PageView& page) {
  std::string token = script_text(page, "stateToken");
  return token.empty() ? token_in(page.url) : token;
}

std::optional<web::Request> call(const PageView& page, const Memory& memory, std::string_view href,
                                 web::JsonBody body) {
  const PageView& window = window_of(page, memory);
  auto url = address(window, href, Where::SameOrigin);
  if (!url) return std::nullopt;
  web::Request request = web::get(*std::move(url));
  request.method = web::Method::Post;
  request.mode = web::Mode::FetchSameOrigin;
  request.body = std::move(body);
  request.initiator = window.url;
  return request;
}

std::optional<web::Request> visit(const PageView& page, const Memory& memory, std::string_view href,
                                  Where where) {
  const PageView& window = window_of(page, memory);
  auto url = address(window, href, where);
  if (!url) return std::nullopt;
  web::Request request = web::get(*std::move(url));
  request.initiator = window.url;
  return request;
}

Stop foreign_address(const PageView& page) {
  return stop(model::Code::PageNotRecognised,
              place_of(page) +
                  " names an address of another origin for the next step, which is "
                  "not followed");
}

}  // namespace flexverify::idp::okta
