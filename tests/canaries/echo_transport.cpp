#include "tests/canaries/echo_transport.h"

#include <array>

#include "verifier/base/encoding.h"
#include "verifier/base/json.h"
#include "verifier/base/text.h"
#include "verifier/base/utf16.h"
#include "verifier/web/query.h"

namespace flexverify::test {
namespace {

// Shorter ones are everywhere.
constexpr std::size_t kShortest = 8;

constexpr std::array<std::string_view, 11> kSessionNames = {
    "code",        "state",        "nonce",      "Token",         "code_verifier", "token",
    "SAMLRequest", "SAMLResponse", "RelayState", "refresh_token", "stateToken"};

bool is_session_name(std::string_view name) {
  return std::ranges::find(kSessionNames, name) != kSessionNames.end();
}

std::string each(const std::string& value, std::string (*spell)(unsigned char)) {
  std::string all;
  for (const char c : value) all += spell(static_cast<unsigned char>(c));
  return all;
}

std::string hex(unsigned char byte) {
  const char text = static_cast<char>(byte);
  return base::hex_encode({&text, 1});
}

// Text members by the names of session values, anywhere in it.
void session_members(const base::Json& json, std::vector<std::string>& found) {
  if (const auto* items = json.array())
    for (const base::Json& item : *items) session_members(item, found);
  if (const auto* members = json.object())
    for (const base::JsonMember& member : *members) {
      const std::string* text = member.value.string();
      if (text != nullptr && is_session_name(member.name)) found.push_back(*text);
      session_members(member.value, found);
    }
}

net::WireExchange echoed(EchoAs as, const std::set<std::string>& canaries) {
  std::string all;
  for (const std::string& canary : canaries)
    for (const std::string& spelled : spellings_of(canary)) all += spelled + " ";
  const std::string in_url = web::encode_component(all);
  web::Response answer;
  answer.status = 403;
  answer.headers = {{"Content-Type", "text/html; charset=utf-8"}};
  switch (as) {
    case EchoAs::Page:
      answer.body = "<title>" + all + "</title><h1>" + all + "</h1><p class=error>" + all + "</p>";
      break;
    case EchoAs::Json:
      answer.headers = {{"Content-Type", "application/json"}};
      answer.body = base::dump_json(base::Json{
          base::Json::Object{{"message", {all}}, {"errorSummary", {all}}, {all, {all}}}});
      break;
    case EchoAs::Redirect:
      answer.status = 302;
      answer.headers.push_back({"Location", "https://elsewhere.invalid/" + in_url +
                                                "?why=" + in_url + "&error_description=" + in_url});
      break;
    case EchoAs::Cookie:
      for (const std::string& canary : canaries)
        answer.headers.push_back({"Set-Cookie", base::hex_encode(canary) + "=" + canary});
      break;
    case EchoAs::Failure:
      return {.outcome = net::Failure{net::FailureKind::Malformed, "it said " + all},
              .timings = {},
              .protocol = {},
              .peer = {},
              .certificate = {}};
  }
  return {.outcome = answer, .timings = {}, .protocol = {}, .peer = {}, .certificate = {}};
}

}  // namespace

std::vector<std::string> spellings_of(const std::string& value) {
  return {
      value,
      web::encode_component(value),
      web::encode_component(web::encode_component(value)),
      base::html_escape(value),
      base::hex_encode(value),
      base::base64_encode(value),
      base::base64url_encode(value),
      web::encode_component(base::base64_encode("user:" + value)),
      base::base64_encode(base::utf16_of(value, base::ByteOrder::LowFirst)),
      base::base64url_encode(base::deflate_raw(value)),
      each(value, [](unsigned char c) { return "&#" + std::to_string(c) + ";"; }),
      each(value, [](unsigned char c) { return "&#x" + hex(c) + ";"; }),
      each(value, [](unsigned char c) { return "\\u00" + hex(c); }),
      each(value, [](unsigned char c) { return c % 2 ? "%" + hex(c) : std::string(1, char(c)); })};
}

void EchoTransport::add(const std::string& value) {
  if (value.size() >= kShortest) canaries_.insert(value);
}

void EchoTransport::notice(const net::WireRequest& request) {
  for (const std::string& secret : account_)
    if (base::contains(request.body, secret) ||
        base::contains(request.body, web::encode_component(secret)))
      canaries_.insert(secret);
  const auto session_values = [&](std::string_view query) {
    for (const auto& [name, value] : web::parse_query(query))
      if (is_session_name(name)) add(value);
  };
  session_values(request.url.query.value_or(""));
  session_values(request.body);
}

void EchoTransport::notice(const web::Response& response) {
  for (const web::Header& header : response.headers) {
    if (base::equals_ignoring_case(header.name, "set-cookie")) {
      const std::size_t equals = header.value.find('=');
      if (equals == std::string::npos) continue;
      add(header.value.substr(equals + 1, header.value.find(';') - equals - 1));
    }
    if (base::equals_ignoring_case(header.name, "location"))
      for (const auto& [name, value] : web::parse_query(
               header.value.substr(std::min(header.value.find('?'), header.value.size() - 1) + 1)))
        if (is_session_name(name)) add(value);
  }
  std::vector<std::string> tokens;
  if (const auto json = base::parse_json(response.body)) session_members(*json, tokens);
  for (const std::string& token : tokens) add(token);
}

net::WireExchange EchoTransport::send(const net::WireRequest& request, const net::Limits& limits,
                                      std::stop_token stop) {
  notice(request);
  if (++count_ >= from_) return echoed(as_, canaries_);
  net::WireExchange exchange = inner_.send(request, limits, std::move(stop));
  if (const auto* response = std::get_if<web::Response>(&exchange.outcome)) notice(*response);
  return exchange;
}

}  // namespace flexverify::test
