// What a recorded login answers of init's questions.
#pragma once

#include <string>

#include "verifier/app/starter.h"
#include "verifier/base/result.h"
#include "verifier/recording/tenant.h"

namespace flexverify::app {

struct RecordedAnswers {
  StarterAnswers answers;   // user name and secrets are left open
  std::string certificate;  // PEM, of the provider; "" when the recording shows none
  std::string found;        // for people: each value with the entry that shows it, and what is open
};

// An Error for what cannot be read, or holds no login at Flex.
[[nodiscard]] base::Result<RecordedAnswers> answers_of_recording(const std::string& har_file);

}  // namespace flexverify::app
