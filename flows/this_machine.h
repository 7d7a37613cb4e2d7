// Faults of the machine that runs the check say nothing about agents (contract 4, principle 3).
#pragma once

#include <map>
#include <optional>
#include <string>

#include "flows/login.h"

namespace flexverify::flows {

// clock-wrong, when two servers agree that our clock differs from theirs by more than two minutes.
// `ahead` says how far each server's clock is ahead of ours.
[[nodiscard]] std::optional<model::Finding> judge_clock(
    const std::map<std::string, base::Millis>& ahead, base::WallTime now);

// Adds clock-wrong, and turns what may be this machine's fault into unknown: what a wrong clock
// makes look expired; Twilio's own hosts untrusted; a host out of reach while no other host of this
// login could be reached either, for which one more request may be sent.
void judge_this_machine(Login& login);

}  // namespace flexverify::flows
