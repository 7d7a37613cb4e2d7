#include "verifier/web/navigate.h"

#include <utility>

#include "verifier/base/text.h"
#include "verifier/web/content_security_policy.h"
#include "verifier/web/document_base.h"
#include "verifier/web/form.h"
#include "verifier/web/script_location.h"
#include "verifier/web/select.h"

namespace flexverify::web {
namespace {

constexpr int kLongestRefreshSeconds = 5;
constexpr std::string_view kSpace = "\t\n\f\r ";

bool is_redirect_status(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// Fetch Standard, HTTP-redirect fetch, step 12.
bool becomes_get(int status, Method method) {
  if (status == 303) return method != Method::Get && method != Method::Head;
  return (status == 301 || status == 302) && method == Method::Post;
}

Request follow(const Request& request, int status, Url url) {
  if (!url.fragment) url.fragment = request.url.fragment;
  Request next = request;
  const bool same_place = same_origin(request.url, url);
  next.url = std::move(url);
  if (next.form_hop) next.form_hop = Hop::Redirected;
  if (becomes_get(status, request.method)) {
    next.method = Method::Get;
    next.body = NoBody{};
  } else if (same_place) {
    next.secret_use = SecretUse::SameAttempt;  // 307 and 308 repeat the body, asked by nobody
  }
  return next;
}

std::string_view take_space(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(kSpace), text.size()));
  return text;
}

struct Refresh {
  int seconds;
  std::string url;  // "" means: the same again
};

// "URL = 'x'": the quotes and the word are optional (HTML Standard, steps 9 to 15).
std::string refresh_target(std::string_view text) {
  std::string_view rest = take_space(text);
  if (base::equals_ignoring_case(rest.substr(0, 3), "url")) {
    const std::string_view after = take_space(rest.substr(3));
    if (!after.empty() && after[0] == '=') rest = take_space(after.substr(1));
  }
  if (!rest.empty() && (rest[0] == '"' || rest[0] == '\''))
    rest = rest.substr(1, rest.find(rest[0], 1) - 1);
  return std::string(base::trim(rest));
}

// HTML Standard 4.2.5.3, the shared declarative refresh steps.
std::optional<Refresh> read_refresh(std::string_view content) {
  std::string_view text = take_space(content);
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  if (digits == 0 && text.substr(0, 1) != ".") return std::nullopt;
  const int seconds = digits > 4    ? 9999
                      : digits == 0 ? 0
                                    : std::stoi(std::string(text.substr(0, digits)));
  text.remove_prefix(std::min(text.find_first_not_of("0123456789."), text.size()));
  if (text.empty()) return Refresh{seconds, ""};
  if (text[0] != ';' && text[0] != ',' && kSpace.find(text[0]) == std::string_view::npos)
    return std::nullopt;
  text = take_space(text);
  if (!text.empty() && (text[0] == ';' || text[0] == ',')) text.remove_prefix(1);
  return Refresh{seconds, refresh_target(text)};
}

std::optional<Request> navigate_to(const Page& page, std::string_view reference) {
  const Url base = document_base(page);
  auto url = parse_url(reference, reference.empty() ? &page.url : &base);
  if (!url || !is_http(*url)) return std::nullopt;
  Request request = get(*std::move(url));
  request.initiator = page.url;
  request.policies = page.policies;
  return request;
}

std::optional<Request> refresh_by(const Page& page, std::string_view content) {
  const auto found = read_refresh(content);
  if (!found || found->seconds > kLongestRefreshSeconds) return std::nullopt;
  return navigate_to(page, found->url);
}

}  // namespace

std::optional<std::variant<Request, BadLocation>> redirect(const Request& request,
                                                           const Response& response) {
  if (!is_redirect_status(response.status)) return std::nullopt;
  const std::string* location = find_header(response.headers, "Location");
  if (location == nullptr) return std::nullopt;
  auto url = parse_url(*location, &request.url);
  if (!url || !is_http(*url)) return BadLocation{*location};
  return follow(request, response.status, *std::move(url));
}

// HTML Standard 7.1.5: a sandbox without scripts has no automatic features either.
std::optional<Request> refresh(const Page& page) {
  if (sandbox_without(policies_of(page), "allow-scripts") != nullptr) return std::nullopt;
  if (const std::string* header = find_header(page.headers, "Refresh"))
    if (auto request = refresh_by(page, *header)) return request;
  for (const Element* meta : elements(page.document, "meta")) {
    if (!base::equals_ignoring_case(base::trim(meta->attribute_or_empty("http-equiv")), "refresh"))
      continue;
    if (auto request = refresh_by(page, meta->attribute_or_empty("content"))) return request;
  }
  return std::nullopt;
}

std::optional<Request> script_hop(const Page& page) { return script_hop(page, forms(page)); }

std::optional<Request> script_hop(const Page& page, const std::vector<Form>& all) {
  for (const Form& form : all)
    if (wants_a_person(form)) return std::nullopt;
  const auto location = script_location(page.document, policies_of(page));
  return location ? navigate_to(page, *location) : std::nullopt;
}

std::optional<Request> automatic_step(const Page& page) {
  if (auto request = refresh(page)) return request;
  const std::vector<Form> all = forms(page);
  if (auto request = auto_submit(page, all, policies_of(page))) return request;
  if (auto request = bare_hand_over(page, all)) return request;
  return script_hop(page, all);
}

}  // namespace flexverify::web
