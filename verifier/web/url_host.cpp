#include "verifier/web/url_host.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "verifier/base/text.h"
#include "verifier/web/idna.h"
#include "verifier/web/percent.h"
#include "verifier/web/query.h"

namespace flexverify::web {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
unsigned hex_value(char c) {
  return static_cast<unsigned>(is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
}

// "Forbidden host code points", as a table: every host of a configuration goes through it.
constexpr auto kForbiddenHost = [] {
  std::array<bool, 256> table{};
  for (const char c : std::string_view("\0\t\n\r #/:<>?@[\\]^|", 17))
    table[static_cast<unsigned char>(c)] = true;
  return table;
}();
bool is_forbidden_host(char c) { return kForbiddenHost[static_cast<unsigned char>(c)]; }
bool is_forbidden_domain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return is_forbidden_host(c) || byte <= 0x1F || c == '%' || byte == 0x7F;
}

// "IPv4 number parser": nullopt is failure. Values beyond 2^32 are saturated.
std::optional<std::uint64_t> parse_ipv4_number(std::string_view text) {
  if (text.empty()) return std::nullopt;
  unsigned radix = 10;
  if (text.size() >= 2 && text[0] == '0' && (text[1] | 0x20) == 'x') {
    radix = 16;
    text.remove_prefix(2);
  } else if (text.size() >= 2 && text[0] == '0') {
    radix = 8;
    text.remove_prefix(1);
  }
  std::uint64_t value = 0;
  for (const char c : text) {
    if (!is_hex(c) || hex_value(c) >= radix) return std::nullopt;
    value = std::min<std::uint64_t>(value * radix + hex_value(c), std::uint64_t{1} << 40);
  }
  return value;
}

// "ends in a number checker".
bool ends_in_number(std::string_view host) {
  auto parts = base::split(host, '.');
  if (parts.back().empty()) {
    if (parts.size() == 1) return false;
    parts.pop_back();
  }
  const std::string_view last = parts.back();
  if (!last.empty() && std::all_of(last.begin(), last.end(), is_digit)) return true;
  return parse_ipv4_number(last).has_value();
}

// "IPv4 parser" and serializer.
std::optional<std::string> parse_ipv4(std::string_view host) {
  auto parts = base::split(host, '.');
  if (parts.back().empty() && parts.size() > 1) parts.pop_back();
  if (parts.size() > 4) return std::nullopt;
  std::vector<std::uint64_t> numbers;
  for (const std::string_view part : parts) {
    const auto number = parse_ipv4_number(part);
    if (!number) return std::nullopt;
    numbers.push_back(*number);
  }
  for (std::size_t i = 0; i + 1 < numbers.size(); ++i)
    if (numbers[i] > 255) return std::nullopt;
  if (numbers.back() >= std::uint64_t{1} << (8 * (5 - numbers.size()))) return std::nullopt;
  std::uint64_t address = numbers.back();
  for (std::size_t i = 0; i + 1 < numbers.size(); ++i) address += numbers[i] << (8 * (3 - i));
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8)
    out += (out.empty() ? "" : ".") + std::to_string(address >> shift & 255);
  return out;
}

using Pieces = std::array<std::uint16_t, 8>;

// "IPv6 parser", step by step.
// NOLINTNEXTLINE(readability-function-cognitive-complexity): it has the steps of the standard.
std::optional<Pieces> parse_ipv6(std::string_view in) {
  Pieces address{};
  std::size_t piece = 0, p = 0;
  std::optional<std::size_t> compress;
  const auto at = [&](std::size_t i) { return i < in.size() ? in[i] : '\0'; };
  if (at(0) == ':') {  // step 5
    if (at(1) != ':') return std::nullopt;
    p = 2;
    compress = ++piece;
  }
  while (p < in.size()) {  // step 6
    if (piece == 8) return std::nullopt;
    if (in[p] == ':') {
      if (compress) return std::nullopt;
      ++p;
      compress = ++piece;
      continue;
    }
    unsigned value = 0, length = 0;
    for (; length < 4 && p < in.size() && is_hex(in[p]); ++length)
      value = value * 16 + hex_value(in[p++]);
    if (at(p) == '.' && p < in.size()) {  // step 6.5: an IPv4 address at the end
      if (length == 0) return std::nullopt;
      p -= length;
      if (piece > 6) return std::nullopt;
      unsigned seen = 0;
      while (p < in.size()) {
        if (seen > 0) {
          if (in[p] != '.' || seen >= 4) return std::nullopt;
          ++p;
        }
        if (p >= in.size() || !is_digit(in[p])) return std::nullopt;
        std::optional<unsigned> part;
        for (; p < in.size() && is_digit(in[p]); ++p) {
          const auto digit = static_cast<unsigned>(in[p] - '0');
          if (part == 0U) return std::nullopt;
          part = part ? *part * 10 + digit : digit;
          if (*part > 255) return std::nullopt;
        }
        address[piece] = static_cast<std::uint16_t>(address[piece] * 256 + *part);
        ++seen;
        if (seen == 2 || seen == 4) ++piece;
      }
      if (seen != 4) return std::nullopt;
      break;
    }
    if (at(p) == ':' && p < in.size()) {  // step 6.6
      if (++p == in.size()) return std::nullopt;
    } else if (p < in.size()) {
      return std::nullopt;
    }
    address[piece++] = static_cast<std::uint16_t>(value);
  }
  if (compress) {  // step 7
    std::size_t swaps = piece - *compress;
    for (piece = 7; piece != 0 && swaps > 0; --piece, --swaps)
      std::swap(address[piece], address[*compress + swaps - 1]);
  } else if (piece != 8) {
    return std::nullopt;
  }
  return address;
}

std::string hex16(unsigned value) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (int shift = 12; shift >= 0; shift -= 4)
    if (const unsigned digit = value >> shift & 15; digit != 0 || !out.empty() || shift == 0)
      out += digits[digit];
  return out;
}

// "IPv6 serializer": the first longest run of two or more zeros is compressed.
std::string serialize_ipv6(const Pieces& address) {
  std::size_t best = 8, best_length = 1;
  for (std::size_t i = 0; i < 8;) {
    std::size_t end = i;
    while (end < 8 && address[end] == 0) ++end;
    if (end - i > best_length) {
      best = i;
      best_length = end - i;
    }
    i = end == i ? i + 1 : end;
  }
  std::string out = "[";
  for (std::size_t i = 0; i < 8; ++i) {
    if (i == best) {
      out += i == 0 ? "::" : ":";
      i += best_length - 1;
      continue;
    }
    out += hex16(address[i]);
    if (i != 7) out += ':';
  }
  return out + "]";
}

std::optional<std::string> parse_opaque_host(std::string_view input) {
  if (std::any_of(input.begin(), input.end(), is_forbidden_host)) return std::nullopt;
  return percent_encode(input, EncodeSet::C0Control);
}

}  // namespace

std::optional<std::string> parse_host(std::string_view input, HostKind kind) {
  if (input.starts_with('[')) {  // step 1
    if (!input.ends_with(']')) return std::nullopt;
    const auto address = parse_ipv6(input.substr(1, input.size() - 2));
    return address ? std::optional(serialize_ipv6(*address)) : std::nullopt;
  }
  if (kind == HostKind::Opaque) return parse_opaque_host(input);  // step 2
  const auto domain = domain_to_ascii(percent_decode(input));     // steps 4 and 5
  if (!domain || domain->empty()) return std::nullopt;
  if (std::any_of(domain->begin(), domain->end(), is_forbidden_domain)) return std::nullopt;
  if (ends_in_number(*domain)) return parse_ipv4(*domain);
  return domain;
}

bool is_ip_host(std::string_view host) {
  if (base::contains(host, ":")) return true;
  return !host.empty() &&
         std::all_of(host.begin(), host.end(), [](char c) { return is_digit(c) || c == '.'; });
}

}  // namespace flexverify::web
