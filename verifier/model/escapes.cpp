#include "verifier/model/escapes.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace flexverify::model {
namespace {

// HTML's named references of ASCII characters, and of Latin-1 from U+00A0 on (HTML 13.5).
constexpr std::array<std::pair<std::string_view, char>, 35> kAsciiNames = {
    {{"Tab", '\t'},  {"NewLine", '\n'}, {"excl", '!'},   {"quot", '"'},  {"QUOT", '"'},
     {"num", '#'},   {"dollar", '$'},   {"percnt", '%'}, {"amp", '&'},   {"AMP", '&'},
     {"apos", '\''}, {"lpar", '('},     {"rpar", ')'},   {"ast", '*'},   {"plus", '+'},
     {"comma", ','}, {"period", '.'},   {"sol", '/'},    {"colon", ':'}, {"semi", ';'},
     {"lt", '<'},    {"LT", '<'},       {"equals", '='}, {"gt", '>'},    {"GT", '>'},
     {"quest", '?'}, {"commat", '@'},   {"lsqb", '['},   {"bsol", '\\'}, {"rsqb", ']'},
     {"Hat", '^'},   {"lowbar", '_'},   {"grave", '`'},  {"lcub", '{'},  {"rcub", '}'}}};
constexpr std::array<std::string_view, 96> kLatinNames = {
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",
    "copy",   "ordf",   "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn",
    "sup2",   "sup3",   "acute",  "micro",  "para",   "middot", "cedil",  "sup1",   "ordm",
    "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",  "Atilde",
    "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",   "Igrave",
    "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde",
    "Ouml",   "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",
    "szlig",  "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil",
    "egrave", "eacute", "ecirc",  "euml",   "igrave", "iacute", "icirc",  "iuml",   "eth",
    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave",
    "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"};

std::string utf8(char32_t c) {
  const auto byte = [](char32_t value) { return static_cast<char>(value); };
  if (c < 0x80) return {byte(c)};
  if (c < 0x800) return {byte(0xC0 | c >> 6), byte(0x80 | (c & 0x3F))};
  if (c < 0x10000)
    return {byte(0xE0 | c >> 12), byte(0x80 | (c >> 6 & 0x3F)), byte(0x80 | (c & 0x3F))};
  return {byte(0xF0 | c >> 18), byte(0x80 | (c >> 12 & 0x3F)), byte(0x80 | (c >> 6 & 0x3F)),
          byte(0x80 | (c & 0x3F))};
}

int digit(char c, int base) {
  const int value = hex_digit(c);
  return value < base ? value : -1;
}

struct Number {
  char32_t value = 0;
  std::size_t digits = 0;
};

// At most `most` digits.
Number number_at(std::string_view text, int base, std::size_t most) {
  Number number;
  while (number.digits < std::min(most, text.size())) {
    const int next = digit(text[number.digits], base);
    if (next < 0) break;
    number.value = number.value * static_cast<char32_t>(base) + static_cast<char32_t>(next);
    ++number.digits;
  }
  return number;
}

std::optional<char32_t> named(std::string_view name) {
  for (const auto& [known, c] : kAsciiNames)
    if (known == name) return static_cast<unsigned char>(c);
  const auto* const latin = std::ranges::find(kLatinNames, name);
  if (latin == kLatinNames.end()) return std::nullopt;
  return 0xA0 + static_cast<char32_t>(latin - kLatinNames.begin());
}

Escape numeric_reference(std::string_view text) {
  const bool hex = text.size() > 2 && (text[2] == 'x' || text[2] == 'X');
  const std::size_t begin = hex ? 3 : 2;
  constexpr std::size_t kMostDigits = 7;
  std::size_t zeros = begin;  // browsers take any number of them
  while (zeros < text.size() && zeros < begin + 64 && text[zeros] == '0') ++zeros;
  const Number number = number_at(text.substr(zeros), hex ? 16 : 10, kMostDigits);
  const std::size_t end = zeros + number.digits;
  if (number.value == 0 || number.value > 0x10FFFF) return {};
  return {end + (text.substr(end).starts_with(';') ? 1 : 0), utf8(number.value)};
}

Escape reference(std::string_view text) {
  if (text.substr(0, 2) == "&#") return numeric_reference(text);
  constexpr std::size_t kLongestName = 8;
  const std::size_t end = text.substr(0, kLongestName + 2).find(';');
  if (end == std::string_view::npos) return {};
  const auto c = named(text.substr(1, end - 1));
  return c ? Escape{end + 1, utf8(*c)} : Escape{};
}

Escape percent(std::string_view text) {
  const Number byte = number_at(text.substr(1), 16, 2);
  return byte.digits == 2 ? Escape{3, std::string(1, static_cast<char>(byte.value))} : Escape{};
}

// A pair of surrogates is one character (RFC 8259 7).
Escape unicode_escape(std::string_view text) {
  const Number first = number_at(text.substr(2), 16, 4);
  if (first.digits != 4) return {};
  if (first.value >= 0xD800 && first.value < 0xDC00 && text.substr(6, 2) == "\\u")
    if (const Number second = number_at(text.substr(8), 16, 4);
        second.digits == 4 && second.value >= 0xDC00 && second.value < 0xE000)
      return {12, utf8(0x10000 + ((first.value - 0xD800) << 10) + (second.value - 0xDC00))};
  return {6, utf8(first.value)};
}

Escape backslash(std::string_view text) {
  if (text.size() < 2) return {};
  if (text[1] == 'u') return unicode_escape(text);
  if (text[1] == 'x') {
    const Number byte = number_at(text.substr(2), 16, 2);
    return byte.digits == 2 ? Escape{4, utf8(byte.value)} : Escape{};
  }
  if (std::string_view("ntrbf").find(text[1]) != std::string_view::npos) return {2, " "};
  if (std::string_view("\"\\/'").find(text[1]) != std::string_view::npos)
    return {2, std::string(1, text[1])};
  return {};
}

}  // namespace

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : 99;
}

Escape escape_at(std::string_view text) {
  if (text.empty()) return {};
  switch (text[0]) {
    case '%':
      return percent(text);
    case '&':
      return reference(text);
    case '\\':
      return backslash(text);
    default:
      return {};
  }
}

}  // namespace flexverify::model
