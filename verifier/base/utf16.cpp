#include "verifier/base/utf16.h"

#include <cstddef>
#include <optional>

#include "verifier/base/text.h"

namespace flexverify::base {
namespace {

char32_t unit_at(std::string_view bytes, std::size_t at, ByteOrder order) {
  const auto first = static_cast<unsigned char>(bytes[at]);
  const auto second = static_cast<unsigned char>(bytes[at + 1]);
  return order == ByteOrder::LowFirst ? static_cast<char32_t>(second << 8 | first)
                                      : static_cast<char32_t>(first << 8 | second);
}

// By the byte order mark, else by the zero byte of an ASCII character.
std::optional<ByteOrder> byte_order(std::string_view bytes) {
  if (bytes.size() < 2) return std::nullopt;
  if (bytes.starts_with("\xFF\xFE")) return ByteOrder::LowFirst;
  if (bytes.starts_with("\xFE\xFF")) return ByteOrder::HighFirst;
  if (bytes[0] != '\0' && bytes[1] == '\0') return ByteOrder::LowFirst;
  if (bytes[0] == '\0' && bytes[1] != '\0') return ByteOrder::HighFirst;
  return std::nullopt;
}

bool is_high_surrogate(char32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool is_low_surrogate(char32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

void append_utf8(char32_t code_point, std::string& out) {
  const auto tail = [&](int shift) {
    out += static_cast<char>(0x80 | (code_point >> shift & 0x3F));
  };
  if (code_point < 0x80) {
    out += static_cast<char>(code_point);
  } else if (code_point < 0x800) {
    out += static_cast<char>(0xC0 | code_point >> 6);
    tail(0);
  } else if (code_point < 0x10000) {
    out += static_cast<char>(0xE0 | code_point >> 12);
    tail(6), tail(0);
  } else {
    out += static_cast<char>(0xF0 | code_point >> 18);
    tail(12), tail(6), tail(0);
  }
}

std::string from_utf16(std::string_view bytes, ByteOrder order) {
  constexpr char32_t kByteOrderMark = 0xFEFF, kReplacement = 0xFFFD;
  std::string out;
  out.reserve(bytes.size() / 2);
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    char32_t unit = unit_at(bytes, at, order);
    if (at == 0 && unit == kByteOrderMark) continue;
    if (is_high_surrogate(unit) && at + 3 < bytes.size() &&
        is_low_surrogate(unit_at(bytes, at + 2, order))) {
      unit = 0x10000 + ((unit - 0xD800) << 10) + (unit_at(bytes, at + 2, order) - 0xDC00);
      at += 2;
    } else if (is_high_surrogate(unit) || is_low_surrogate(unit)) {
      unit = kReplacement;
    }
    append_utf8(unit, out);
  }
  return out;
}

}  // namespace

std::string utf8_of_file(std::string_view bytes) {
  constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
  if (bytes.starts_with(kUtf8Mark)) return std::string(bytes.substr(kUtf8Mark.size()));
  const auto order = byte_order(bytes);
  return order ? from_utf16(bytes, *order) : std::string(bytes);
}

std::string utf8_of_latin1(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) append_utf8(static_cast<unsigned char>(c), out);
  return out;
}

std::string utf16_of(std::string_view utf8, ByteOrder order) {
  if (!is_valid_utf8(utf8)) return "";
  std::string out;
  const auto append = [&](char32_t unit) {
    const char low = static_cast<char>(unit & 0xFF), high = static_cast<char>(unit >> 8);
    out += order == ByteOrder::LowFirst ? std::string{low, high} : std::string{high, low};
  };
  while (!utf8.empty()) {
    const auto first = static_cast<unsigned char>(utf8[0]);
    const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    char32_t c = length == 1 ? first : first & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i)
      c = c << 6 | (static_cast<unsigned char>(utf8[i]) & 0x3FU);
    utf8.remove_prefix(length);
    if (c < 0x10000) {
      append(c);
    } else {
      append(0xD800 + ((c - 0x10000) >> 10));
      append(0xDC00 + ((c - 0x10000) & 0x3FF));
    }
  }
  return out;
}

}  // namespace flexverify::base
