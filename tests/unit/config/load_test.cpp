#include "verifier/config/load.h"

#include <gtest/gtest.h>

#include "samples.h"
#include "verifier/config/keys.h"
#include "verifier/config/merge.h"

namespace flexverify::config {
namespace {

using base::Json;

Json json(std::string_view text) { return base::parse_json(text).value(); }

model::CheckSpec spec(std::size_t target, const Json& over = Json(Json::Object{})) {
  const auto configuration = load(kSample, "/etc/flexverify", kKnown);
  EXPECT_TRUE(configuration) << configuration.error()[0].what;
  return make_spec(configuration->defaults, configuration->targets[target], over);
}

TEST(Load, ReadsEveryValueOfATarget) {
  const model::CheckSpec s = spec(0);
  EXPECT_EQ(s.name, "acme-prod");
  EXPECT_EQ(s.setup, model::Setup::SelfHosted);
  EXPECT_EQ(web::to_string(s.url), "https://agents.acme.example/");
  EXPECT_EQ(s.connection, model::ConnectionKind::OAuth2);
  EXPECT_EQ(s.depth, model::Depth::Landing);
  EXPECT_EQ(s.account_sid, "AC00000000000000000000000000000001");
  EXPECT_EQ(s.sso_profile, "");
  EXPECT_EQ(s.timeout, base::Millis(30'000));
  EXPECT_EQ(s.expect.entity_id, "urn:flex:JQ0000000000000000000000000000a001");
  EXPECT_EQ(s.expect.role, "agent");
  EXPECT_EQ(s.expect.identity, "");
  EXPECT_EQ(s.idp.adapter, "okta");
  EXPECT_EQ(s.idp.hosts, (std::vector<std::string>{"acme.okta.example", "127.0.0.1:8443"}));
  EXPECT_EQ(s.idp.username, "flex-check@acme.example");
  EXPECT_EQ(std::get<model::EnvironmentSource>(s.idp.password).variable, "ACME_PASSWORD");
  EXPECT_EQ(std::get<model::FileSource>(s.idp.totp).path, "/run/credentials/totp");
  EXPECT_EQ(s.endpoints.services, "https://127.0.0.1:9000");
  EXPECT_EQ(s.endpoints.flex_api, "https://flex-api.example");
  EXPECT_EQ(s.endpoints.iam, "https://iam.twilio.com");
}

TEST(Load, FillsInDefaults) {
  const model::CheckSpec s = spec(1);
  EXPECT_EQ(s.timeout, base::Millis(90'000));
  EXPECT_EQ(s.network.resolve, std::vector<std::string>{"agents.acme.example:443:127.0.0.1"});
  EXPECT_EQ(s.network.proxy, "");
  EXPECT_EQ(s.connection, model::ConnectionKind::Auto);
  EXPECT_EQ(s.depth, model::Depth::Loaded);
  EXPECT_EQ(s.idp.adapter, "auto");
  EXPECT_EQ(std::get<model::CommandSource>(s.idp.password).arguments,
            (std::vector<std::string>{"pass", "show", "flex"}));
  EXPECT_EQ(std::get<model::CredentialSource>(s.idp.totp).name, "totp");
}

TEST(Load, CountsRelativePathsFromTheFolderOfTheFile) {
  EXPECT_EQ(spec(0).network.ca_file, "/etc/flexverify/ca.pem");
  EXPECT_EQ(spec(0).idp.metadata, "/etc/flexverify/idp.xml");
  const auto here = load(kSample, "", kKnown);
  EXPECT_EQ(make_spec(here->defaults, here->targets[0], Json()).network.ca_file, "ca.pem");
}

TEST(Load, LetsOptionsWin) {
  const model::CheckSpec s = spec(0, json(R"({"depth": "page", "ca_file": "here.pem",
                  "idp": {"adapter": "entra", "password": {"file": "pw"}}})"));
  EXPECT_EQ(s.depth, model::Depth::Page);
  EXPECT_EQ(s.network.ca_file, "here.pem");
  EXPECT_EQ(s.idp.adapter, "entra");
  EXPECT_EQ(std::get<model::FileSource>(s.idp.password).path, "pw");  // replaced, not merged
  EXPECT_EQ(s.idp.username, "flex-check@acme.example");
}

TEST(Merged, KeepsWhatIsNotNamedAndIgnoresNull) {
  const Json all = merged(json(R"({"a": 1, "o": {"x": 1, "y": 2}})"),
                          json(R"({"a": null, "b": 3, "o": {"y": 4}})"));
  EXPECT_EQ(base::dump_json(all), R"({"a":1,"o":{"x":1,"y":4},"b":3})");
}

TEST(Keys, EveryMemberHasAParentAndEveryListAnItem) {
  for (const Key& key : all_keys()) {
    const std::size_t slash = key.pattern.rfind('/');
    if (slash != std::string_view::npos) {
      const Key* parent = key_at(key.pattern.substr(0, slash));
      ASSERT_NE(parent, nullptr) << key.pattern;
      EXPECT_EQ(parent->type, member_name(key) == "*" ? Type::List : Type::Object) << key.pattern;
    }
    if (key.type == Type::List) {
      EXPECT_NE(key_at(std::string(key.pattern) + "/*"), nullptr) << key.pattern;
    }
    EXPECT_EQ(key.rule == Rule::Choice || key.rule == Rule::Range, !key.choices.empty())
        << key.pattern;
    EXPECT_FALSE(key.description.empty()) << key.pattern;
  }
}

}  // namespace
}  // namespace flexverify::config
