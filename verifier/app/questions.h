// The questions of init, in the order of the migration guide.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "verifier/app/starter.h"

namespace flexverify::app {

// How a person is asked: shows the text, gives the line that was typed; nullopt when there is none.
using Ask = std::function<std::optional<std::string>(const std::string& text)>;

enum class Asked { Everything, WhatIsMissing };

// Each question says which screen shows the value; each answer is checked at once and asked again
// while it cannot be used. An empty answer keeps what stands in brackets. False: the answers ended.
bool ask_all(StarterAnswers& answers, Asked asked, const Ask& ask);

}  // namespace flexverify::app
