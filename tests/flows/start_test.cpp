// The legs before the identity provider: page, start, request.
#include <gtest/gtest.h>

#include <functional>

#include "tests/flows/scripted_flex.h"
#include "verifier/base/text.h"

namespace flexverify::test {
namespace {

using model::Depth;
using model::Verdict;

TEST(Start, ReachesTheProviderWithoutAnySecret) {
  ScriptedFlex flex;
  const auto result = flex.run();
  EXPECT_EQ(result.verdict, Verdict::Ok) << first_id(result);
  EXPECT_EQ(result.reached, Depth::AuthnRequest);
  ASSERT_TRUE(result.saml_request);
  EXPECT_EQ(result.saml_request->issuer, kEntityId);
  EXPECT_EQ(result.flex.account_sid, "AC00000000000000000000000000000001");
  for (const auto& request : flex.transport.requests())
    EXPECT_EQ(request.method == web::Method::Post, false) << "nothing is posted before sign-in";
}

struct Case {
  std::string name;
  std::function<void(ScriptedFlex&)> plant;
  std::string expected;
  Verdict verdict;
  Depth reached;
};

net::WireExchange script(std::string text) {
  return answer(200, {{"Content-Type", "application/javascript"}}, std::move(text));
}

// One fault each; the first finding must name it.
const std::vector<Case>& cases() {
  using F = ScriptedFlex;
  static const std::vector<Case> all = {
      {"dns", [](F& f) { f.transport.on_get(kPage, failed(net::FailureKind::Dns)); }, "dns-failed",
       Verdict::Critical, Depth::None},
      {"connect", [](F& f) { f.transport.on_get(kPage, failed(net::FailureKind::Connect)); },
       "connect-failed", Verdict::Critical, Depth::None},
      {"timeout", [](F& f) { f.transport.on_get(kPage, failed(net::FailureKind::Timeout)); },
       "timeout", Verdict::Critical, Depth::None},
      {"untrusted", [](F& f) { f.transport.on_get(kPage, failed(net::FailureKind::TlsUntrusted)); },
       "tls-untrusted", Verdict::Critical, Depth::None},
      {"hostname", [](F& f) { f.transport.on_get(kPage, failed(net::FailureKind::TlsHostname)); },
       "tls-hostname-mismatch", Verdict::Critical, Depth::None},
      {"expired", [](F& f) { f.transport.on_get(kPage, failed(net::FailureKind::TlsExpired)); },
       "tls-expired", Verdict::Critical, Depth::None},
      {"too-large", [](F& f) { f.transport.on_get(kPage, failed(net::FailureKind::TooLarge)); },
       "response-too-large", Verdict::Unknown, Depth::None},
      {"page-404", [](F& f) { f.transport.on_get(kPage, answer(404)); }, "page-not-served",
       Verdict::Critical, Depth::None},
      {"page-503", [](F& f) { f.transport.on_get(kPage, answer(503)); }, "server-error",
       Verdict::Critical, Depth::None},
      {"page-429", [](F& f) { f.transport.on_get(kPage, answer(429)); }, "rate-limited",
       Verdict::Unknown, Depth::None},
      {"other-page", [](F& f) { f.transport.on_get(kPage, html("<title>Hello</title>")); },
       "not-a-flex-page", Verdict::Critical, Depth::None},
      {"loop", [](F& f) { f.transport.on_get(kPage, redirect_to(kPage)); }, "redirect-loop",
       Verdict::Critical, Depth::None},
      {"bad-location", [](F& f) { f.transport.on_get(kPage, redirect_to("https://[bad")); },
       "response-malformed", Verdict::Unknown, Depth::None},
      {"to-http",
       [](F& f) { f.transport.on_get(kPage, redirect_to("http://agents.acme.example/")); },
       "insecure-redirect", Verdict::Critical, Depth::None},
      {"appconfig-404", [](F& f) { f.transport.on_get(kAppConfig, answer(404)); },
       "appconfig-missing", Verdict::Critical, Depth::None},
      {"appconfig-is-the-page",
       [](F& f) { f.transport.on_get(kAppConfig, html("<!doctype html>")); }, "appconfig-missing",
       Verdict::Critical, Depth::None},
      {"appconfig-computed",
       [](F& f) { f.transport.on_get(kAppConfig, script("var appConfig = make(location);")); },
       "appconfig-unreadable", Verdict::Unknown, Depth::None},
      {"no-oauth", [](F& f) { f.transport.on_get(kAppConfig, script(app_config("x: 1"))); },
       "oauth-config-missing", Verdict::Critical, Depth::Page},
      {"stale-connection",
       [](F& f) {
         f.spec.sso_profile = "JQ00000000000000000000000000000001";
         f.transport.on_get(
             kAppConfig,
             script(app_config("oauth: { connection: 'JQ00000000000000000000000000000002', "
                               "redirectUrl: location.href }")));
       },
       "connection-mismatch", Verdict::Critical, Depth::Page},
      {"bundle",
       [](F& f) {
         f.transport.on(web::Method::Head, kBundle, answer(404));
         f.transport.on_get(kBundle, answer(404));
       },
       "bundle-missing", Verdict::Critical, Depth::None},
      {"bundle-by-get-only", [](F& f) { f.transport.on_get(kBundle, answer(404)); },
       "bundle-missing", Verdict::Critical, Depth::None},
      {"region",
       [](F& f) {
         f.transport.on_get(
             kAppConfig,
             script(app_config(
                 "oauth: { connection: 'JQ00000000000000000000000000000001', redirectUrl: "
                 "location.href }, sdkOptions: { flex: { environmentConfig: { region: 'ie1' } } "
                 "}")));
       },
       "appconfig-unreadable", Verdict::Unknown, Depth::None},
      {"console",
       [](F& f) { f.spec.url = *web::parse_url("https://console.twilio.com/us1/develop/flex"); },
       "wrong-url", Verdict::Unknown, Depth::None},
      {"hosted-as-self-hosted",
       [](F& f) { f.spec.url = *web::parse_url("https://flex.twilio.com/glad-fox-1234"); },
       "wrong-url", Verdict::Unknown, Depth::None},
      {"self-hosted-as-hosted", [](F& f) { f.spec.setup = model::Setup::Hosted; }, "wrong-url",
       Verdict::Unknown, Depth::None},
      {"bare-hosted",
       [](F& f) {
         f.spec.setup = model::Setup::Hosted;
         f.spec.url = *web::parse_url("https://flex.twilio.com/");
       },
       "wrong-url", Verdict::Unknown, Depth::None},
      {"untrusted-redirect",
       [](F& f) {
         f.transport.on_get(kAuthorize,
                            json(R"({"code":400,"message":"redirectUrl not trusted"})", 400));
       },
       "redirect-url-untrusted", Verdict::Critical, Depth::Page},
      {"old-ui",
       [](F& f) {
         f.transport.on_get(kPage,
                            html("<script src=/assets/appConfig.js></script><script "
                                 "src=https://assets.flex.twilio.example/releases/flex-ui/2.4.1/"
                                 "twilio-flex.min.js></script>"));
       },
       "ui-version-unsupported", Verdict::Critical, Depth::None},
      {"authorize-refused",
       [](F& f) { f.transport.on_get(kAuthorize, json(R"({"message":"bad profile"})", 400)); },
       "authorize-rejected", Verdict::Critical, Depth::Page},
      {"authorize-error-at-page",
       [](F& f) {
         f.transport.on_get(kLogin, redirect_to(kPage + "?error=invalid_request&"
                                                        "error_description=disabled&state=x"));
       },
       "authorize-rejected", Verdict::Critical, Depth::Page},
      {"no-saml-request", [](F& f) { f.transport.on_get(kLogin, redirect_to(kIdp)); },
       "authn-request-missing", Verdict::Critical, Depth::Page},
      {"garbled-saml-request",
       [](F& f) { f.transport.on_get(kLogin, redirect_to(kIdp + "?SAMLRequest=%21%21")); },
       "authn-request-missing", Verdict::Critical, Depth::Page},
      {"other-entity-id",
       [](F& f) { f.transport.on_get(kLogin, redirect_to(idp_location("urn:flex:JQ2", kAcs))); },
       "entity-id-mismatch", Verdict::Critical, Depth::Page},
      {"other-acs",
       [](F& f) {
         f.transport.on_get(kLogin, redirect_to(idp_location(kEntityId, "https://x.example/")));
       },
       "acs-url-mismatch", Verdict::Critical, Depth::Page},
      {"other-provider", [](F& f) { f.spec.idp.hosts = {"login.acme.example"}; }, "wrong-idp",
       Verdict::Critical, Depth::Page},
      {"provider-404", [](F& f) { f.transport.on_get(kIdp, answer(404)); }, "wrong-idp",
       Verdict::Critical, Depth::Page},
  };
  return all;
}

TEST(Start, EveryFaultIsNamedFirst) {
  for (const Case& fault : cases()) {
    ScriptedFlex flex;
    fault.plant(flex);
    const auto result = flex.run();
    EXPECT_EQ(first_id(result), fault.expected) << fault.name;
    EXPECT_EQ(result.verdict, fault.verdict) << fault.name;
    EXPECT_EQ(result.reached, fault.reached) << fault.name;
    ASSERT_FALSE(result.findings.empty()) << fault.name;
    EXPECT_FALSE(result.findings.front().detail.empty()) << fault.name;
  }
}

TEST(Start, AnInactiveConnectionIsVerifiedWhenItIsNamed) {
  ScriptedFlex flex;
  flex.spec.sso_profile = "JQ00000000000000000000000000000001";
  flex.transport.on_get(kDiscovery, json(R"({"config_list":[{"connection_name":
      "JQ00000000000000000000000000000001","active":false}]})"));
  const auto result = flex.run();
  EXPECT_EQ(result.verdict, Verdict::Ok);
  EXPECT_EQ(ids_of(result), std::vector<std::string>{"connection-inactive"});
  EXPECT_EQ(result.findings.front().severity, model::Severity::Note);
}

// What discovery says or does not say is evidence, where the page names its connection.
TEST(Start, DiscoveryAloneDecidesNothing) {
  for (const char* reply : {"oops", R"({"config_list":[]})", R"({"config_list":[{"connection_name":
           "JQ00000000000000000000000000000001","active":false}]})"}) {
    ScriptedFlex flex;
    flex.transport.on_get(kDiscovery, html(reply));
    const auto result = flex.run();
    EXPECT_EQ(result.verdict, Verdict::Ok) << reply << first_id(result);
    ASSERT_EQ(result.findings.size(), 1U) << reply;
    EXPECT_EQ(result.findings[0].severity, model::Severity::Note) << reply;
  }
}

TEST(Start, APastMigrationMakesAnInactiveConnectionCritical) {
  ScriptedFlex flex;
  flex.spec.migrated_on = "2026-05-01";
  flex.transport.on_get(kDiscovery, json(R"({"config_list":[{"connection_name":
      "JQ00000000000000000000000000000001","active":false}]})"));
  const auto result = flex.run();
  EXPECT_EQ(first_id(result), "connection-inactive");
  EXPECT_EQ(result.verdict, Verdict::Critical);
  EXPECT_EQ(result.reached, Depth::AuthnRequest) << "the login tells whether agents get in";
}

struct Values {
  const char* oauth;
  const char* sso_profile;
  const char* redirect_url;
  Verdict verdict;
};

// A value that cannot be read may be given by hand, and the report says that it was.
TEST(Start, WhatCannotBeReadMayBeGivenByHand) {
  const char* const jq = "JQ00000000000000000000000000000001";
  for (const Values& values :
       {Values{"oauth: later()", "", "", Verdict::Unknown},
        Values{"oauth: later()", jq, "", Verdict::Unknown},
        Values{"oauth: later()", jq, "https://agents.acme.example/", Verdict::Ok},
        Values{"oauth: { connection: later(), redirectUrl: location.href }", "", "",
               Verdict::Unknown},
        Values{"oauth: { connection: later(), redirectUrl: location.href }", jq, "",
               Verdict::Ok}}) {
    ScriptedFlex flex;
    flex.transport.on_get(kAppConfig, script(app_config(values.oauth)));
    flex.spec.sso_profile = values.sso_profile;
    flex.spec.redirect_url = values.redirect_url;
    const auto result = flex.run();
    EXPECT_EQ(result.verdict, values.verdict) << values.oauth << values.sso_profile;
    EXPECT_EQ(first_id(result), "appconfig-unreadable") << values.oauth << values.sso_profile;
  }
}

// What is absent is not: a browser has no --sso-profile.
TEST(Start, WhatIsAbsentCannotBeGivenByHand) {
  ScriptedFlex flex;
  flex.transport.on_get(kAppConfig, script("appConfig = { oauth: {} }"));
  flex.spec.account_sid = "AC00000000000000000000000000000001";
  flex.spec.sso_profile = "JQ00000000000000000000000000000001";
  flex.spec.redirect_url = kPage;
  const auto result = flex.run();
  EXPECT_EQ(result.verdict, Verdict::Critical);
  EXPECT_EQ(ids_of(result), (std::vector<std::string>(3, "appconfig-incomplete")));
  EXPECT_EQ(result.findings[0].fix->field, "sso.accountSid");
}

// Before Finish: the object is not there yet, and must be written as it is said here.
TEST(Start, BeforeFinishTheConnectionIsVerifiedAndTheObjectIsNamed) {
  ScriptedFlex flex;
  flex.transport.on_get(kAppConfig, script(app_config("x: 1")));
  flex.spec.sso_profile = "JQ00000000000000000000000000000001";
  const auto result = flex.run();
  EXPECT_EQ(result.verdict, Verdict::Warning);
  EXPECT_EQ(result.reached, Depth::AuthnRequest);
  EXPECT_EQ(first_id(result), "oauth-config-missing");
  EXPECT_EQ(result.findings[0].expected,
            "oauth: { connection: \"JQ00000000000000000000000000000001\", clientId: \"X\", "
            "redirectUrl: \"https://agents.acme.example/\" }");
}

// An alias that redirects is fine, on either side, as long as both end at one origin.
TEST(Start, RedirectUrlMayBeAnAliasOfThePage) {
  const std::string alias = "https://www.agents.acme.example/";
  const auto run = [&](const std::string& location) {
    ScriptedFlex flex;
    flex.transport.on_get(
        kAppConfig, script(app_config("oauth: { connection: 'JQ00000000000000000000000000000001', "
                                      "redirectUrl: '" +
                                      alias + "' }")));
    flex.transport.on_get(alias, redirect_to(location));
    return flex.run();
  };
  EXPECT_EQ(run(kPage + "?flexverify=redirect").verdict, Verdict::Ok);
  const auto lost = run(kPage);
  EXPECT_EQ(first_id(lost), "appconfig-incomplete");
  EXPECT_EQ(lost.verdict, Verdict::Critical);
  EXPECT_EQ(first_id(run("https://other.acme.example/?flexverify=redirect")),
            "appconfig-incomplete");
}

TEST(Start, AWrongUrlIsAnsweredWithWhatToType) {
  ScriptedFlex flex;
  flex.spec.url = *web::parse_url("https://flex.twilio.com/glad-fox-1234");
  const auto result = flex.run();
  EXPECT_EQ(result.findings.at(0).expected,
            "flexverify hosted https://flex.twilio.com/glad-fox-1234");
  EXPECT_TRUE(flex.transport.requests().empty()) << "nothing was sent";
}

TEST(Start, ThePageIsFollowedToItsOwnRedirect) {
  ScriptedFlex flex;
  flex.spec.url = *web::parse_url("https://agents.acme.example/flex");
  flex.transport.on_get("https://agents.acme.example/flex", redirect_to("/"));
  EXPECT_EQ(flex.run().verdict, Verdict::Ok);
}

TEST(Start, AProviderThatNeedsABrowserIsStillTheRightOne) {
  const std::string shell =
      "<noscript>Please enable JavaScript.</noscript><div id=root></div>"
      "<script src=/app.js></script>";
  ScriptedFlex flex;
  flex.transport.on_get(kIdp, html(shell));
  EXPECT_EQ(flex.run().verdict, Verdict::Ok);
  ScriptedFlex whole;
  whole.spec.depth = Depth::Loaded;
  whole.transport.on_get(kIdp, html(shell));
  const auto result = whole.run();
  EXPECT_EQ(first_id(result), "needs-browser");
  EXPECT_EQ(result.verdict, Verdict::Unknown);
  EXPECT_EQ(result.reached, Depth::AuthnRequest);
}

TEST(Start, AHostedLoginLinkNamesTheAccountThatIsExpected) {
  const std::string kHosted = "<title>Flex</title><script src=/static/js/main.1a2b.js></script>";
  const std::string kHostedBundle = "https://flex.twilio.com/static/js/main.1a2b.js";
  ScriptedFlex flex;
  flex.spec.setup = model::Setup::Hosted;
  flex.spec.url = *web::parse_url("https://flex.twilio.com/glad-fox-1234");
  flex.spec.sso_profile = "JQ00000000000000000000000000000001";
  flex.transport.on_get("https://flex.twilio.com/glad-fox-1234", html(kHosted));
  flex.transport.on_get(
      "https://flex-api.twilio.com/v1/Configuration/Public",
      json(R"({"configurations":[{"account_sid":"AC00000000000000000000000000000001"}]})"));
  flex.transport.on(web::Method::Head, kHostedBundle,
                    answer(200, {{"Content-Type", "text/javascript"}}));
  const auto result = flex.run();
  EXPECT_EQ(result.verdict, Verdict::Ok) << first_id(result);
  EXPECT_EQ(result.flex.account_sid, "AC00000000000000000000000000000001");
  ScriptedFlex unknown;
  unknown.spec = flex.spec;
  unknown.transport.on_get("https://flex.twilio.com/glad-fox-1234", html(kHosted));
  unknown.transport.on_get("https://flex-api.twilio.com/v1/Configuration/Public",
                           json(R"({"configurations":[]})"));
  unknown.transport.on(web::Method::Head, kHostedBundle,
                       answer(200, {{"Content-Type", "text/javascript"}}));
  EXPECT_EQ(first_id(unknown.run()), "runtime-domain-unknown");
}

TEST(Start, AnAuthorizeUrlIsFollowedAsItIs) {
  ScriptedFlex flex;
  flex.spec.url = *web::parse_url(kAuthorize +
                                  "?codeChallenge=theirs&state=theirs&ssoProfileSid="
                                  "JQ00000000000000000000000000000001&redirectUrl=" +
                                  web::encode_component(kPage));
  const auto result = flex.run();
  EXPECT_EQ(result.verdict, Verdict::Ok) << first_id(result);
  EXPECT_EQ(flex.transport.requests().front().url, flex.spec.url);
}

TEST(Start, AStoppedCheckStillHasAResult) {
  std::stop_source source;
  source.request_stop();
  ScriptedFlex flex;
  const auto result = flex.run(source.get_token());
  EXPECT_EQ(result.verdict, Verdict::Unknown);
  EXPECT_EQ(first_id(result), "interrupted");
}

TEST(Start, TheTimeOfTheWholeCheckIsBounded) {
  ScriptedFlex flex;
  flex.spec.timeout = base::Millis{10'000};
  flex.transport.before_each([&](const auto&) { flex.clock.advance(base::Millis{4'000}); });
  const auto result = flex.run();
  EXPECT_EQ(first_id(result), "time-budget");
  EXPECT_LE(flex.transport.requests().size(), 3U);
}

TEST(Start, AThrowingServiceIsABugOfOurs) {
  ScriptedFlex flex;
  flex.transport.before_each([](const auto&) { throw std::runtime_error("broken"); });
  const auto result = flex.run();
  EXPECT_EQ(first_id(result), "internal-bug");
  EXPECT_EQ(result.verdict, Verdict::Unknown);
}

TEST(Start, StepsTellWhatWasDone) {
  ScriptedFlex flex;
  const auto result = flex.run();
  ASSERT_EQ(result.steps.size(), 3U);
  EXPECT_EQ(result.steps[0].leg, "page");
  EXPECT_EQ(result.steps[2].leg, "request");
  EXPECT_EQ(result.steps[0].first_exchange, 1U);
  EXPECT_EQ(result.steps[2].last_exchange, result.exchanges.size());
  for (const auto& exchange : result.exchanges)
    EXPECT_FALSE(base::contains(exchange.url + exchange.location, "relay-state-1"));
}

}  // namespace
}  // namespace flexverify::test
