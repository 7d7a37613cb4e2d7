// What hostile bytes are read by, each with a relation that must hold whatever they are.
#pragma once

#include <span>
#include <string_view>

namespace flexverify::fuzz {

struct Target {
  std::string_view name;  // also the folder of its corpus
  void (*read)(std::string_view bytes);
};

[[nodiscard]] std::span<const Target> all_targets();
[[nodiscard]] const Target* target_named(std::string_view name);

}  // namespace flexverify::fuzz
