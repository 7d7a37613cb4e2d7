// The verdict: one order, one exit code.
#pragma once

#include <span>
#include <string_view>

#include "verifier/model/finding.h"

namespace flexverify::model {

// In the order of a summary: the worst one wins.
enum class Verdict { Ok, Warning, Unknown, Critical };

[[nodiscard]] std::string_view name_of(Verdict verdict);
[[nodiscard]] int exit_code(Verdict verdict);  // 0, 1, 3, 2
[[nodiscard]] Verdict worst(Verdict a, Verdict b);

enum class Goal { Reached, NotReached };
// Never rounded up: without the wanted depth it is at least unknown. A critical finding makes
// it critical.
[[nodiscard]] Verdict verdict_of(std::span<const Finding> findings, Goal goal);

}  // namespace flexverify::model
