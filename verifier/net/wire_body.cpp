#include "verifier/net/wire_body.h"

#include <algorithm>

#include "verifier/base/check.h"
#include "verifier/base/crypto.h"
#include "verifier/base/encoding.h"
#include "verifier/base/overload.h"
#include "verifier/web/query.h"

namespace flexverify::net {
namespace {

constexpr std::size_t kLongestEscape = 6;  // "\u001f" for one byte

std::string_view value_of(base::SecretRef secret, const std::vector<SecretValue>& values) {
  const auto found = std::ranges::find(values, secret, &SecretValue::first);
  FV_CHECK(found != values.end());
  return found->second.reveal();
}

// Wiping reaches only the last buffer of a string, so `out` must not grow into another one.
void append_component(std::string& out, std::string_view text) {
  std::string encoded = web::encode_component(text);
  out += encoded;
  base::wipe(encoded);
}

std::string_view text_of(const web::FieldValue& value, const std::vector<SecretValue>& values) {
  return std::visit(base::overload{[](const std::string& text) -> std::string_view { return text; },
                                   [&](base::SecretRef secret) -> std::string_view {
                                     return value_of(secret, values);
                                   }},
                    value);
}

std::string form_text(const web::FormBody& form, const std::vector<SecretValue>& values) {
  std::size_t longest = 0;
  for (const auto& [name, value] : form.entries)
    longest += 3 * (name.size() + text_of(value, values).size()) + 2;
  std::string out;
  out.reserve(longest);
  for (const auto& [name, value] : form.entries) {
    if (!out.empty()) out += '&';
    append_component(out, name);
    out += '=';
    append_component(out, text_of(value, values));
  }
  return out;
}

// RFC 8259 section 7, without the quotes.
void append_json_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      out += "\\u00";
      out += base::hex_encode(std::string_view(&c, 1));
    } else {
      out += c;
    }
  }
}

void set_at(base::Json& root, const std::vector<std::string>& path, const std::string& text) {
  base::Json* place = &root;
  for (const std::string& name : path) {
    if (place->find(name) == nullptr) place->set(name, nullptr);
    auto& members = std::get<base::Json::Object>(place->value);
    place = &std::ranges::find(members, name, &base::JsonMember::name)->value;
  }
  *place = base::Json(text);
}

void put(std::string& text, const std::string& mark, std::string_view secret) {
  const auto at = text.find(mark);
  FV_CHECK(at != std::string::npos);
  std::string out;
  out.reserve(text.size() + kLongestEscape * secret.size());
  out.append(text, 0, at);
  append_json_escaped(out, secret);
  out.append(text, at + mark.size());
  std::swap(out, text);
  base::wipe(out);
}

// The writer of JSON copies as it likes, so it gets a random word in the place of each secret.
std::string json_text(const web::JsonBody& body, const std::vector<SecretValue>& values) {
  base::Json json = body.value;
  std::vector<std::string> marks;
  for (const auto& slot : body.secrets) {
    marks.push_back(base::hex_encode(base::random_bytes(16)));
    set_at(json, slot.path, marks.back());
  }
  std::string text = base::dump_json(json);
  for (std::size_t i = 0; i < marks.size(); ++i)
    put(text, marks[i], value_of(body.secrets[i].secret, values));
  return text;
}

}  // namespace

std::string wire_body(const web::Body& body, const std::vector<SecretValue>& values) {
  return std::visit(
      base::overload{[](const web::NoBody&) { return std::string(); },
                     [&](const web::FormBody& form) { return form_text(form, values); },
                     [&](const web::JsonBody& json) { return json_text(json, values); }},
      body);
}

std::string_view content_type(const web::Body& body) {
  return std::visit(
      base::overload{[](const web::NoBody&) -> std::string_view { return ""; },
                     [](const web::FormBody&) -> std::string_view {
                       return "application/x-www-form-urlencoded";
                     },
                     [](const web::JsonBody&) -> std::string_view { return "application/json"; }},
      body);
}

}  // namespace flexverify::net
