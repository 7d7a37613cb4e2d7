// The last line of every report: what was proved, and no more. A function of the checks alone.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "verifier/model/run.h"

namespace flexverify::model {

// In the order of a summary: the worst one wins.
enum class Answer { Yes, CannotTell, No };
[[nodiscard]] std::string_view name_of(Answer answer);  // "yes", "cannot tell", "no"

struct LastLine {
  Question question = Question::Finish;  // what was asked
  Answer answer = Answer::CannotTell;    // what was proved
  std::string reason;                    // why nobody can tell; "" otherwise
  std::optional<std::size_t> finding;    // the place of the finding that decides it, in its check
  std::size_t check = 0;                 // the place of the check that says so, among several
};

// What one check answers to its own question.
[[nodiscard]] LastLine last_line_of(const CheckResult& check);
// One line for each question among the checks, the worst answer of its kind.
[[nodiscard]] std::vector<LastLine> last_lines_of(std::span<const CheckResult> checks);
// What a reader should see before anything else, unless the answer is yes: the finding that decides
// it, else the first one; null when there is none.
[[nodiscard]] const Finding* first_to_read(const LastLine& line, const CheckResult& check);

// "Safe to click Finish: cannot tell (checked as far as authn-request)".
[[nodiscard]] std::string sentence(const LastLine& line);
// The sentences of last_lines_of.
[[nodiscard]] std::vector<std::string> last_lines(std::span<const CheckResult> checks);

}  // namespace flexverify::model
