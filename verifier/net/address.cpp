#include "verifier/net/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstring>

namespace flexverify::net {
namespace {

struct Ipv4Range {
  Ipv4 first;
  int bits;
  AddressKind kind;
};
// The first that fits counts.
constexpr std::array kIpv4 = {
    Ipv4Range{{169, 254, 169, 254}, 32, AddressKind::Metadata},
    Ipv4Range{{100, 100, 100, 200}, 32, AddressKind::Metadata},
    Ipv4Range{{0, 0, 0, 0}, 8, AddressKind::Unspecified},
    Ipv4Range{{127, 0, 0, 0}, 8, AddressKind::Loopback},
    Ipv4Range{{169, 254, 0, 0}, 16, AddressKind::LinkLocal},
    Ipv4Range{{10, 0, 0, 0}, 8, AddressKind::Private},
    Ipv4Range{{172, 16, 0, 0}, 12, AddressKind::Private},
    Ipv4Range{{192, 168, 0, 0}, 16, AddressKind::Private},
    Ipv4Range{{100, 64, 0, 0}, 10, AddressKind::Private},
};

struct Ipv6Range {
  Ipv6 first;
  int bits;
  AddressKind kind;
};
constexpr std::array kIpv6 = {
    Ipv6Range{{0xfd, 0x00, 0x0e, 0xc2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54},
              128,
              AddressKind::Metadata},
    Ipv6Range{{}, 128, AddressKind::Unspecified},
    Ipv6Range{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 128, AddressKind::Loopback},
    Ipv6Range{{0xfe, 0x80}, 10, AddressKind::LinkLocal},
    Ipv6Range{{0xfc}, 7, AddressKind::Private},
};
// IPv4-mapped (RFC 4291 2.5.5.2), and the well-known prefix of NAT64 (RFC 6052 2.1).
constexpr std::array kHoldsIpv4 = {
    Ipv6{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff},
    Ipv6{0, 0x64, 0xff, 0x9b},
};

template <class Bytes>
bool starts_alike(const Bytes& a, const Bytes& b, int bits) {
  for (int bit = 0; bit < bits; bit += 8) {
    const auto at = static_cast<std::size_t>(bit / 8);
    const int wanted = std::min(8, bits - bit);
    const int mask = 0xff << (8 - wanted);
    if (((a.at(at) ^ b.at(at)) & mask) != 0) return false;
  }
  return true;
}

template <class Bytes, class Ranges>
AddressKind kind_in(const Ranges& ranges, const Bytes& address) {
  for (const auto& range : ranges)
    if (starts_alike(range.first, address, range.bits)) return range.kind;
  return AddressKind::Public;
}

}  // namespace

std::string_view name_of(AddressKind kind) {
  switch (kind) {
    case AddressKind::Public:
      return "a public address";
    case AddressKind::Private:
      return "a private address";
    case AddressKind::Loopback:
      return "a loopback address";
    case AddressKind::LinkLocal:
      return "a link-local address";
    case AddressKind::Metadata:
      return "the address of a cloud's metadata service";
    case AddressKind::Unspecified:
      return "an address that means this machine";
  }
  return "";
}

bool is_inside(AddressKind kind) {
  return kind != AddressKind::Public && kind != AddressKind::Private;
}

AddressKind kind_of(const Ipv4& address) { return kind_in(kIpv4, address); }

AddressKind kind_of(const Ipv6& address) {
  for (const Ipv6& prefix : kHoldsIpv4)
    if (starts_alike(prefix, address, 96))
      return kind_of(Ipv4{address[12], address[13], address[14], address[15]});
  return kind_in(kIpv6, address);
}

AddressKind kind_of(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    Ipv4 bytes{};
    std::memcpy(bytes.data(), &v4.sin_addr, bytes.size());
    return kind_of(bytes);
  }
  if (address.sa_family != AF_INET6) return AddressKind::Public;
  sockaddr_in6 v6{};
  std::memcpy(&v6, &address, sizeof v6);
  Ipv6 bytes{};
  std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
  return kind_of(bytes);
}

std::optional<AddressKind> kind_of_peer(std::string_view peer) {
  std::string host(peer.substr(0, peer.rfind(':')));
  Ipv4 v4{};
  if (::inet_pton(AF_INET, host.c_str(), v4.data()) == 1) return kind_of(v4);
  if (!host.starts_with('[') || !host.ends_with(']')) return std::nullopt;
  host = host.substr(1, host.size() - 2);
  Ipv6 v6{};
  if (::inet_pton(AF_INET6, host.c_str(), v6.data()) == 1) return kind_of(v6);
  return std::nullopt;
}

}  // namespace flexverify::net
