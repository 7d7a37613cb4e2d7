#include "idp-adapters/shared/possible.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

#include "verifier/base/text.h"
#include "verifier/base/words.h"

namespace flexverify::idp {
namespace {

// English, German, French, Spanish, Portuguese, Italian, Dutch. No word that is an article or a
// preposition in another of them ("o", "of").
constexpr auto kPerhaps = std::to_array<std::string_view>({
    "if",     "when",    "unless",  "may",    "might",    "can",      "could",     "should",
    "avoid",  "before",  "prevent", "risk",   "accounts", "wenn",     "falls",     "kann",
    "könnte", "bevor",   "damit",   "si",     "peut",     "pourrait", "avant",     "éviter",
    "puede",  "podría",  "antes",   "evitar", "pode",     "poderá",   "può",       "potrebbe",
    "prima",  "evitare", "als",     "kan",    "kunnen",   "voordat",  "voorkomen",
});
constexpr auto kOr = std::to_array<std::string_view>({"or", "oder", "ou", "oppure"});
constexpr auto kFuture =
    std::to_array<std::string_view>({"will", "would", "wird", "würde", "sera", "serait", "será",
                                     "seria", "sarà", "verrà", "wordt", "zal"});
constexpr auto kNot = std::to_array<std::string_view>(
    {"not", "no", "never", "nicht", "kein", "pas", "non", "não", "niet"});
constexpr auto kAfter =
    std::to_array<std::string_view>({"after", "nach", "après", "tras", "após", "dopo", "na"});
// "Because" and its like begin anew: what stands before them is a consequence.
constexpr auto kBreaks =
    std::to_array<std::string_view>({",", ";", ":", "(", "—", "–", " because ", " since ", " weil ",
                                     " parce que ", " car ", " porque ", " perché ", " omdat "});

using Words = std::vector<std::string_view>;

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

bool has(std::span<const std::string_view> words, std::span<const std::string_view> wanted) {
  return std::ranges::any_of(words, [&](std::string_view word) { return is_one_of(word, wanted); });
}

std::string_view last_clause(std::string_view text) {
  std::size_t begin = 0;
  for (const std::string_view mark : kBreaks)
    if (const std::size_t at = text.rfind(mark); at != text.npos)
      begin = std::max(begin, at + mark.size());
  return text.substr(begin);
}

Words words_of(std::string_view text) {
  Words words = base::split(text, ' ');
  for (std::string_view& word : words)
    while (word.starts_with('"') || word.starts_with('\'')) word.remove_prefix(1);
  std::erase(words, "");
  return words;
}

std::span<const std::string_view> last(const Words& words, std::size_t count) {
  return std::span(words).last(std::min(count, words.size()));
}

// "Wrong password or your account is locked".
bool is_one_of_several(const Words& before) {
  constexpr std::size_t kNear = 6;
  return has(last(before, kNear), kOr);
}

// "is not locked", "no longer locked", "no está bloqueada".
bool is_denied(const Words& before) { return has(last(before, 2), kNot); }

// Japanese has its verb behind: ロックされます is what will be.
bool is_to_come(std::string_view behind) {
  return behind.starts_with("されます") || behind.starts_with("される");
}

}  // namespace

bool is_only_possible(std::string_view sentence, std::string_view state) {
  const std::size_t at = base::find_word(sentence, state);
  if (at == sentence.npos) return false;
  if (is_to_come(sentence.substr(at + state.size()))) return true;
  const Words before = words_of(last_clause(sentence.substr(0, at)));
  if (has(before, kPerhaps) || has(before, kFuture)) return true;
  if (is_one_of_several(before) || is_denied(before)) return true;
  const bool is_a_condition = !before.empty() && is_one_of(before.back(), kAfter);
  return is_a_condition && has(words_of(sentence), kFuture);
}

bool begins_with_if(std::string_view sentence) {
  constexpr auto kIf = std::to_array<std::string_view>(
      {"if", "when", "whenever", "wenn", "falls", "si", "se", "als", "indien"});
  const std::string lower = base::ascii_lower(base::trim(sentence));
  return is_one_of(std::string_view(lower).substr(0, lower.find(' ')), kIf);
}

}  // namespace flexverify::idp
