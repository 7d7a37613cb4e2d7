#include "verifier/web/query.h"

#include "verifier/base/text.h"

namespace flexverify::web {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// application/x-www-form-urlencoded percent-encode set: what stays as it is.
bool is_plain(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '*' ||
         c == '-' || c == '.' || c == '_';
}

std::string decode_component(std::string_view text) {
  return percent_decode(base::replace_all(std::string(text), "+", " "));
}

}  // namespace

std::string percent_decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 &&
                        hex_digit(text[i + 2]) >= 0;
    out +=
        escape ? static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2])) : text[i];
    if (escape) i += 2;
  }
  return out;
}

std::string encode_component(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (c == ' ') {
      out += '+';
    } else if (is_plain(c)) {
      out += c;
    } else {
      out += {'%', digits[static_cast<unsigned char>(c) >> 4],
              digits[static_cast<unsigned char>(c) & 15]};
    }
  }
  return out;
}

std::vector<NameValue> parse_query(std::string_view query) {
  std::vector<NameValue> pairs;
  for (const std::string_view part : base::split(query, '&')) {
    if (part.empty()) continue;
    const std::size_t equals = part.find('=');
    const bool has_value = equals != std::string_view::npos;
    pairs.emplace_back(decode_component(part.substr(0, equals)),
                       has_value ? decode_component(part.substr(equals + 1)) : "");
  }
  return pairs;
}

std::string serialize_query(std::span<const NameValue> pairs) {
  std::string out;
  for (const auto& [name, value] : pairs) {
    if (!out.empty()) out += '&';
    out += encode_component(name) + '=' + encode_component(value);
  }
  return out;
}

std::optional<std::string> query_value(std::string_view query, std::string_view name) {
  for (auto& [key, value] : parse_query(query))
    if (key == name) return std::move(value);
  return std::nullopt;
}

}  // namespace flexverify::web
