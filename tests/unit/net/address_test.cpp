#include "verifier/net/address.h"

#include <gtest/gtest.h>

namespace flexverify::net {
namespace {

using enum AddressKind;

TEST(Address, KindsByTheirRanges) {
  struct Case {
    std::string_view peer;
    std::optional<AddressKind> kind;
  };
  for (const Case& c : {
           Case{"192.0.2.1:443", Public},
           Case{"1.1.1.1:443", Public},
           Case{"126.255.255.255:443", Public},
           Case{"127.0.0.1:443", Loopback},
           Case{"127.255.255.254:443", Loopback},
           Case{"128.0.0.1:443", Public},
           Case{"0.0.0.0:443", Unspecified},
           Case{"0.1.2.3:443", Unspecified},
           Case{"169.254.0.1:80", LinkLocal},
           Case{"169.254.169.254:80", Metadata},
           Case{"169.253.0.1:80", Public},
           Case{"100.100.100.200:80", Metadata},
           Case{"10.0.0.1:443", Private},
           Case{"11.0.0.1:443", Public},
           Case{"172.15.0.1:443", Public},
           Case{"172.16.0.1:443", Private},
           Case{"172.31.255.1:443", Private},
           Case{"172.32.0.1:443", Public},
           Case{"192.168.1.1:443", Private},
           Case{"100.64.0.1:443", Private},
           Case{"100.128.0.1:443", Public},
           Case{"[::1]:443", Loopback},
           Case{"[::]:443", Unspecified},
           Case{"[2001:db8::1]:443", Public},
           Case{"[fe80::1]:443", LinkLocal},
           Case{"[febf::1]:443", LinkLocal},
           Case{"[fec0::1]:443", Public},
           Case{"[fd12::1]:443", Private},
           Case{"[fd00:ec2::254]:80", Metadata},
           Case{"[::ffff:127.0.0.1]:443", Loopback},
           Case{"[::ffff:8.8.8.8]:443", Public},
           Case{"[64:ff9b::7f00:1]:443", Loopback},
           Case{"[64:ff9b::a9fe:a9fe]:80", Metadata},
           Case{"idp.example:443", std::nullopt},
           Case{"", std::nullopt},
       })
    EXPECT_EQ(kind_of_peer(c.peer), c.kind) << c.peer;
}

}  // namespace
}  // namespace flexverify::net
