#include "idp-adapters/entra/error_words.h"

#include <string>

#include "idp-adapters/shared/names.h"
#include "idp-adapters/shared/sentences.h"
#include "idp-adapters/shared/subject.h"
#include "verifier/base/text.h"

namespace flexverify::idp::entra {
namespace {

constexpr std::string_view kApplicationDisabled = "7000112";
constexpr std::string_view kAccountDisabled = "50057";
constexpr std::string_view kNotAssigned = "50105";

std::string_view disabled_in(std::string_view sentence) {
  switch (subject_of(sentence, "disabled")) {
    case Subject::Account:
      return kAccountDisabled;
    case Subject::Application:
      return kApplicationDisabled;
    case Subject::None:
    case Subject::Other:
      break;
  }
  return "";
}

}  // namespace

std::string_view number_by_words(std::string_view said) {
  const std::string plain = without_names(said);
  for (const std::string_view sentence : sentences(plain)) {
    if (base::contains(sentence, "not assigned")) return kNotAssigned;
    if (const std::string_view number = disabled_in(sentence); !number.empty()) return number;
  }
  return "";
}

}  // namespace flexverify::idp::entra
