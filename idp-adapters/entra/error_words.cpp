#include "idp-adapters/entra/error_words.h"

#include <algorithm>
#include <array>
#include <string>

#include "verifier/base/text.h"

namespace flexverify::idp::entra {
namespace {

constexpr std::string_view kApplicationDisabled = "7000112";
constexpr std::string_view kAccountDisabled = "50057";
constexpr std::string_view kNotAssigned = "50105";

struct Subject {
  std::string_view word;
  std::string_view number;  // when it is what is disabled; "": none of the table
};
constexpr auto kSubjects = std::to_array<Subject>({{"application", kApplicationDisabled},
                                                   {"service principal", kApplicationDisabled},
                                                   {"resource", kApplicationDisabled},
                                                   {"user", kAccountDisabled},
                                                   {"account", kAccountDisabled},
                                                   {"device", ""},
                                                   {"tenant", ""},
                                                   {"script", ""},
                                                   {"cookies", ""}});

// Application 'urn:…'(Flex) is disabled: without what people have named.
std::string without_names(std::string_view said) {
  std::string plain;
  for (std::size_t at = 0; at < said.size(); ++at) {
    constexpr std::string_view kOpening = "'\"(";
    constexpr std::string_view kClosing = "'\")";
    const std::size_t kind = kOpening.find(said[at]);
    const std::size_t end =
        kind == std::string_view::npos ? kind : said.find(kClosing[kind], at + 1);
    if (end == std::string_view::npos)
      plain += said[at];
    else
      at = end;
  }
  return base::ascii_lower(plain);
}

// The last subject before the verb; where none is there, the first one behind it.
std::string_view what_is_disabled(std::string_view before, std::string_view behind) {
  const auto last = std::ranges::max_element(kSubjects, {}, [before](const Subject& one) {
    return before.rfind(one.word) + 1;  // 0 where it is not there
  });
  if (base::contains(before, last->word)) return last->number;
  const auto first = std::ranges::min_element(
      kSubjects, {}, [behind](const Subject& one) { return behind.find(one.word); });
  return base::contains(behind, first->word) ? first->number : "";
}

std::string_view disabled_in(std::string_view sentence) {
  const std::size_t verb = sentence.find("disabled");
  if (verb == std::string_view::npos) return "";
  return what_is_disabled(sentence.substr(0, verb), sentence.substr(verb));
}

}  // namespace

std::string_view number_by_words(std::string_view said) {
  const std::string plain = without_names(said);
  for (const std::string_view sentence : base::split(plain, '.')) {
    if (base::contains(sentence, "not assigned")) return kNotAssigned;
    if (const std::string_view number = disabled_in(sentence); !number.empty()) return number;
  }
  return "";
}

}  // namespace flexverify::idp::entra
