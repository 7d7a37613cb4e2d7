// Runs that no login made: one that works, one with a wrong value, one that cannot tell, and all
// of them together.
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "verifier/model/run.h"

namespace flexverify::reports {

inline base::WallTime sample_time(int milliseconds = 0) {
  using namespace std::chrono;
  return base::WallTime(sys_days(2026y / November / 25d)) + base::Millis{11'045'678 + milliseconds};
}

inline const std::string kAccount = "AC00000000000000000000000000000001";
inline const std::string kConnection = "JQ0000000000000000000000000000a001";

inline model::Exchange sample_exchange(std::size_t n, std::string method, std::string url,
                                       int status) {
  model::Exchange exchange;
  exchange.n = n;
  exchange.method = std::move(method);
  exchange.url = std::move(url);
  exchange.status = status;
  exchange.started = sample_time(static_cast<int>(n) * 40);
  exchange.timings = {.dns = base::Millis{1},
                      .connect = base::Millis{2},
                      .tls = base::Millis{9},
                      .wait = base::Millis{21},
                      .receive = base::Millis{4},
                      .total = base::Millis{37}};
  exchange.bytes = 4096;
  exchange.protocol = "HTTP/2";
  exchange.peer = "127.0.0.1:443";
  return exchange;
}

inline model::Step sample_step(std::string leg, model::StepState state, std::string summary,
                               std::size_t first, std::size_t last, int milliseconds) {
  return {.leg = std::move(leg),
          .state = state,
          .summary = std::move(summary),
          .first_exchange = first,
          .last_exchange = last,
          .duration = base::Millis{milliseconds}};
}

inline model::CheckResult sample_start(std::string name) {
  using enum model::StepState;
  model::CheckResult check;
  check.name = std::move(name);
  check.setup = model::Setup::SelfHosted;
  check.url = "https://agents.acme.example/";
  check.connection = model::ConnectionKind::OAuth2;
  check.started = sample_time();
  check.idp_adapter = "okta";
  check.idp_hosts = {"acme.okta.example"};
  check.connected_ahead = {"services.twilio.com", "acme.okta.example"};
  check.asked_in_vain = {"GET https://flex.twilio.com/plugins?roles=agent"};
  check.flex.account_sid = kAccount;
  check.flex.connection = kConnection;
  check.steps = {
      sample_step("page", Passed, "agents.acme.example serves Flex UI 2.17.1, oauth configured", 1,
                  2, 84),
      sample_step("start", Passed,
                  "connection JQ…a001 is active; authorize accepted the redirect URL", 3, 5, 112),
      sample_step("request", Passed,
                  "acme.okta.example; Entity ID and ACS are the enhanced connection's", 6, 6, 203),
  };
  check.exchanges = {
      sample_exchange(1, "GET", "https://agents.acme.example/", 200),
      sample_exchange(2, "GET", "https://agents.acme.example/assets/config/appConfig.js", 200),
      sample_exchange(
          3, "GET",
          "https://services.twilio.com/v1/Flex/Authentication/Config?AccountSid=" + kAccount, 200),
      sample_exchange(4, "GET",
                      "https://services.twilio.com/v1/Flex/Authorize?codeChallenge=" +
                          std::string("<redacted:01234567>&state=<redacted:89abcdef>"),
                      302),
      sample_exchange(5, "GET", "https://login.flex.us1.twilio.com/authorize", 302),
      sample_exchange(6, "GET", "https://acme.okta.example/app/flex/sso/saml", 200)};
  check.exchanges[3].location = "https://login.flex.us1.twilio.com/authorize";
  check.exchanges[4].cookies_set = {"auth0", "did"};
  check.saml_request = model::SamlRequestFacts{
      .id = "<redacted:0badcafe>",
      .issuer = "urn:flex:" + kConnection,
      .acs_url = "https://login.flex.us1.twilio.com/login/callback?connection=" + kConnection,
      .destination = "https://acme.okta.example/app/flex/sso/saml",
      .binding = "HTTP-Redirect",
      .name_id_format = "",
      .signed_request = false};
  check.compared = {{"request issuer", check.saml_request->issuer, check.saml_request->issuer,
                     model::ComparedWith::User, model::ComparedOutcome::Equal},
                    {"request acs url", check.saml_request->acs_url, check.saml_request->acs_url,
                     model::ComparedWith::User, model::ComparedOutcome::Equal}};
  check.certificates = {{.use = "tls acme.okta.example",
                         .subject = "CN=acme.okta.example",
                         .sha256 = std::string(64, 'a'),
                         .not_after = sample_time() + std::chrono::hours(24 * 200),
                         .days_left = 200}};
  return check;
}

inline model::CheckResult working_check() {
  using enum model::StepState;
  model::CheckResult check = sample_start("acme-prod");
  check.reached = model::Depth::Loaded;
  check.verdict = model::Verdict::Warning;
  check.duration = base::Millis{1505};
  check.flex.roles = {"agent"};
  check.flex.ui_version = "2.17.1";
  const std::vector<model::Step> rest = {
      sample_step("sign-in", Passed, "okta: identify → password → TOTP", 7, 9, 641),
      sample_step("assertion", Passed,
                  "response and assertion signed (RSA-SHA256), valid 5 min, roles: agent", 0, 0, 3),
      sample_step("acs", Passed, "login.flex.us1.twilio.com accepted the assertion", 10, 10, 95),
      sample_step("landing", Passed, "code and state came back to https://agents.acme.example/", 11,
                  11, 92),
      sample_step("token", Passed, "agent, flex-check@acme.example, account AC…0001", 12, 12, 155),
      sample_step("loaded", Passed, "configuration read with the token; bundle served (6.1 MB)", 13,
                  14, 120)};
  check.steps.insert(check.steps.end(), rest.begin(), rest.end());
  model::Finding soon = model::make_finding(model::Code::SamlCertificateExpiresSoon,
                                            "Okta's signing certificate ends 2026-12-11 (16 days)");
  soon.fix = model::Fix{.party = "Okta", .page = "Sign On", .field = "SAML Signing Certificates"};
  check.findings = {soon};
  return check;
}

inline model::CheckResult wrong_value_check() {
  using enum model::StepState;
  model::CheckResult check = sample_start("acme-stage");
  check.reached = model::Depth::Assertion;
  check.verdict = model::Verdict::Critical;
  check.duration = base::Millis{1912};
  check.exchanges.push_back(
      sample_exchange(7, "POST", "https://login.microsoftonline.example/common/login", 200));
  check.exchanges.push_back(sample_exchange(
      8, "POST", "https://login.flex.us1.twilio.com/login/callback?connection=" + kConnection,
      403));
  check.exchanges[1].ahead = true;
  check.exchanges[7].cookies_withheld = {
      {"auth0", "SameSite=Lax, and the request is a POST from another site"}};
  check.steps.push_back(sample_step(
      "sign-in", Passed, "entra: user name → password → stay signed in? (no)", 7, 7, 812));
  check.steps.push_back(
      sample_step("assertion", Failed, "the assertion is for another audience", 0, 0, 2));
  check.steps.push_back(
      sample_step("acs", Failed, "login.flex.us1.twilio.com refused it (403)", 8, 8, 140));
  model::Finding cause = model::make_mismatch(
      model::Code::SamlAudienceMismatch,
      "This is the Entity ID of the legacy connection: the identity provider still holds the old "
      "values.",
      "https://iam.twilio.com/v1/Accounts/" + kAccount + "/saml2/metadata",
      "urn:flex:" + kConnection);
  cause.exchange = 7;
  cause.fix = model::Fix{.party = "Azure AD",
                         .page = "SAML › General SAML settings",
                         .field = "Identifier (Entity ID)"};
  model::Finding symptom = model::make_finding(model::Code::AcsRejected, "It answered 403.");
  symptom.exchange = 8;
  symptom.follows_from = model::Code::SamlAudienceMismatch;
  check.findings = {cause, symptom};
  check.saml_response = model::SamlResponseFacts{
      .issuer = "https://sts.windows.example/tenant/",
      .status = "urn:oasis:names:tc:SAML:2.0:status:Success",
      .status_message = "",
      .audience = cause.found,
      .destination = check.saml_request->acs_url,
      .recipient = check.saml_request->acs_url,
      .in_response_to = "<redacted:0badcafe>",
      .name_id_format = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
      .name_id = "<redacted:12345678>",
      .response_signature = "none",
      .assertion_signature = "rsa-sha256, verified",
      .issued = sample_time(900),
      .not_before = sample_time(900),
      .not_on_or_after = sample_time(300'900),
      .session_not_on_or_after = std::nullopt,
      .attributes = {{.name = "roles", .values = {"agent"}}}};
  const std::string issuer = check.saml_response->issuer;
  check.compared.push_back(
      {"issuer", issuer, issuer, model::ComparedWith::Pasted, model::ComparedOutcome::Equal});
  check.compared.push_back({"audience", cause.found, cause.expected, model::ComparedWith::User,
                            model::ComparedOutcome::Different});
  check.compared.push_back({"assertion signature", "sha256 " + std::string(64, 'c'), "",
                            model::ComparedWith::Nothing, model::ComparedOutcome::NotCompared});
  return check;
}

// A hostile server: its texts hold escapes, direction marks, bytes that are no UTF-8, and no end.
inline model::CheckResult unclear_check() {
  using enum model::StepState;
  model::CheckResult check = sample_start("grüße-客服-with-a-rather-long-name");
  check.reached = model::Depth::AuthnRequest;
  check.verdict = model::Verdict::Unknown;
  check.duration = base::Millis{1021};
  check.steps.push_back(sample_step(
      "sign-in", Unclear, "google asks for a captcha \x1b[31mred\x1b[0m \xff\u202e", 7, 7, 61'020));
  model::Finding captcha = model::make_finding(
      model::Code::BotProtection,
      "accounts.google.example shows a captcha to this machine; nothing was tried twice.");
  captcha.exchange = 7;
  captcha.found = "\x1b]0;title\x07" + std::string(150, 'x');
  check.exchanges.push_back(
      sample_exchange(7, "GET", "https://accounts.google.example/v3/signin", 0));
  check.exchanges[6].error = "the connection was closed";
  model::Finding note = model::make_finding(model::Code::ConnectionInactive,
                                            "The connection is not the active one yet.");
  note.severity = model::Severity::Note;
  check.findings = {captcha, note};
  return check;
}

inline model::Run run_of(std::vector<model::CheckResult> checks) {
  model::Run run;
  run.tool_version = "0.1.0";
  run.started = sample_time();
  for (const model::CheckResult& check : checks) {
    run.duration += check.duration;
    run.verdict = model::worst(run.verdict, check.verdict);
  }
  run.checks = std::move(checks);
  return run;
}

struct SampleRun {
  std::string name;
  model::Run run;
};

inline std::vector<SampleRun> sample_runs() {
  model::CheckResult page_only = sample_start("page-only");
  page_only.depth = model::Depth::Page;
  page_only.reached = model::Depth::Page;
  page_only.verdict = model::Verdict::Ok;
  page_only.steps.resize(1);
  page_only.exchanges.resize(2);
  page_only.duration = base::Millis{84};
  page_only.saml_request = {};
  model::CheckResult nothing;
  nothing.name = "nothing";
  nothing.started = sample_time();
  nothing.findings = {model::make_finding(model::Code::InternalBug, "")};
  return {{"ok", run_of({working_check()})},
          {"wrong-value", run_of({wrong_value_check()})},
          {"unknown", run_of({unclear_check()})},
          {"page-only", run_of({page_only})},
          {"several",
           run_of({working_check(), wrong_value_check(), unclear_check(), page_only, nothing})}};
}

}  // namespace flexverify::reports
