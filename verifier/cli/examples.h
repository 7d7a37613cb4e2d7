// Command lines to begin with, and where secrets often are: for the manual. A test runs each
// command against the lab.
#pragma once

#include <span>
#include <string_view>

namespace flexverify::cli {

struct Example {
  std::string_view text;     // what the command is for
  std::string_view command;  // as it is typed
};
[[nodiscard]] std::span<const Example> all_examples();

// A place where secrets are kept, and the member of the configuration that reads one there.
struct SecretPlace {
  std::string_view name;
  std::string_view member;
};
[[nodiscard]] std::span<const SecretPlace> all_secret_places();

}  // namespace flexverify::cli
