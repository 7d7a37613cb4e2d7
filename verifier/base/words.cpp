#include "verifier/base/words.h"

namespace flexverify::base {

bool begins_word_at(std::string_view lower, std::size_t at) {
  const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto part_of_word = [&](char c) {
    return letter(c) || static_cast<unsigned char>(c) > 127;
  };
  return at == 0 || !letter(lower[at]) || !part_of_word(lower[at - 1]);
}

std::size_t find_word(std::string_view lower, std::string_view key) {
  std::size_t at = lower.find(key);
  while (at != lower.npos && !begins_word_at(lower, at)) at = lower.find(key, at + 1);
  return at;
}

bool begins_a_word(std::string_view lower, std::string_view key) {
  return find_word(lower, key) != lower.npos;
}

}  // namespace flexverify::base
