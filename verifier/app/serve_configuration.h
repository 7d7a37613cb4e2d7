// From a configuration file to what `serve` runs with.
#pragma once

#include <string>

#include "verifier/app/wiring.h"
#include "verifier/config/load.h"
#include "verifier/config/serve.h"
#include "verifier/serve/scheduler.h"

namespace flexverify::app {

struct ServeConfiguration {
  config::Serve serve;               // how it listens, keeps and tells
  serve::Settings settings;          // what a reload may change
  TrustStores trust;                 // of every CA file that a target or a receiver names
  std::vector<std::string> remarks;  // what a person should know of it
};

// The text of an Error is ready to be shown: every fault, each with its place.
[[nodiscard]] tl::expected<ServeConfiguration, std::string> load_serve_configuration(
    const std::string& file);

}  // namespace flexverify::app
