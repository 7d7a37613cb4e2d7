// Domain names to ASCII (UTS #46 as the URL Standard uses it).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace flexverify::web {

// "domain to ASCII", not strict. `domain` is UTF-8. nullopt is failure.
[[nodiscard]] std::optional<std::string> domain_to_ascii(std::string_view domain);

}  // namespace flexverify::web
