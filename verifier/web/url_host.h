// The host parser (URL Standard 3.5).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace flexverify::web {

enum class HostKind { Special, Opaque };

// The serialised host, or nullopt for failure.
[[nodiscard]] std::optional<std::string> parse_host(std::string_view input, HostKind kind);
// An IPv4 or IPv6 address (with brackets or without), as parse_host writes one.
[[nodiscard]] bool is_ip_host(std::string_view host);

}  // namespace flexverify::web
