// What is to be said about a finding, as `explain`, the manual and the documents say it: out of the
// tables of codes, of guidance and of the providers' labels.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "verifier/model/codes.h"

namespace flexverify::cli {

// One thing to say: "who", and the paragraphs behind it.
struct Said {
  std::string label;
  std::vector<std::string> paragraphs;
};
[[nodiscard]] std::vector<Said> explanation(const model::CodeInfo& info);
// The same for a terminal of that many columns.
[[nodiscard]] std::string explanation_text(const model::CodeInfo& info, std::size_t width);
// Every finding with its title, under the stage of the login at which it is found.
[[nodiscard]] std::string codes_by_stage(std::size_t width);

}  // namespace flexverify::cli
