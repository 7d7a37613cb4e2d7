// The threads of serve: checks, deliveries, upkeep.
#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>

#include "verifier/serve/scheduler.h"

namespace flexverify::serve {

// Returns when a stop was requested and every running check has ended (each within its own time).
// `upkeep` is called every second, for what must be looked at now and then (a changed file).
void run_threads(Scheduler& scheduler, Store& store, Notifier& notifier, std::size_t jobs,
                 const std::function<void()>& upkeep, const std::stop_token& stop);

}  // namespace flexverify::serve
