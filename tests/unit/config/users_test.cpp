#include "verifier/config/users.h"

#include <gtest/gtest.h>

#include "tests/unit/config/samples.h"
#include "verifier/config/load.h"

namespace flexverify::config {
namespace {

const std::string kUsers = R"({ "targets": [
  { "name": "acme", "setup": "hosted", "url": "https://flex.twilio.com/glad-fox-1",
    "expect": { "role": "agent", "entity_id": "urn:x" },
    "idp": { "username": "all@acme.test", "password": { "env": "ALL" }, "hosts": ["idp.test"] },
    "users": [ { "name": "agent" },
               { "name": "boss", "username": "boss@acme.test", "role": "supervisor",
                 "password": { "file": "/boss" }, "totp": { "env": "T" } } ] },
  { "name": "other", "setup": "hosted", "url": "https://flex.twilio.com/glad-fox-2" } ] })";

TEST(Users, AreOneCheckEach) {
  const auto loaded = load(kUsers, "", kKnown);
  ASSERT_TRUE(loaded);
  ASSERT_EQ(loaded->targets.size(), 3U);
  const auto spec = [&](std::size_t i) {
    return make_spec(loaded->defaults, loaded->targets[i], {});
  };
  EXPECT_EQ(spec(0).name, "acme/agent");
  EXPECT_EQ(spec(0).idp.username, "all@acme.test");
  EXPECT_EQ(spec(0).expect.role, "agent");
  EXPECT_EQ(spec(1).name, "acme/boss");
  EXPECT_EQ(spec(1).idp.username, "boss@acme.test");
  EXPECT_EQ(spec(1).expect.role, "supervisor");
  EXPECT_EQ(spec(1).expect.entity_id, "urn:x");
  EXPECT_EQ(spec(1).idp.hosts, std::vector<std::string>{"idp.test"});
  EXPECT_EQ(std::get<model::FileSource>(spec(1).idp.password).path, "/boss");
  EXPECT_TRUE(std::holds_alternative<model::EnvironmentSource>(spec(1).idp.totp));
  EXPECT_EQ(spec(2).name, "other");
}

TEST(Users, AreNamedAloneOrTogether) {
  EXPECT_TRUE(names_target("acme", "acme/boss"));
  EXPECT_TRUE(names_target("acme/boss", "acme/boss"));
  EXPECT_TRUE(names_target("acme", "acme"));
  EXPECT_FALSE(names_target("acme", "acme-two"));
  EXPECT_FALSE(names_target("acme/agent", "acme/boss"));
}

TEST(Users, HaveDifferentNames) {
  std::string twice = kUsers;
  twice.replace(twice.find("\"boss\""), 6, "\"agent\"");
  EXPECT_FALSE(load(twice, "", kKnown));
}

}  // namespace
}  // namespace flexverify::config
