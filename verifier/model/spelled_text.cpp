#include "verifier/model/spelled_text.h"

#include <algorithm>
#include <utility>

#include "verifier/model/escapes.h"

namespace flexverify::model {
namespace {

constexpr int kMostRounds = 4;
constexpr std::size_t kShortestRun = 8;

bool is_space(char c) { return std::string_view("\t\n\v\f\r +").find(c) != std::string_view::npos; }

// The length of a character at `at` that no text shows, 0 when there is none.
std::size_t unseen_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (byte(0) < 0x20 || byte(0) == 0x7F) return 1;
  if (text.size() > 1 && byte(0) == 0xC2 && byte(1) >= 0x80 && byte(1) < 0xA0) return 2;
  if (text.size() < 3) return 0;
  const std::string_view three = text.substr(0, 3);
  const bool replaced = three == "\xEF\xBF\xBD" || three == "\xEF\xBB\xBF";
  const bool mark = byte(0) == 0xE2 && ((byte(1) == 0x80 && byte(2) >= 0x8B && byte(2) <= 0x8F) ||
                                        (byte(1) == 0x80 && byte(2) >= 0xA8 && byte(2) <= 0xAE) ||
                                        (byte(1) == 0x81 && byte(2) >= 0xA0 && byte(2) <= 0xAF));
  return replaced || mark ? 3 : 0;
}

void trim_spaces(SpelledText& text) {
  if (text.bytes.ends_with(' ')) {
    text.bytes.pop_back();
    text.from.pop_back();
    text.to.pop_back();
  }
  if (!text.bytes.starts_with(' ')) return;
  text.bytes.erase(0, 1);
  text.from.erase(text.from.begin());
  text.to.erase(text.to.begin());
}

// How many bytes of an escape stand before "…", where the text was cut within it.
std::size_t cut_escape_length(std::string_view text) {
  constexpr std::size_t kLongest = 9;
  if (text.empty() || std::string_view("%&\\").find(text[0]) == std::string_view::npos) return 0;
  const std::size_t cut = text.substr(0, kLongest + 3).find("…");
  if (cut == std::string_view::npos) return 0;
  const auto within = text.substr(1, cut - 1);
  const bool one = std::ranges::all_of(within, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '#';
  });
  return one ? cut : 0;
}

SpelledText one_round(const SpelledText& text) {
  SpelledText out;
  out.reserve(text.bytes.size());
  for (std::size_t i = 0; i < text.bytes.size();) {
    const Escape escape = escape_at(std::string_view(text.bytes).substr(i));
    const std::size_t cut = cut_escape_length(std::string_view(text.bytes).substr(i));
    if (escape.length == 0 && cut != 0 && !out.to.empty()) {
      i += cut;
      out.to.back() = text.to[i - 1];
      continue;
    }
    if (escape.length == 0) {
      out.push(text.bytes[i], text.from[i], text.to[i]);
      ++i;
      continue;
    }
    for (const char c : escape.meaning) out.push(c, text.from[i], text.to[i + escape.length - 1]);
    i += escape.length;
  }
  return out;
}

int base64_value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  return c == '/' || c == '_' ? 63 : -1;
}

}  // namespace

void SpelledText::push(char byte, std::uint32_t begin, std::uint32_t end) {
  bytes += byte;
  from.push_back(begin);
  to.push_back(end);
}

void SpelledText::reserve(std::size_t size) {
  bytes.reserve(size);
  from.reserve(size);
  to.reserve(size);
}

SpelledText as_it_stands(std::string_view text) {
  SpelledText out;
  out.reserve(text.size());
  for (std::uint32_t i = 0; i < text.size(); ++i) out.push(text[i], i, i + 1);
  return out;
}

SpelledText without_escapes(SpelledText text) {
  for (int round = 0; round < kMostRounds && may_have_escapes(text.bytes); ++round) {
    SpelledText next = one_round(text);
    const bool same = next.bytes.size() == text.bytes.size();
    text = std::move(next);
    if (same) break;
  }
  return text;
}

SpelledText folded(const SpelledText& text) {
  SpelledText out;
  out.reserve(text.bytes.size());
  for (std::size_t i = 0; i < text.bytes.size();) {
    if (is_space(text.bytes[i])) {
      if (out.bytes.ends_with(' '))
        out.to.back() = text.to[i];
      else
        out.push(' ', text.from[i], text.to[i]);
      ++i;
      continue;
    }
    const std::size_t unseen = unseen_length(std::string_view(text.bytes).substr(i));
    if (unseen == 0) out.push(text.bytes[i], text.from[i], text.to[i]);
    i += std::max<std::size_t>(unseen, 1);
  }
  trim_spaces(out);
  return out;
}

bool may_have_escapes(std::string_view text) {
  return text.find_first_of("%&\\") != std::string_view::npos;
}

bool may_fold(std::string_view text) {
  char before = ' ';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || c == '+' || byte == 0x7F || byte == 0xC2 || byte == 0xE2 || byte == 0xEF ||
        (c == ' ' && before == ' '))
      return true;
    before = c;
  }
  return before == ' ';
}

bool looks_like_text(std::string_view bytes) {
  const auto letters = std::ranges::count_if(bytes, [](char c) {
    return (c >= ' ' && c <= '~') || c == '\0' || c == '\t' || c == '\r' || c == '\n';
  });
  return static_cast<std::size_t>(letters) * 20 >= bytes.size() * 11;
}

std::vector<Run> base64_runs(std::string_view text) {
  std::vector<Run> runs;
  Run run;
  for (std::uint32_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ' ';
    if (base64_value(c) >= 0) {
      run.push_back(i);
    } else if (c != '\r' && c != '\n') {
      if (run.size() >= kShortestRun) runs.push_back(std::move(run));
      run.clear();
    }
  }
  return runs;
}

std::vector<Run> words_of(const SpelledText& text, const Run& run) {
  const auto is_space_here = [&](std::uint32_t i) {
    return text.bytes[i] == '+' && text.to[i] - text.from[i] == 1;
  };
  std::vector<Run> words;
  if (std::ranges::none_of(run, is_space_here)) return words;
  for (auto begin = run.begin(); begin != run.end();) {
    const auto end = std::find_if(begin, run.end(), is_space_here);
    if (static_cast<std::size_t>(end - begin) >= kShortestRun) words.emplace_back(begin, end);
    begin = end == run.end() ? end : std::next(end);
  }
  return words;
}

namespace {

// Calls `take` with each byte, and the numbers of the first and the last character of its group.
template <class Take>
void decode_base64(std::string_view text, const Run& run, std::size_t skip, const Take& take) {
  std::uint32_t bits = 0;
  for (std::size_t i = skip; i < run.size(); ++i) {
    bits = bits << 6 | static_cast<std::uint32_t>(base64_value(text[run[i]]));
    const std::size_t place = (i - skip) % 4;  // the second, third and fourth end a byte each
    if (place != 0)
      take(static_cast<char>(bits >> (2 * (3 - place)) & 0xFF), run[i - place],
           run[std::min(i - place + 3, run.size() - 1)]);
  }
}

template <class Take>
void decode_hex(std::string_view text, const Run& run, std::size_t skip, const Take& take) {
  for (std::size_t i = skip; i + 1 < run.size(); i += 2) {
    const int high = hex_digit(text[run[i]]), low = hex_digit(text[run[i + 1]]);
    const bool is_hex = high < 16 && low < 16;
    take(is_hex ? static_cast<char>(high << 4 | low) : '\x7F', run[i], run[i + 1]);
  }
}

template <class Take>
void decode(std::string_view text, const Run& run, Coding coding, std::size_t skip,
            const Take& take) {
  switch (coding) {
    case Coding::Base64:
      return decode_base64(text, run, skip, take);
    case Coding::Hexadecimal:
      return decode_hex(text, run, skip, take);
  }
}

}  // namespace

std::string decoded(std::string_view text, const Run& run, Coding coding, std::size_t skip) {
  std::string out;
  out.reserve(run.size());
  decode(text, run, coding, skip,
         [&](char byte, std::uint32_t, std::uint32_t) { out.push_back(byte); });
  return out;
}

SpelledText decoded_places(const SpelledText& text, const Run& run, Coding coding,
                           std::size_t skip) {
  SpelledText out;
  out.reserve(run.size());
  decode(text.bytes, run, coding, skip, [&](char byte, std::uint32_t first, std::uint32_t last) {
    out.push(byte, text.from[first], text.to[last]);
  });
  return out;
}

}  // namespace flexverify::model
