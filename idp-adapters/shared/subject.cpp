#include "idp-adapters/shared/subject.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <vector>

#include "verifier/base/text.h"
#include "verifier/base/words.h"

namespace flexverify::idp {
namespace {

struct Thing {
  std::string_view word;
  Subject is;
};
// English, German, French, Spanish, Portuguese, Italian, Dutch, Japanese. A word with a space
// behind it is whole, others are the beginning of one. Of two at one place the first counts.
constexpr auto kThings = std::to_array<Thing>({
    {"account", Subject::Account},
    {"user", Subject::Account},
    {"profile", Subject::Account},
    {"konto", Subject::Account},
    {"benutzer", Subject::Account},
    {"compte ", Subject::Account},
    {"utilisateur", Subject::Account},
    {"cuenta", Subject::Account},
    {"usuario", Subject::Account},
    {"conta ", Subject::Account},
    {"usuário", Subject::Account},
    {"utilizador", Subject::Account},
    {"utente", Subject::Account},
    {"gebruiker", Subject::Account},
    {"アカウント", Subject::Account},
    {"ユーザー", Subject::Account},
    {"application", Subject::Application},
    {"app ", Subject::Application},
    {"client ", Subject::Application},
    {"service principal", Subject::Application},
    {"service provider", Subject::Application},
    {"relying party", Subject::Application},
    {"resource", Subject::Application},
    {"anwendung", Subject::Application},
    {"applikation", Subject::Application},
    {"dienstanbieter", Subject::Application},
    {"aplicación", Subject::Application},
    {"aplicação", Subject::Application},
    {"aplicativo", Subject::Application},
    {"applicazione", Subject::Application},
    {"toepassing", Subject::Application},
    {"applicatie", Subject::Application},
    {"アプリ", Subject::Application},
    {"javascript", Subject::Other},
    {"java script", Subject::Other},
    {"js_", Subject::Other},
    {"script", Subject::Other},
    {"cookie", Subject::Other},
    {"browser", Subject::Other},
    {"caps lock", Subject::Other},
    {"request", Subject::Other},
    {"feature", Subject::Other},
    {"service", Subject::Other},
    {"session", Subject::Other},
    {"page", Subject::Other},
    {"device", Subject::Other},
    {"tenant", Subject::Other},
});

constexpr auto kPrepositions = std::to_array<std::string_view>(
    {"by",  "for",   "of",  "to",   "in",  "from", "with", "von",  "vom",
     "für", "durch", "par", "pour", "de",  "du",   "dans", "por",  "para",
     "del", "da",    "do",  "di",   "dal", "per",  "door", "voor", "van"});

// One of the two words before says that what follows is no subject.
bool is_behind_preposition(std::string_view text, std::size_t at) {
  constexpr std::size_t kFarEnough = 80;
  const std::string_view before = text.substr(0, at);
  std::vector<std::string_view> words =
      base::split(before.substr(at - std::min(at, kFarEnough)), ' ');
  std::erase(words, "");
  const auto last = words.end() - std::min<std::ptrdiff_t>(2, std::ssize(words));
  return std::any_of(last, words.end(), [](std::string_view word) {
    return std::ranges::find(kPrepositions, word) != kPrepositions.end();
  });
}

struct Named {
  std::size_t at;
  Subject is;
};

// In the order of the text.
std::vector<Named> named_in(std::string_view text) {
  std::vector<Named> all;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto thing = std::ranges::find_if(
        kThings, [&](const Thing& one) { return text.substr(at).starts_with(one.word); });
    if (thing != kThings.end() && base::begins_word_at(text, at)) all.push_back({at, thing->is});
  }
  return all;
}

// The last before the state; where none is there, the first behind it.
Subject nearest(const std::vector<Named>& all, std::size_t state) {
  if (all.empty()) return Subject::None;
  const auto behind = std::ranges::find_if(all, [&](const Named& one) { return one.at > state; });
  return behind == all.begin() ? behind->is : std::prev(behind)->is;
}

// "a locked account": the word right behind the state.
const Named* right_behind(const std::vector<Named>& all, std::string_view text,
                          std::size_t state_end) {
  const std::size_t next = text.find(' ', state_end) + 1;
  const auto found = std::ranges::find(all, next, &Named::at);
  return next == 0 || found == all.end() ? nullptr : &*found;
}

}  // namespace

Subject subject_of(std::string_view sentence, std::string_view state) {
  const std::string text = std::string(sentence) + ' ';
  const std::size_t at = base::find_word(text, state);
  if (at == std::string::npos) return Subject::None;
  const std::vector<Named> all = named_in(text);
  if (const Named* adjacent = right_behind(all, text, at + state.size())) return adjacent->is;
  std::vector<Named> subjects;
  std::ranges::copy_if(all, std::back_inserter(subjects),
                       [&](const Named& one) { return !is_behind_preposition(text, one.at); });
  return nearest(subjects.empty() ? all : subjects, at);
}

}  // namespace flexverify::idp
