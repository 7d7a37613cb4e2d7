// The three principles above the table of codes: what was let in, what is this machine's fault, and
// what a switch back left.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "flows/legs.h"
#include "flows/let_in.h"
#include "flows/this_machine.h"
#include "tests/flows/scripted_flex.h"
#include "tests/support/lab_login.h"
#include "verifier/base/files.h"

namespace flexverify::test {
namespace {

using flows::Forgery;
using flows::LetIn;
using model::Code;
using model::Severity;
using net::FailureKind;
using testing::HasSubstr;

// --- Who let it in outranks us ---

Severity after(LetIn let_in, Code code, Forgery forgery = Forgery::Shown) {
  std::vector<model::Finding> findings = {model::make_finding(code, "found.")};
  findings[0].severity = Severity::Critical;
  flows::outrank_the_audit(let_in, forgery, findings);
  return findings[0].severity;
}

TEST(LetInBy, TheAcsRefutesWhatIsSaidOfTheMessage) {
  for (const Code code : {Code::SamlAudienceMismatch, Code::SamlExpired, Code::SamlIssuerMismatch,
                          Code::SamlCertificateExpired, Code::SamlSubjectConfirmation}) {
    EXPECT_EQ(after(LetIn::Nobody, code), Severity::Critical);
    EXPECT_EQ(after(LetIn::Message, code), Severity::Warning);
    EXPECT_EQ(after(LetIn::Person, code), Severity::Warning);
  }
}

TEST(LetInBy, OnlyATokenRefutesWhatIsSaidOfClaims) {
  for (const Code code : {Code::ClaimMissing, Code::ClaimMisnamed, Code::RoleInvalid}) {
    EXPECT_EQ(after(LetIn::Message, code), Severity::Critical);
    EXPECT_EQ(after(LetIn::Person, code), Severity::Warning);
  }
}

TEST(LetInBy, NobodyRefutesForgeryNorTheUser) {
  for (const Code code :
       {Code::SamlSignatureInvalid, Code::SamlUnsafeXml, Code::SamlMultipleAssertions,
        Code::RoleMissing, Code::BrowserRefuses, Code::TokenInvalid})
    EXPECT_EQ(after(LetIn::Person, code), Severity::Critical) << model::info(code).id;
}

TEST(LetInBy, AStepThatNothingCriticalIsLeftOfHasPassed) {
  std::vector<model::Finding> findings = {model::make_finding(Code::SamlExpired, "found.")};
  std::vector<model::Step> steps(1);
  steps[0].leg = "assertion";
  steps[0].state = model::StepState::Failed;
  flows::settle_the_audit(findings, steps);
  EXPECT_EQ(steps[0].state, model::StepState::Failed);
  flows::outrank_the_audit(LetIn::Message, Forgery::Shown, findings);
  flows::settle_the_audit(findings, steps);
  EXPECT_EQ(steps[0].state, model::StepState::Passed);
}

TEST(LetInBy, AnAlgorithmThatWasTakenIsNoForgery) {
  EXPECT_EQ(after(LetIn::Message, Code::SamlSignatureInvalid, Forgery::NotShown),
            Severity::Warning);
}

TEST(LetInBy, WhatNobodyCouldCheckIsANoteThen) {
  std::vector<model::Finding> findings = {
      model::make_finding(Code::SamlSignatureUnchecked, "unreadable.")};
  findings[0].severity = Severity::Unknown;
  flows::outrank_the_audit(LetIn::Message, Forgery::NotShown, findings);
  EXPECT_EQ(findings[0].severity, Severity::Note);
}

// --- This machine is not the login ---

base::WallTime at(const char* text) { return base::parse_rfc3339(text).value(); }

TEST(Clock, IsWrongWhenTwoServersAgree) {
  using namespace std::chrono_literals;
  const auto now = at("2026-11-25T12:00:00Z");
  const auto wrong = flows::judge_clock({{"a", 61min}, {"b", 61min + 10s}, {"c", 0min}}, now);
  ASSERT_TRUE(wrong);
  EXPECT_EQ(wrong->detail, "this machine's clock is 61 min behind a and b");
  EXPECT_EQ(wrong->severity, Severity::Unknown);
  EXPECT_EQ(wrong->expected, "2026-11-25T13:01:00Z");
  const auto ahead = flows::judge_clock({{"a", -3min}, {"b", -3min}}, now);
  ASSERT_TRUE(ahead);
  EXPECT_THAT(ahead->detail, HasSubstr("3 min ahead of a and b"));
  EXPECT_FALSE(flows::judge_clock({{"a", 61min}}, now)) << "one server may be wrong itself";
  EXPECT_FALSE(flows::judge_clock({{"a", 61min}, {"b", 10min}}, now)) << "they disagree";
  EXPECT_FALSE(flows::judge_clock({{"a", 100s}, {"b", 100s}}, now)) << "what services tolerate";
}

net::WireExchange dated(net::WireExchange exchange, const char* date) {
  std::get<web::Response>(exchange.outcome).headers.push_back({"Date", date});
  return exchange;
}

TEST(Clock, ThatIsWrongMakesTheVerdictUnknown) {
  ScriptedFlex flex;  // noon of 2026-11-25
  constexpr const char* kDate = "Wed, 25 Nov 2026 14:00:00 GMT";
  flex.transport.on_get(kAuthorize, dated(redirect_to(kLogin + "?client_id=X"), kDate));
  flex.transport.on_get(kLogin, dated(redirect_to(idp_location()), kDate));
  const auto result = flex.run();
  EXPECT_EQ(first_id(result), "clock-wrong");
  EXPECT_EQ(result.verdict, model::Verdict::Unknown);
}

struct Outage {
  FailureKind kind;
  const char* id;
};
constexpr Outage kOutages[] = {{FailureKind::Dns, "dns-failed"},
                               {FailureKind::TlsUntrusted, "tls-untrusted"},
                               {FailureKind::Proxy, "proxy-failed"},
                               {FailureKind::Timeout, "timeout"}};

TEST(Reach, IsThePagesFaultOnlyWhileOtherHostsWork) {
  for (const Outage& outage : kOutages) {
    ScriptedFlex page;
    page.transport.on_get(kPage, failed(outage.kind));
    EXPECT_EQ(first_id(page.run()), outage.id);
    EXPECT_EQ(page.run().verdict, model::Verdict::Critical) << outage.id;
    ScriptedFlex machine;
    machine.transport.on_get(kPage, failed(outage.kind));
    machine.transport.on_get(kDiscovery, failed(outage.kind));
    const auto result = machine.run();
    EXPECT_EQ(first_id(result), outage.id);
    EXPECT_EQ(result.verdict, model::Verdict::Unknown) << outage.id;
    EXPECT_THAT(result.findings[0].detail, HasSubstr("nothing is known about agents"));
    EXPECT_EQ(model::owner_of(result.findings[0]), model::Owner::Verifier);
    EXPECT_EQ(result.steps.back().state, model::StepState::Unclear);
  }
}

TEST(Reach, APageThatDoesNotAnswerToConnectionsIsNotThisMachine) {
  ScriptedFlex flex;
  flex.transport.on_get(kPage, failed(FailureKind::Connect));
  flex.transport.on_get(kDiscovery, failed(FailureKind::Connect));
  EXPECT_EQ(flex.run().verdict, model::Verdict::Critical);
}

TEST(Reach, TwiliosOwnHostsAreTrustedByEverybodyElse) {
  ScriptedFlex flex;
  flex.transport.on_get(kAuthorize, failed(FailureKind::TlsUntrusted));
  const auto result = flex.run();
  EXPECT_EQ(first_id(result), "tls-untrusted");
  EXPECT_EQ(result.verdict, model::Verdict::Unknown);
  EXPECT_THAT(result.findings[0].detail, HasSubstr("public host of Twilio's"));
}

TEST(Reach, AProviderThatIsAwayIsNoFaultOfThisMachine) {
  for (const Outage& outage : kOutages) {
    ScriptedFlex flex;
    flex.transport.on_get(kIdp, failed(outage.kind));
    const auto result = flex.run();
    EXPECT_EQ(first_id(result), outage.id);
    EXPECT_EQ(result.verdict, model::Verdict::Critical) << outage.id;
  }
}

// --- Tokens ---

TEST(Exchange, IsTheOneOfThePagesUi) {
  using model::Setup;
  using oauth::Exchange;
  for (const char* version : {"2.17.1", "2.12.0", "3.0.0", ""})
    EXPECT_EQ(flows::exchange_of(Setup::SelfHosted, version), Exchange::A) << version;
  for (const char* version : {"2.11.1", "2.7.2", "1.34.6"})
    EXPECT_EQ(flows::exchange_of(Setup::SelfHosted, version), Exchange::B) << version;
  EXPECT_EQ(flows::exchange_of(Setup::Hosted, "2.17.1"), Exchange::B);
}

// --- Legacy, and after a switch back ---

void make_legacy(ScriptedFlex& flex) {
  const std::string iam = "https://iam.twilio.com/v1/Accounts/AC00000000000000000000000000000001";
  flex.spec.connection = model::ConnectionKind::Legacy;
  flex.transport.on_get(kAppConfig,
                        answer(200, {{"Content-Type", "text/javascript"}}, app_config("x: 1")));
  flex.transport.on_post(
      iam + "/authenticate",
      json("{\"location\":\"" + idp_location(iam + "/saml2/metadata", iam + "/saml2") + "\"}"));
}

TEST(Legacy, IsDeprecatedAfterTwiliosDeadline) {
  ScriptedFlex before, later;
  make_legacy(before);
  make_legacy(later);
  before.clock.set_now(at("2026-03-31T23:59:59Z"));
  later.clock.set_now(at("2026-04-01T00:00:00Z"));
  EXPECT_EQ(first_id(before.run()), "");
  const auto result = later.run();
  EXPECT_EQ(ids_of(result), std::vector<std::string>{"legacy-deprecated"});
  EXPECT_EQ(result.verdict, model::Verdict::Warning);
}

model::CheckResult drilled(std::string_view name) {
  const lab::Drill* drill = lab::drill_named(name);
  lab::Lab lab({.drill = drill});
  lab.start();
  return run_in_lab(lab, spec_for(lab.world(), drill->target), trust_in(lab));
}

TEST(Revert, SaysWhichSideWasLeftAndWhoActs) {
  const auto page = drilled("revert-page-left");
  EXPECT_THAT(page.findings[0].detail, HasSubstr("the page was left"));
  EXPECT_EQ(model::owner_of(page.findings[0]), model::Owner::FlexAdmin);
  const auto console = drilled("revert-console-left-closed");
  EXPECT_THAT(console.findings[0].detail, HasSubstr("the Console was left"));
  EXPECT_EQ(model::owner_of(console.findings[0]), model::Owner::FlexAdmin);
  EXPECT_EQ(console.findings[1].follows_from, Code::RevertIncomplete);
  const auto provider = drilled("revert-idp-left");
  EXPECT_THAT(provider.findings[0].detail, HasSubstr("the identity provider was left"));
  EXPECT_EQ(model::owner_of(provider.findings[0]), model::Owner::IdpAdmin);
  EXPECT_THAT(provider.findings[0].hint, HasSubstr("the migration steps again"));
}

TEST(Revert, AProviderThatDoesNotKnowTheLegacyValuesWasLeft) {
  ScriptedFlex flex;
  make_legacy(flex);
  flex.spec.after_revert = true;
  flex.spec.idp.adapter = "entra";
  flex.transport.on_get(kDiscovery, json(R"({"config_list":[]})"));
  flex.transport.on_get(
      kIdp, html(base::read_file("tests/adapters/entra/error-700016.html", 64 * 1024).value()));
  const auto result = flex.run();
  ASSERT_FALSE(result.findings.empty());
  EXPECT_EQ(ids_of(result).front(), "revert-incomplete") << result.findings[0].detail;
  EXPECT_EQ(ids_of(result).at(1), "idp-app-not-found");
  EXPECT_EQ(model::owner_of(result.findings[0]), model::Owner::IdpAdmin);
}

TEST(Revert, ThatWasDoneSaysWhatTheWayBackTakes) {
  lab::Lab lab({});
  lab.start();
  model::CheckSpec spec = spec_for(lab.world(), "legacy-self-hosted");
  spec.after_revert = true;
  const auto result = run_in_lab(lab, spec, trust_in(lab));
  EXPECT_EQ(ids_of(result), std::vector<std::string>{"legacy-deprecated"});
  EXPECT_THAT(result.findings[0].hint, HasSubstr("the migration steps again"));
}

}  // namespace
}  // namespace flexverify::test
