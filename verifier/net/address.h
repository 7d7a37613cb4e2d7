// What kind of place an address is: some are inside this machine or its network, and no login of
// somebody else's leads there.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

struct sockaddr;

namespace flexverify::net {

enum class AddressKind {
  Public,
  Private,      // RFC 1918, RFC 4193 (fc00::/7), RFC 6598 (100.64.0.0/10)
  Loopback,     // 127.0.0.0/8, ::1
  LinkLocal,    // 169.254.0.0/16, fe80::/10
  Metadata,     // where clouds serve a machine's own credentials
  Unspecified,  // 0.0.0.0/8, ::, which mean this machine
};
[[nodiscard]] std::string_view name_of(AddressKind kind);  // "a loopback address"
// Whether a login may only go there when its user named the host.
[[nodiscard]] bool is_inside(AddressKind kind);

using Ipv4 = std::array<std::uint8_t, 4>;
using Ipv6 = std::array<std::uint8_t, 16>;
[[nodiscard]] AddressKind kind_of(const Ipv4& address);
// One that holds an IPv4 address (mapped, or of NAT64) is of that one's kind.
[[nodiscard]] AddressKind kind_of(const Ipv6& address);
// Public for a family that is neither.
[[nodiscard]] AddressKind kind_of(const sockaddr& address);
// Of "192.0.2.1:443" or "[2001:db8::1]:443"; nullopt when it is neither.
[[nodiscard]] std::optional<AddressKind> kind_of_peer(std::string_view peer);

}  // namespace flexverify::net
