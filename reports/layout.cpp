#include "reports/layout.h"

#include <algorithm>
#include <array>

namespace flexverify::reports {
namespace {

struct Range {
  char32_t first, last;
};

// The blocks that matter in names and messages, not the whole of Unicode's tables.
constexpr std::array kCombining = {
    Range{0x300, 0x36F}, Range{0x483, 0x489},   Range{0x591, 0x5BD},
    Range{0x610, 0x61A}, Range{0x64B, 0x65F},   Range{0xE31, 0xE31},
    Range{0xE34, 0xE3A}, Range{0x20D0, 0x20F0}, Range{0xFE00, 0xFE0F}};
constexpr std::array kWide = {
    Range{0x1100, 0x115F},   Range{0x2E80, 0x303E},  Range{0x3041, 0xA4CF}, Range{0xAC00, 0xD7A3},
    Range{0xF900, 0xFAFF},   Range{0xFE30, 0xFE6F},  Range{0xFF00, 0xFF60}, Range{0xFFE0, 0xFFE6},
    Range{0x1F300, 0x1FAFF}, Range{0x20000, 0x3FFFD}};

template <std::size_t N>
bool is_in(char32_t c, const std::array<Range, N>& ranges) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [c](const Range& r) { return c >= r.first && c <= r.last; });
}

std::size_t columns_of(char32_t c) { return is_in(c, kCombining) ? 0 : is_in(c, kWide) ? 2 : 1; }

// The next character of valid UTF-8 (what base::printable returns); other bytes count as one.
std::string_view take_character(std::string_view& text, char32_t& value) {
  const auto first = static_cast<unsigned char>(text[0]);
  const std::size_t length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  const std::string_view bytes = text.substr(0, length);
  value = length == 1 ? first : first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < bytes.size(); ++i)
    value = value << 6U | (static_cast<unsigned char>(bytes[i]) & 0x3FU);
  text.remove_prefix(bytes.size());
  return bytes;
}

std::string_view code_of(Style style) {
  switch (style) {
    case Style::Plain:
      return "";
    case Style::Bold:
      return "1";
    case Style::Dim:
      return "2";
    case Style::Green:
      return "32";
    case Style::Yellow:
      return "33";
    case Style::Red:
      return "31";
  }
  return "";
}

// Appends a word that is longer than a line, in pieces.
void break_word(std::string_view word, std::size_t width, std::vector<std::string>& lines) {
  std::size_t used = display_width(lines.back());
  while (!word.empty()) {
    char32_t c = 0;
    const std::string_view bytes = take_character(word, c);
    if (used + columns_of(c) > width) {
      lines.emplace_back();
      used = 0;
    }
    lines.back() += bytes;
    used += columns_of(c);
  }
}

}  // namespace

std::string paint(std::string_view text, Style style, Color color) {
  if (color == Color::Never || style == Style::Plain || text.empty()) return std::string(text);
  return "\x1b[" + std::string(code_of(style)) + "m" + std::string(text) + "\x1b[0m";
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    char32_t c = 0;
    take_character(text, c);
    width += columns_of(c);
  }
  return width;
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  width = std::max<std::size_t>(width, 8);
  std::vector<std::string> lines(1);
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, space);
    text.remove_prefix(std::min(space + 1, text.size()));
    if (word.empty()) continue;
    const std::size_t used = display_width(lines.back());
    const std::size_t gap = used > 0 ? 1 : 0;
    if (used + gap + display_width(word) <= width) {
      lines.back() += std::string(gap, ' ') + std::string(word);
      continue;
    }
    if (used > 0) lines.emplace_back();
    break_word(word, width, lines);
  }
  return lines;
}

std::string hanging(std::string_view first, std::size_t indent, std::string_view text,
                    std::size_t width) {
  std::string out(first);
  const auto lines = wrap(text, width > indent ? width - indent : 0);
  for (std::size_t i = 0; i < lines.size(); ++i)
    out += (i == 0 ? "" : std::string(indent, ' ')) + lines[i] + "\n";
  return out;
}

std::string cut(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) return std::string(text);
  std::string out;
  std::size_t used = 1;
  while (!text.empty()) {
    char32_t c = 0;
    const std::string_view bytes = take_character(text, c);
    used += columns_of(c);
    if (used > width) break;
    out += bytes;
  }
  return out + "…";
}

std::string padded(std::string_view text, std::size_t width) {
  const std::size_t used = display_width(text);
  return std::string(text) + std::string(used < width ? width - used : 0, ' ');
}

}  // namespace flexverify::reports
