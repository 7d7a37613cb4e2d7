// A self-hosted Flex and its identity provider as a script: the good path, of which a test
// replaces one answer.
#pragma once

#include <string>

#include "flows/check.h"
#include "tests/support/fake_clock.h"
#include "tests/support/scripted_transport.h"
#include "verifier/base/encoding.h"
#include "verifier/web/query.h"

namespace flexverify::test {

inline const std::string kPage = "https://agents.acme.example/";
inline const std::string kAppConfig = "https://agents.acme.example/assets/appConfig.js";
inline const std::string kBundle = "https://agents.acme.example/static/js/main.1a2b.js";
inline const std::string kDiscovery = "https://services.twilio.com/v1/Flex/Authentication/Config";
inline const std::string kAuthorize = "https://services.twilio.com/v1/Flex/Authorize";
inline const std::string kLogin = "https://login.flex.us1.twilio.com/authorize";
inline const std::string kIdp = "https://idp.acme.example/sso";
inline const std::string kEntityId = "urn:flex:JQ00000000000000000000000000000001";
inline const std::string kAcs =
    "https://login.flex.us1.twilio.com/login/callback?connection="
    "JQ00000000000000000000000000000001";

inline std::string app_config(const std::string& oauth) {
  return "var appConfig = { sso: { accountSid: 'AC00000000000000000000000000000001' }, " + oauth +
         " };";
}

inline std::string saml_request(const std::string& issuer, const std::string& acs) {
  const std::string xml =
      "<samlp:AuthnRequest xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\"_req1\" "
      "Version=\"2.0\" IssueInstant=\"2026-11-25T12:00:00Z\" AssertionConsumerServiceURL=\"" +
      acs + "\"><saml:Issuer xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">" + issuer +
      "</saml:Issuer></samlp:AuthnRequest>";
  return web::encode_component(base::base64_encode(base::deflate_raw(xml)));
}

inline std::string idp_location(const std::string& issuer = kEntityId,
                                const std::string& acs = kAcs) {
  return kIdp + "?SAMLRequest=" + saml_request(issuer, acs) + "&RelayState=relay-state-1";
}

struct FixedSecrets final : net::SecretStore {
  std::variant<base::Secret, model::Finding> get(const net::SecretWish&) override {
    return base::Secret("correct horse & battery");
  }
  void settle(base::SecretRef secret, const net::SecretFate& fate) override {
    fates.emplace_back(secret, fate.outcome);
  }
  std::vector<std::pair<base::SecretRef, model::SecretOutcome>> fates;  // in the order they came
};

class ScriptedFlex {
 public:
  ScriptedFlex() {
    spec.name = "test";
    spec.setup = model::Setup::SelfHosted;
    spec.url = *web::parse_url(kPage);
    spec.depth = model::Depth::AuthnRequest;
    spec.idp.hosts = {"idp.acme.example"};
    spec.idp.username = "flex-check@acme.example";
    spec.idp.password = model::EnvironmentSource{"PASSWORD"};
  }

  // Fills in what the test did not script itself: the first route that fits wins.
  model::CheckResult run(std::stop_token stop = {}) {
    transport.on_get(kPage, html("<title>Flex</title><script src=/assets/appConfig.js></script>"
                                 "<script src=/static/js/main.1a2b.js></script>"));
    transport.on_get(kAppConfig,
                     answer(200, {{"Content-Type", "text/javascript"}},
                            app_config("oauth: { connection: 'JQ00000000000000000000000000000001', "
                                       "redirectUrl: 'https://agents.acme.example/' }")));
    transport.on(web::Method::Head, kBundle, answer(200, {{"Content-Type", "text/javascript"}}));
    transport.on_get(kBundle, answer(206, {{"Content-Type", "text/javascript"}}, "!function(){}"));
    transport.on_get(kDiscovery, json(R"({"config_list":[{"connection_name":
        "JQ00000000000000000000000000000001","client_id":"X","account_sid":
        "AC00000000000000000000000000000001","active":true}]})"));
    transport.on_get(kAuthorize, redirect_to(kLogin + "?client_id=X"));
    transport.on_get(kLogin, redirect_to(idp_location()));
    transport.on_get(kIdp, html("<form method=post action=/login><input name=user>"
                                "<input type=password name=pass><button>Go</button></form>"));
    return flows::run_check(spec,
                            {.transport = transport,
                             .secrets = secrets,
                             .clock = clock,
                             .progress = {},
                             .run_command = run_command},
                            stop);
  }

  model::CheckSpec spec;
  ScriptedTransport transport;
  FixedSecrets secrets;
  FakeClock clock;
  std::function<base::Result<std::string>(const std::vector<std::string>&)> run_command;
};

inline std::vector<std::string> ids_of(const model::CheckResult& result) {
  std::vector<std::string> ids;
  for (const auto& finding : result.findings) ids.emplace_back(model::info(finding.code).id);
  return ids;
}

// The first finding's id, "" when there is none.
inline std::string first_id(const model::CheckResult& result) {
  return result.findings.empty() ? "" : std::string(model::info(result.findings[0].code).id);
}

}  // namespace flexverify::test
