// The last line of every report: what was proved, and no more. A function of the checks alone.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "verifier/model/run.h"

namespace flexverify::model {

// In the order of a summary: the worst one wins.
enum class Answer { Yes, CannotTell, No };
[[nodiscard]] std::string_view name_of(Answer answer);  // "yes", "cannot tell", "no"

struct LastLine {
  Question question = Question::Finish;
  Answer answer = Answer::CannotTell;
  std::string reason;  // why nobody can tell; "" otherwise
};

// What one check answers to its own question.
[[nodiscard]] LastLine last_line_of(const CheckResult& check);
// "Safe to click Finish: cannot tell (checked as far as authn-request)".
[[nodiscard]] std::string sentence(const LastLine& line);
// One sentence for each question among the checks, the worst answer of its kind.
[[nodiscard]] std::vector<std::string> last_lines(std::span<const CheckResult> checks);

}  // namespace flexverify::model
