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
         f.transport.on_get(kAppConfig, script(app_config("oauth: { connection: 'JQother' }")));
       },
       "connection-mismatch", Verdict::Critical, Depth::Page},
      {"bundle",
       [](F& f) {
         f.transport.on(web::Method::Head, kBundle, answer(404));
         f.transport.on_get(kBundle, answer(404));
       },
       "bundle-missing", Verdict::Critical, Depth::None},
      {"no-connection", [](F& f) { f.transport.on_get(kDiscovery, json(R"({"config_list":[]})")); },
       "connection-not-found", Verdict::Critical, Depth::Page},
      {"inactive",
       [](F& f) {
         f.transport.on_get(kDiscovery, json(R"({"config_list":[{"connection_name":"JQ1",
             "active":false}]})"));
       },
       "connection-inactive", Verdict::Critical, Depth::Page},
      {"discovery-unreadable", [](F& f) { f.transport.on_get(kDiscovery, html("oops")); },
       "response-malformed", Verdict::Unknown, Depth::Page},
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
       "oauth-config-missing", Verdict::Critical, Depth::None},
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
  ScriptedFlex flex;
  flex.spec.setup = model::Setup::Hosted;
  flex.spec.url = *web::parse_url("https://flex.twilio.com/glad-fox-1234");
  flex.spec.sso_profile = "JQ00000000000000000000000000000001";
  flex.transport.on_get("https://flex.twilio.com/glad-fox-1234", html("<title>Flex</title>"));
  flex.transport.on_get(
      "https://flex-api.twilio.com/v1/Configuration/Public",
      json(R"({"configurations":[{"account_sid":"AC00000000000000000000000000000001"}]})"));
  const auto result = flex.run();
  EXPECT_EQ(result.verdict, Verdict::Ok) << first_id(result);
  EXPECT_EQ(result.flex.account_sid, "AC00000000000000000000000000000001");
  ScriptedFlex unknown;
  unknown.spec = flex.spec;
  unknown.transport.on_get("https://flex.twilio.com/glad-fox-1234", html("<title>Flex</title>"));
  unknown.transport.on_get("https://flex-api.twilio.com/v1/Configuration/Public",
                           json(R"({"configurations":[]})"));
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
