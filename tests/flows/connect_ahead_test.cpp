// Connections in advance: where to, and that nothing is sent over them.
#include "flows/connect_ahead.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "tests/support/lab_login.h"
#include "verifier/model/account_secrets.h"

namespace flexverify::test {
namespace {

model::CheckSpec enhanced() {
  model::CheckSpec spec;
  spec.setup = model::Setup::SelfHosted;
  spec.url = *web::parse_url("https://agents.acme.example/desk");
  spec.connection = model::ConnectionKind::OAuth2;
  spec.idp.hosts = {"acme.okta.example"};
  return spec;
}

std::vector<std::string> connections_for(const model::CheckSpec& spec) {
  std::vector<std::string> hosts;
  for (const web::Url& place : flows::places_to_connect_to(spec))
    hosts.push_back(web::host_and_port(place));
  std::ranges::sort(hosts);
  return hosts;
}

std::vector<std::string> hosts_for(const model::CheckSpec& spec) {
  std::vector<std::string> hosts = connections_for(spec);
  hosts.erase(std::ranges::unique(hosts).begin(), hosts.end());
  return hosts;
}

using Hosts = std::vector<std::string>;

TEST(ConnectAhead, GoesToTheHostsThatTheLoginNeeds) {
  EXPECT_EQ(hosts_for(enhanced()),
            (Hosts{"acme.okta.example", "agents.acme.example", "flex-api.twilio.com",
                   "flex.twilio.com", "login.flex.us1.twilio.com", "services.twilio.com"}));
}

// Discovery beside authorize, Tokens/Info beside the configuration; the page has one of its own.
TEST(ConnectAhead, HasAConnectionForEachOfTwoRequestsBesideEachOther) {
  const auto connections = connections_for(enhanced());
  EXPECT_EQ(std::ranges::count(connections, "services.twilio.com"), 2);
  EXPECT_EQ(std::ranges::count(connections, "flex-api.twilio.com"), 2);
  EXPECT_EQ(std::ranges::count(connections, "agents.acme.example"), 1);
}

TEST(ConnectAhead, GoesNoFurtherThanTheCheck) {
  auto spec = enhanced();
  spec.depth = model::Depth::AuthnRequest;
  EXPECT_EQ(hosts_for(spec), (Hosts{"acme.okta.example", "agents.acme.example",
                                    "login.flex.us1.twilio.com", "services.twilio.com"}));
  spec.depth = model::Depth::Page;
  EXPECT_EQ(hosts_for(spec), Hosts{});
}

// Which connection it is, the page says.
TEST(ConnectAhead, DoesNotGuessTheConnection) {
  auto spec = enhanced();
  spec.connection = model::ConnectionKind::Auto;
  spec.depth = model::Depth::Landing;
  EXPECT_EQ(hosts_for(spec), (Hosts{"acme.okta.example", "agents.acme.example"}));
}

TEST(ConnectAhead, LeavesAnEndpointOverHttpAlone) {
  auto spec = enhanced();
  spec.endpoints.login = "http://localhost:8080";
  EXPECT_EQ(std::ranges::count(hosts_for(spec), "localhost:8080"), 0);
}

// The wire, and where it was told to open connections for secrets.
class Watched final : public net::Transport {
 public:
  explicit Watched(std::unique_ptr<net::Transport> wire) : wire_(std::move(wire)) {}
  net::WireExchange send(const net::WireRequest& request, const net::Limits& limits,
                         std::stop_token stop) override {
    return wire_->send(request, limits, std::move(stop));
  }
  std::size_t connect_for_one_request(const web::Url& place, std::size_t count,
                                      std::stop_token stop) override {
    places.push_back(*place.host);
    most = std::max(most, count);
    return wire_->connect_for_one_request(place, count, std::move(stop));
  }
  Hosts places;
  std::size_t most = 0;

 private:
  std::unique_ptr<net::Transport> wire_;
};

class ForSecrets : public testing::Test {
 protected:
  lab::Lab lab_{{}};
  model::CheckSpec spec_;
  std::optional<Watched> wire_;

  ForSecrets() {
    lab_.start();
    spec_ = spec_for(lab_.world(), "okta-classic");
  }
  model::CheckResult run() {
    model::NetworkSpec network = spec_.network;
    network.inner_hosts = model::hosts_that_are_named(spec_);
    wire_.emplace(net::make_curl_transport(trust_in(lab_), network));
    return run_in_lab(lab_, spec_, *wire_);
  }
};

TEST_F(ForSecrets, GoesToTheProviderThatIsNamed) {
  const auto result = run();
  EXPECT_EQ(result.verdict, model::Verdict::Ok);
  ASSERT_FALSE(wire_->places.empty());
  for (const std::string& host : wire_->places) EXPECT_EQ(host, spec_.idp.hosts.front());
  EXPECT_EQ(wire_->most, 2U);  // the password and a code
  const std::string provider =
      web::host_and_port(*web::parse_url(lab_.world().origin("okta-classic.idp.localhost")));
  EXPECT_EQ(std::ranges::count(result.connected_ahead, provider), 2);
}

TEST_F(ForSecrets, IsNotMadeWhereNoSecretMayFollow) {
  spec_.depth = model::Depth::AuthnRequest;
  run();
  EXPECT_EQ(wire_->places, Hosts{});
  spec_.depth = model::Depth::Page;
  run();
  EXPECT_EQ(wire_->places, Hosts{});
}

TEST_F(ForSecrets, IsNotMadeWhereNoHostOrNoSecretIsNamed) {
  const Hosts named = std::exchange(spec_.idp.hosts, {});
  run();
  EXPECT_EQ(wire_->places, Hosts{});
  spec_.idp.hosts = named;
  for (const model::AccountSecret& row : model::kAccountSecrets)
    spec_.idp.*row.source = model::NoSource{};
  run();
  EXPECT_EQ(wire_->places, Hosts{});
}

// Over the lab's relay, as far away as it is near: every byte passes, and each request is told
// once.
TEST(ConnectAhead, ChangesNothingOfALogin) {
  lab::Lab lab({.delay = std::chrono::milliseconds{1}});
  lab.start();
  const auto result = run_in_lab(lab, spec_for(lab.world(), "self-hosted"), trust_in(lab));
  EXPECT_EQ(result.verdict, model::Verdict::Ok);
  EXPECT_EQ(result.reached, model::Depth::Loaded);
  EXPECT_FALSE(result.connected_ahead.empty());
  const auto& services = result.exchanges.at(3);
  EXPECT_EQ(services.url.find(lab.world().origin("services.twilio.localhost")), 0U);
  EXPECT_EQ(services.timings.tls, base::Millis{0});  // the connection was there
}

}  // namespace
}  // namespace flexverify::test
