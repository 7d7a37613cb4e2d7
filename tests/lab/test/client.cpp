#include "tests/lab/test/client.h"

#include "tests/lab/pages.h"
#include "verifier/web/form.h"

namespace flexverify::lab {
namespace {

web::Url parsed(const std::string& url) { return web::parse_url(url).value(); }

// "name=value; attributes": an empty value means that the cookie is dropped.
void keep(std::map<std::string, std::string>& jar, const std::string& set_cookie) {
  const auto equals = set_cookie.find('=');
  const auto end = set_cookie.find(';');
  const std::string value = set_cookie.substr(equals + 1, end - equals - 1);
  if (value.empty())
    jar.erase(set_cookie.substr(0, equals));
  else
    jar[set_cookie.substr(0, equals)] = value;
}

}  // namespace

Reply Client::send(const std::string& text, Request request) {
  const web::Url url = parsed(text);
  request.host = web::host_name(url);
  request.path = url.path;
  request.query = web::parse_query(url.query.value_or(""));
  auto& jar = cookies_[request.host];
  std::string cookies;
  for (const auto& [name, value] : jar)
    cookies += (cookies.empty() ? "" : "; ") + name + "=" + value;
  request.headers.emplace_back("Cookie", cookies);
  for (const auto& header : headers_) request.headers.emplace_back(header);
  Reply reply = answer(world_, request);
  for (const auto& [name, value] : reply.headers)
    if (name == "Set-Cookie") keep(jar, value);
  return reply;
}

Reply Client::get(const std::string& url) { return send(url, {.method = "GET"}); }

Reply Client::post(const std::string& url, const std::vector<web::NameValue>& fields) {
  return send(url, {.method = "POST",
                    .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
                    .body = web::serialize_query(fields)});
}

Reply Client::post_json(const std::string& url, const base::Json& body) {
  return send(url, {.method = "POST",
                    .headers = {{"Content-Type", "application/json"}},
                    .body = base::dump_json(body)});
}

std::string location(const Reply& reply) { return value_of(reply.headers, "Location"); }

std::string query_of(const std::string& url, std::string_view name) {
  return web::query_value(parsed(url).query.value_or(""), name).value_or("");
}

FormData last_form(const std::string& url, const Reply& reply) {
  const web::Page page = web::make_page(
      parsed(url),
      {.status = reply.status, .headers = {{"Content-Type", reply.type}}, .body = reply.body});
  const auto forms = web::forms(page);
  if (forms.empty()) return {};
  const auto request = web::submit(forms.back(), web::default_button(forms.back()), {}, page.url);
  if (!request) return {};
  FormData data{.action = web::to_string(request->url), .fields = {}};
  if (const auto* body = std::get_if<web::FormBody>(&request->body))
    for (const web::FormEntry& entry : body->entries)
      data.fields.emplace_back(entry.name, std::get<std::string>(entry.value));
  return data;
}

void set_field(std::vector<web::NameValue>& fields, std::string_view name, std::string value) {
  for (auto& field : fields)
    if (field.first == name) field.second = std::move(value);
}

}  // namespace flexverify::lab
