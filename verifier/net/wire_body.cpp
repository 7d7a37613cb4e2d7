#include "verifier/net/wire_body.h"

#include <algorithm>

#include "verifier/base/check.h"
#include "verifier/base/crypto.h"
#include "verifier/base/encoding.h"
#include "verifier/base/overload.h"
#include "verifier/base/text.h"
#include "verifier/web/charset.h"
#include "verifier/web/query.h"

namespace flexverify::net {
namespace {

constexpr std::string_view kBoundary = "----FormBoundary7f1c2a9be04d4e6d";
constexpr std::size_t kLongestEscape = 6;  // "\u001f" for one byte

std::string_view value_of(base::SecretRef secret, const std::vector<SecretValue>& values) {
  const auto found = std::ranges::find(values, secret, &SecretValue::first);
  FV_CHECK(found != values.end());
  return found->second.reveal();
}

std::string_view text_of(const web::FieldValue& value, const std::vector<SecretValue>& values) {
  return std::visit(base::overload{[](const std::string& text) -> std::string_view { return text; },
                                   [&](base::SecretRef secret) -> std::string_view {
                                     return value_of(secret, values);
                                   }},
                    value);
}

// One field as bytes of the form's encoding. Wiping reaches only the last buffer of a string, so
// none of these grows into another one.
struct Field {
  std::string name, value;
};

std::vector<Field> fields_of(const web::FormBody& form, const std::vector<SecretValue>& values) {
  std::vector<Field> fields;
  for (const auto& [name, value] : form.entries)
    fields.push_back(
        {web::encode(name, form.charset), web::encode(text_of(value, values), form.charset)});
  return fields;
}

std::size_t longest_of(const std::vector<Field>& fields) {
  constexpr std::size_t kFrame = 200;  // of one part
  std::size_t longest = kFrame;
  for (const Field& field : fields)
    longest += 3 * (field.name.size() + field.value.size()) + kFrame;
  return longest;
}

void append_component(std::string& out, std::string_view text) {
  std::string encoded = web::encode_component(text);
  out += encoded;
  base::wipe(encoded);
}

void append_url_encoded(std::string& out, const Field& field) {
  if (!out.empty()) out += '&';
  append_component(out, field.name);
  out += '=';
  append_component(out, field.value);
}

// HTML Standard 4.10.21.7.
std::string part_name(std::string_view name) {
  return base::replace_all(
      base::replace_all(base::replace_all(std::string(name), "\"", "%22"), "\r", "%0D"), "\n",
      "%0A");
}

void append_part(std::string& out, const Field& field) {
  out.append("--").append(kBoundary).append("\r\nContent-Disposition: form-data; name=\"");
  out.append(part_name(field.name)).append("\"\r\n\r\n").append(field.value).append("\r\n");
}

void append_plain(std::string& out, const Field& field) {
  out.append(field.name).append("=").append(field.value).append("\r\n");
}

std::string form_text(const web::FormBody& form, const std::vector<SecretValue>& values) {
  std::vector<Field> fields = fields_of(form, values);
  std::string out;
  out.reserve(longest_of(fields));
  for (Field& field : fields) {
    switch (form.encoding) {
      case web::FormEncoding::UrlEncoded:
        append_url_encoded(out, field);
        break;
      case web::FormEncoding::Multipart:
        append_part(out, field);
        break;
      case web::FormEncoding::PlainText:
        append_plain(out, field);
        break;
    }
    base::wipe(field.value);
  }
  if (form.encoding == web::FormEncoding::Multipart)
    out.append("--").append(kBoundary).append("--\r\n");
  return out;
}

std::string form_type(web::FormEncoding encoding) {
  switch (encoding) {
    case web::FormEncoding::UrlEncoded:
      return "application/x-www-form-urlencoded";
    case web::FormEncoding::Multipart:
      return "multipart/form-data; boundary=" + std::string(kBoundary);
    case web::FormEncoding::PlainText:
      return "text/plain";
  }
  return "";
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
    if (auto* items = std::get_if<base::Json::Array>(&place->value)) {
      place = &items->at(std::stoul(name));
      continue;
    }
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

std::string content_type(const web::Body& body) {
  return std::visit(
      base::overload{[](const web::NoBody&) { return std::string(); },
                     [](const web::FormBody& form) { return form_type(form.encoding); },
                     [](const web::JsonBody&) { return std::string("application/json"); }},
      body);
}

}  // namespace flexverify::net
