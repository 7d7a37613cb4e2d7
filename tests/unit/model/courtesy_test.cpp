// Whom a check asks, and as whom.
#include "verifier/model/courtesy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace flexverify::model {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

CheckSpec spec_of(const std::string& user, std::vector<std::string> hosts) {
  CheckSpec spec;
  spec.url = *web::parse_url("https://agents.acme.example/");
  spec.idp.username = user;
  spec.idp.hosts = std::move(hosts);
  return spec;
}

TEST(Courtesy, TheProviderIsWhereTheConfigurationSays) {
  CheckSpec spec = spec_of("", {"IdP.example", "b.example", "idp.example"});
  EXPECT_THAT(provider_hosts(spec), ElementsAre("b.example", "idp.example"));
  spec.idp.hosts.clear();
  EXPECT_THAT(provider_hosts(spec), ElementsAre("agents.acme.example"));
  spec.idp.sso_url = "https://sso.example/app/1";
  EXPECT_THAT(provider_hosts(spec), ElementsAre("sso.example"));
  spec.depth = Depth::Page;
  EXPECT_THAT(provider_hosts(spec), IsEmpty());
}

TEST(Courtesy, AnAccountIsThatOfAllTargetsThatSignInAsIt) {
  const CheckSpec one = spec_of("Check@acme.example", {"idp.example"});
  EXPECT_EQ(accounts_of(one), accounts_of(spec_of("check@acme.example", {"IDP.example"})));
  EXPECT_NE(accounts_of(one), accounts_of(spec_of("someone@acme.example", {"idp.example"})));
  EXPECT_NE(accounts_of(one), accounts_of(spec_of("check@acme.example", {"other.example"})));
}

TEST(Courtesy, WhoDoesNotSignInHasNoAccount) {
  CheckSpec spec = spec_of("check@acme.example", {"idp.example"});
  spec.depth = Depth::AuthnRequest;
  EXPECT_THAT(accounts_of(spec), IsEmpty());
  EXPECT_THAT(accounts_of(spec_of("", {"idp.example"})), IsEmpty());
}

}  // namespace
}  // namespace flexverify::model
