// What is wrong with one text value, in words that say what was expected.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "verifier/base/time.h"
#include "verifier/config/keys.h"

namespace flexverify::config {

// What only other parts of the program know.
struct Known {
  std::vector<std::string_view> adapters;  // without "auto"
  base::WallTime now;                      // for dates that must be past
};

// nullopt when the value keeps the key's rule.
[[nodiscard]] std::optional<std::string> fault_in(std::string_view value, const Key& key,
                                                  const Known& known);
// The same for the URL of a proxy, wherever it comes from: one whose credentials cannot be used is
// no reason to go without. Shows nothing of the value.
[[nodiscard]] std::optional<std::string> fault_in_proxy(std::string_view value);
// The same for a key of the rule Range.
[[nodiscard]] std::optional<std::string> fault_in_number(std::int64_t value, const Key& key);
// `; did you mean "okta"?`, or nothing.
[[nodiscard]] std::string suggestion(std::string_view word,
                                     std::span<const std::string_view> known);
// "AC" or "JQ" and 32 hexadecimal digits.
[[nodiscard]] bool is_sid(std::string_view text, std::string_view prefix);

}  // namespace flexverify::config
