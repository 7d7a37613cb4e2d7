// From a configuration file to what `serve` runs with.
#pragma once

#include <string>

#include "verifier/app/wiring.h"
#include "verifier/config/load.h"
#include "verifier/config/serve.h"
#include "verifier/watch/watcher.h"

namespace flexverify::app {

struct Served {
  config::Serve serve;
  watch::Settings settings;
  TrustStores trust;                 // of every CA file that a target or a receiver names
  std::vector<std::string> remarks;  // what a person should know of it
};

// The text of an Error is ready to be shown: every fault, each with its place.
[[nodiscard]] tl::expected<Served, std::string> load_served(const std::string& file);

}  // namespace flexverify::app
