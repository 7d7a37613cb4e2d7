// Which check may start, by a clock that stands still.
#include "flows/queue.h"

#include <gtest/gtest.h>

#include <string>

namespace flexverify::flows {
namespace {

using base::Millis;
using base::SteadyTime;

constexpr SteadyTime kStart{Millis{1000}};
const model::Courtesy kNoPace{.at_once = 4, .pace = Millis{0}};

model::CheckSpec spec_at(std::vector<std::string> hosts, std::string user = "") {
  model::CheckSpec spec;
  spec.url = *web::parse_url("https://agents.acme.example/");
  spec.idp.hosts = std::move(hosts);
  spec.idp.username = std::move(user);
  return spec;
}

// All that may start at once.
std::vector<std::size_t> take_all(Queue& queue, SteadyTime now = kStart) {
  std::vector<std::size_t> taken;
  while (const auto index = queue.take(now)) taken.push_back(*index);
  return taken;
}

using Indices = std::vector<std::size_t>;

TEST(Queue, FourAtOneProviderAndOthersBesideThem) {
  std::vector<model::CheckSpec> specs(6, spec_at({"idp.example"}));
  specs.push_back(spec_at({"other.example"}));
  Queue queue(model::specs_of(specs), kNoPace);
  EXPECT_EQ(take_all(queue), (Indices{0, 1, 2, 3, 6}));
  EXPECT_FALSE(queue.next()) << "only an end makes room";
  queue.finished(1);
  EXPECT_EQ(queue.next(), kStart);
  EXPECT_EQ(take_all(queue), (Indices{4}));
  queue.finished(0);
  EXPECT_EQ(take_all(queue), (Indices{5}));
  EXPECT_TRUE(queue.empty());
}

TEST(Queue, AProviderThatIsOneOfTwoCountsAsWell) {
  const std::vector<model::CheckSpec> specs = {spec_at({"a.example", "b.example"}),
                                               spec_at({"B.example"}), spec_at({"c.example"})};
  Queue queue(model::specs_of(specs), {.at_once = 1, .pace = Millis{0}});
  EXPECT_EQ(take_all(queue), (Indices{0, 2}));
  queue.finished(0);
  EXPECT_EQ(take_all(queue), (Indices{1}));
}

TEST(Queue, ThePaceIsThatOfOneProvider) {
  const std::vector<model::CheckSpec> specs = {spec_at({"a.example"}), spec_at({"a.example"}),
                                               spec_at({"b.example"})};
  Queue queue(model::specs_of(specs), {.at_once = 4, .pace = Millis{50}});
  EXPECT_EQ(take_all(queue), (Indices{0, 2}));
  EXPECT_EQ(queue.next(), kStart + Millis{50});
  EXPECT_EQ(take_all(queue, kStart + Millis{49}), Indices{});
  EXPECT_EQ(take_all(queue, kStart + Millis{50}), Indices{1});
}

TEST(Queue, OneAccountNeverTwice) {
  const std::vector<model::CheckSpec> specs = {
      spec_at({"a.example"}, "user"), spec_at({"a.example"}, "USER"),
      spec_at({"a.example"}, "another"), spec_at({"b.example"}, "user"),
      spec_at({"a.example", "c.example"}, "user")};
  Queue queue(model::specs_of(specs), kNoPace);
  EXPECT_EQ(take_all(queue), (Indices{0, 2, 3}));
  EXPECT_FALSE(queue.next());
  queue.finished(2);
  EXPECT_EQ(take_all(queue), Indices{});
  queue.finished(0);
  EXPECT_EQ(take_all(queue), (Indices{1}));
  queue.finished(1);
  EXPECT_EQ(take_all(queue), (Indices{4}));
}

TEST(Queue, WhoDoesNotSignInKeepsNoAccountBusy) {
  std::vector<model::CheckSpec> specs(2, spec_at({"a.example"}, "user"));
  for (model::CheckSpec& spec : specs) spec.depth = model::Depth::AuthnRequest;
  Queue queue(model::specs_of(specs), kNoPace);
  EXPECT_EQ(take_all(queue), (Indices{0, 1}));
}

TEST(Queue, APageAsksNoProvider) {
  std::vector<model::CheckSpec> specs(20, spec_at({"a.example"}, "user"));
  for (model::CheckSpec& spec : specs) spec.depth = model::Depth::Page;
  Queue queue(model::specs_of(specs), {});
  EXPECT_EQ(take_all(queue).size(), 20U);
}

TEST(Queue, AProviderThatNobodyNamedIsKnownByItsAddressOrByThePage) {
  std::vector<model::CheckSpec> specs(3, spec_at({}));
  specs[0].idp.sso_url = "https://idp.example/sso";
  specs[1].idp.hosts = {"idp.example"};
  Queue queue(model::specs_of(specs), {.at_once = 1, .pace = Millis{0}});
  EXPECT_EQ(take_all(queue), (Indices{0, 2}));
}

TEST(Queue, HurryForgetsThePace) {
  const std::vector<model::CheckSpec> specs(3, spec_at({"a.example"}));
  Queue queue(model::specs_of(specs), {.at_once = 4, .pace = Millis{50}});
  EXPECT_EQ(take_all(queue), Indices{0});
  queue.hurry();
  EXPECT_EQ(take_all(queue), (Indices{1, 2}));
}

// Where the login will lead is not known: the user may be one account at both pages.
TEST(Queue, AUserWithoutDeclaredHostsIsOneAccountEverywhere) {
  std::vector<model::CheckSpec> specs(2, spec_at({}, "check@acme.example"));
  specs[1].url = *web::parse_url("https://other.acme.example/");
  Queue queue(model::specs_of(specs), kNoPace);
  EXPECT_EQ(take_all(queue), (Indices{0}));
  queue.finished(0);
  EXPECT_EQ(take_all(queue), (Indices{1}));
}

TEST(Queue, AHostThatIsDeclaredTwiceIsOne) {
  const std::vector<model::CheckSpec> specs(2, spec_at({"idp.example", "IdP.example"}));
  Queue queue(model::specs_of(specs), {.at_once = 2, .pace = Millis{0}});
  EXPECT_EQ(take_all(queue), (Indices{0, 1}));
}

}  // namespace
}  // namespace flexverify::flows
