#include "idp-adapters/shared/names.h"

#include <algorithm>
#include <array>

#include "verifier/base/text.h"

namespace flexverify::idp {
namespace {

struct Quotes {
  std::string_view opening, closing;
};
constexpr auto kQuotes = std::to_array<Quotes>(
    {{"'", "'"}, {"\"", "\""}, {"«", "»"}, {"“", "”"}, {"„", "“"}, {"‘", "’"}, {"「", "」"}});

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) > 127;
}

bool is_word_at(std::string_view text, std::size_t at) {
  const char c = at < text.size() ? text[at] : ' ';
  return is_letter(c) || (c >= '0' && c <= '9');
}

// An apostrophe in a word ("l'application", "user's") is no quotation mark.
bool is_mark(std::string_view text, std::size_t at, std::size_t word_beside) {
  return text[at] != '\'' || !is_word_at(text, word_beside);
}

constexpr std::size_t kLongestName = 200;

// Where the quotation that begins here ends; npos when none begins here.
std::size_t end_of_quotation(std::string_view whole, std::size_t at) {
  const std::string_view text = whole.substr(0, at + kLongestName);
  for (const Quotes& quotes : kQuotes) {
    if (!text.substr(at).starts_with(quotes.opening)) continue;
    if (at > 0 && !is_mark(text, at, at - 1)) continue;
    std::size_t end = text.find(quotes.closing, at + quotes.opening.size());
    while (end != text.npos && !is_mark(text, end, end + 1))
      end = text.find(quotes.closing, end + 1);
    if (end != text.npos) return end + quotes.closing.size();
  }
  return std::string_view::npos;
}

// 'urn:…'(Flex): the name in brackets belongs to the one in quotation marks.
std::size_t behind_brackets(std::string_view text, std::size_t at) {
  if (!text.substr(at).starts_with('(')) return at;
  const std::size_t end = text.substr(0, at + kLongestName).find(')', at);
  return end == text.npos ? at : end + 1;
}

bool is_plain_word(std::string_view username) { return std::ranges::all_of(username, is_letter); }

bool is_in_quotes(std::string_view text, std::size_t begin, std::size_t end) {
  return std::ranges::any_of(kQuotes, [&](const Quotes& quotes) {
    return text.substr(0, begin).ends_with(quotes.opening) &&
           text.substr(end).starts_with(quotes.closing);
  });
}

// "Not assigned: ana.": all that stands behind a colon, up to the sentence's end.
bool is_behind_colon(std::string_view text, std::size_t begin, std::size_t end) {
  const bool ends =
      end == text.size() || std::string_view(".,;!\n").find(text[end]) != std::string_view::npos;
  return ends && text.substr(0, begin).ends_with(": ");
}

bool is_whole_name(std::string_view text, std::size_t at, std::string_view username) {
  const std::size_t end = at + username.size();
  if (is_plain_word(username)) return is_in_quotes(text, at, end) || is_behind_colon(text, at, end);
  return (at == 0 || !is_word_at(text, at - 1)) && !is_word_at(text, end);
}

}  // namespace

std::string without_names(std::string_view words) {
  const std::string text = base::ascii_lower(words);
  if (base::trim(text).starts_with('{')) return text;
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = end_of_quotation(text, at);
    if (end == std::string::npos)
      plain += text[at++];
    else
      at = behind_brackets(text, end);
  }
  return plain;
}

std::string without_user(std::string_view words, std::string_view username) {
  const std::string lower = base::ascii_lower(words), name = base::ascii_lower(username);
  std::string text;
  for (std::size_t at = 0; at < words.size();) {
    const bool here = !name.empty() && std::string_view(lower).substr(at).starts_with(name) &&
                      is_whole_name(words, at, username);
    text += here ? std::string_view("(the user)") : words.substr(at, 1);
    at += here ? name.size() : 1;
  }
  return text;
}

}  // namespace flexverify::idp
