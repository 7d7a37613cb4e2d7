#include "verifier/recording/tenant.h"

#include <gtest/gtest.h>

#include "tests/unit/recording/recorded.h"

namespace flexverify::recording {
namespace {

Tenant tenant_in(const std::vector<Entry>& entries) {
  const web::Recording recording = recorded(entries);
  const auto login = find_login(recording);
  EXPECT_TRUE(login) << login.error().what;
  return tenant_of(recording, *login);
}

TEST(Tenant, AWholeLoginShowsEverything) {
  const Tenant tenant = tenant_in(whole_login());
  EXPECT_EQ(tenant.kind, model::ConnectionKind::OAuth2);
  EXPECT_EQ(tenant.setup, model::Setup::SelfHosted);
  EXPECT_EQ(tenant.page.value, "https://agents.acme.example/desk");
  EXPECT_EQ(tenant.page.seen_in, "entry 1");
  EXPECT_EQ(tenant.account_sid.value, kAccount);
  EXPECT_EQ(tenant.sso_profile.value, kProfile);
  EXPECT_EQ(tenant.entity_id.value, kEntityId);
  EXPECT_EQ(tenant.acs_url.value, kAcs);
  EXPECT_EQ(tenant.redirect_url.value, "https://agents.acme.example/desk");
  EXPECT_EQ(tenant.role.value, "agent");
  EXPECT_EQ(tenant.adapter, "generic-form");
  EXPECT_EQ(tenant.hosts, std::vector<std::string>{"idp.example"});
  EXPECT_EQ(tenant.sso_url.value, "https://idp.example/sso?idpid=C01");
  EXPECT_EQ(tenant.issuer.value, "https://idp.example/saml");
  EXPECT_EQ(tenant.app_link.value, "");
  EXPECT_TRUE(tenant.accepted);
  EXPECT_TRUE(tenant.endpoints.empty());
}

TEST(Tenant, NothingPersonalIsInAnyOfItsValues) {
  const Tenant tenant = tenant_in(whole_login());
  for (const Shown* shown :
       {&tenant.page, &tenant.account_sid, &tenant.sso_profile, &tenant.entity_id, &tenant.acs_url,
        &tenant.redirect_url, &tenant.role, &tenant.sso_url, &tenant.issuer, &tenant.app_link})
    for (const char* canary : {"jane", "canary", "relay-1", "token-of", "utm"})
      EXPECT_EQ(shown->value.find(canary), std::string::npos) << shown->value;
}

// Another login, given up in another tab, came between.
TEST(Tenant, TheRequestThatWasAnsweredIsTheOne) {
  auto entries = whole_login();
  Entry other = entries[4];
  other.url = "https://other.example/sso?SAMLRequest=" + authn_request("_other", kEntityId, kAcs) +
              "&RelayState=r";
  other.location.clear();
  entries.insert(entries.begin() + 6, other);
  EXPECT_EQ(tenant_in(entries).sso_url.value, "https://idp.example/sso?idpid=C01");
}

// Entra's first page reloads itself with a parameter more.
TEST(Tenant, AReloadIsNoOtherSignOnUrl) {
  auto entries = whole_login();
  Entry reload = entries[4];
  reload.url += "&sso_reload=True";
  entries.insert(entries.begin() + 5, reload);
  for (Entry& entry : entries) entry.posted.clear();
  EXPECT_EQ(tenant_in(entries).sso_url.value, "https://idp.example/sso?idpid=C01");
}

TEST(Tenant, ALegacyLoginNamesItsAccountAndNoConnection) {
  const std::string issuer = kLegacyAcs + "/metadata";
  const Tenant tenant = tenant_in({
      {.url = "https://flex.twilio.com/glad-fox-1234"},
      {.method = "POST",
       .url = "https://iam.twilio.com/v1/Accounts/" + kAccount + "/authenticate",
       .posted = R"({"resource":"https://flex.twilio.com/glad-fox-1234"})",
       .destination = "empty"},
      {.url = "https://idp.example/sso?SAMLRequest=" + authn_request("_q", issuer, kLegacyAcs),
       .html = kLoginPage},
      {.method = "POST",
       .url = kLegacyAcs,
       .posted = "SAMLResponse=" + response("_q", "agent"),
       .status = 303,
       .location = "https://flex.twilio.com/glad-fox-1234?Token=canary&Identity=x"},
      {.url = "https://flex.twilio.com/glad-fox-1234?Token=canary&Identity=x&Expiration=1"},
  });
  EXPECT_EQ(tenant.kind, model::ConnectionKind::Legacy);
  EXPECT_EQ(tenant.setup, model::Setup::Hosted);
  EXPECT_EQ(tenant.page.value, "https://flex.twilio.com/glad-fox-1234");
  EXPECT_EQ(tenant.account_sid.value, kAccount);
  EXPECT_EQ(tenant.sso_profile.value, "");
  EXPECT_EQ(tenant.entity_id.value, issuer);
  EXPECT_EQ(tenant.acs_url.value, kLegacyAcs);
}

TEST(Tenant, ALoginByALinkOfTheProvidersHasTheLink) {
  const Tenant tenant = tenant_in({
      {.url = "https://acme.okta.com/app/acme_flex_1/exk1/sso/saml?fromHome=true",
       .html = "<p>Wait"},
      {.method = "POST",
       .url = kAcs,
       .posted = "SAMLResponse=" + response("", "agent"),
       .status = 302,
       .referer = "https://acme.okta.com/"},
      {.url = "https://agents.acme.example/?code=c&state=s"},
  });
  EXPECT_EQ(tenant.app_link.value, "https://acme.okta.com/app/acme_flex_1/exk1/sso/saml");
  EXPECT_EQ(tenant.adapter, "okta");
  EXPECT_EQ(tenant.page.value, "https://agents.acme.example/");
  EXPECT_EQ(tenant.entity_id.value, kEntityId);
}

TEST(Tenant, ServicesOfAnotherRegionAreNamed) {
  auto entries = whole_login();
  for (Entry& entry : entries)
    for (std::string* text : {&entry.url, &entry.location})
      if (const auto at = text->find("services.twilio.com"); at != std::string::npos)
        text->replace(at, 19, "services.au1.twilio.com");
  const Tenant tenant = tenant_in(entries);
  EXPECT_EQ(tenant.endpoints.at("services"), "https://services.au1.twilio.com");
  EXPECT_EQ(tenant.endpoints.at("login"), "https://login.flex.us1.twilio.com");
}

TEST(Tenant, ARefusedResponseProvesNoIssuer) {
  auto entries = whole_login();
  entries.pop_back();
  entries.back().status = 400;
  const Tenant tenant = tenant_in(entries);
  EXPECT_FALSE(tenant.accepted);
  EXPECT_EQ(tenant.issuer.value, "");
}

TEST(Tenant, WithoutBodiesAddressesTell) {
  auto entries = whole_login();
  for (Entry& entry : entries) {
    entry.posted.clear();
    entry.html.clear();
    if (const auto at = entry.url.find("idp.example"); at != std::string::npos)
      entry.url.replace(at, 11, "acme.okta.com");
    if (const auto at = entry.location.find("idp.example"); at != std::string::npos)
      entry.location.replace(at, 11, "acme.okta.com");
  }
  const Tenant tenant = tenant_in(entries);
  EXPECT_EQ(tenant.adapter, "okta");
  EXPECT_EQ(tenant.hosts, std::vector<std::string>{"acme.okta.com"});
  EXPECT_EQ(tenant.acs_url.value, kAcs);
}

TEST(RecordedLogin, WithoutALoginAtFlexThereIsAnError) {
  const web::Recording recording = recorded({{.url = "https://news.example/", .html = "<p>News"}});
  const auto login = find_login(recording);
  ASSERT_FALSE(login);
  EXPECT_NE(login.error().what.find("pages of news.example"), std::string::npos);
}

}  // namespace
}  // namespace flexverify::recording
