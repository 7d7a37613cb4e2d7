#include "flows/network_notes.h"

#include <gtest/gtest.h>

namespace flexverify::flows {
namespace {

model::Exchange exchange_at(std::size_t n, std::string url, std::string peer) {
  model::Exchange exchange;
  exchange.n = n;
  exchange.url = std::move(url);
  exchange.peer = std::move(peer);
  return exchange;
}

class NetworkNotes : public testing::Test {
 protected:
  NetworkNotes() { spec.url = web::parse_url("https://agents.example:8443/").value(); }
  model::CheckSpec spec;
};

TEST_F(NetworkNotes, APrivateAddressIsNotedOnceAHost) {
  const auto notes =
      network_notes(spec,
                    {exchange_at(1, "https://agents.example:8443/", "192.0.2.1:8443"),
                     exchange_at(2, "https://idp.example/a", "10.1.2.3:443"),
                     exchange_at(3, "https://idp.example/b", "10.1.2.3:443"),
                     exchange_at(4, "https://six.example/", "[fd00::1]:443")},
                    {});
  ASSERT_EQ(notes.size(), 2U);
  EXPECT_EQ(notes[0].code, model::Code::AddressRefused);
  EXPECT_EQ(notes[0].severity, model::Severity::Note);
  EXPECT_EQ(notes[0].detail, "idp.example has a private address (10.1.2.3:443)");
  EXPECT_EQ(notes[0].exchange, 2U);
  EXPECT_EQ(notes[1].exchange, 4U);
}

TEST_F(NetworkNotes, TheAddressOfAProxySaysNothing) {
  spec.network.proxy = "http://proxy.example:3128";
  EXPECT_TRUE(
      network_notes(spec, {exchange_at(1, "https://idp.example/", "10.1.2.3:3128")}, {}).empty());
}

TEST_F(NetworkNotes, APortOfItsOwnIsNotedUnlessItsHostIsNamed) {
  const auto notes = network_notes(spec,
                                   {exchange_at(1, "https://agents.example:8443/", ""),
                                    exchange_at(2, "https://elsewhere.example:444/", ""),
                                    exchange_at(3, "https://idp.example/", "")},
                                   {});
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_EQ(notes[0].detail, "the login leads to a port of its own, elsewhere.example:444");
}

TEST_F(NetworkNotes, AUserNameInARedirectIsAWarning) {
  const auto notes = network_notes(spec, {}, {7});
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_EQ(notes[0].severity, model::Severity::Warning);
  EXPECT_EQ(notes[0].exchange, 7U);
}

}  // namespace
}  // namespace flexverify::flows
