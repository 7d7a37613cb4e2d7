// A refusal that names no field says which ones to compare, with the values of this login.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>

#include "tests/flows/scripted_flex.h"
#include "tests/lab/hosts.h"
#include "tests/lab/saml_message.h"
#include "tests/support/lab_login.h"
#include "verifier/base/crypto.h"
#include "verifier/base/text.h"
#include "verifier/saml/certificate.h"

namespace flexverify::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

enum class Metadata { Absent, Given };

// Of the scripted provider; `--idp-metadata` gives it.
std::string metadata_of_script() {
  const lab::Lab lab({});
  const std::string sso_url = lab.world().origin(lab::kIdpHost) + "/sso";
  return base::replace_all(lab::idp_metadata(lab.world()), sso_url, kIdp);
}

bool compared_metadata(const model::CheckResult& result) {
  return std::ranges::count(result.steps, "provider", &model::Step::leg) == 1;
}

// A login, and the finding that came first.
struct Told {
  model::CheckResult result;
  model::Finding finding;
};

Told first_of(model::CheckResult result, model::Code code) {
  EXPECT_EQ(first_id(result), model::info(code).id);
  if (result.findings.empty()) return {};
  model::Finding first = result.findings.front();
  return {std::move(result), std::move(first)};
}

// Each with the provider's metadata and without it.
class FieldsToCompare : public testing::TestWithParam<Metadata> {
 protected:
  // The provider answers to the AuthnRequest with these words.
  static Told refused_with(const std::string& adapter, const std::string& words, model::Code code) {
    ScriptedFlex flex;
    flex.spec.idp.adapter = adapter;
    if (GetParam() == Metadata::Given) flex.spec.idp.metadata_xml = metadata_of_script();
    flex.transport.on_get(kIdp, answer(403, {{"Content-Type", "text/html"}}, words));
    return first_of(flex.run(), code);
  }

  // A login in the lab.
  Told told_under(const lab::Drill& drill) {
    lab_.emplace(lab::Options{.drill = &drill});
    lab_->start();
    spec_ = spec_for(world(), drill.target);
    if (GetParam() == Metadata::Given) spec_.idp.metadata_xml = lab::idp_metadata(world());
    return first_of(run_in_lab(*lab_, spec_, trust_in(*lab_)), drill.expected);
  }
  [[nodiscard]] const lab::World& world() const { return lab_->world(); }

  std::optional<lab::Lab> lab_;
  model::CheckSpec spec_;
};

INSTANTIATE_TEST_SUITE_P(Metadata, FieldsToCompare,
                         testing::Values(Metadata::Absent, Metadata::Given), [](const auto& given) {
                           return given.param == Metadata::Given ? "Given" : "Absent";
                         });

TEST_P(FieldsToCompare, OfAnErrorOfTheProvider) {
  const Told told = refused_with("auto", "<p>Access is denied here.", model::Code::IdpError);
  EXPECT_EQ(compared_metadata(told.result), GetParam() == Metadata::Given);
  EXPECT_THAT(told.finding.hint,
              AllOf(HasSubstr("Entity ID (audience) = " + kEntityId),
                    HasSubstr("ACS URL = " + kAcs), HasSubstr("the request is not signed")));
}

TEST_P(FieldsToCompare, InTheWordsOfTheProvidersConsole) {
  const Told told =
      refused_with("okta", "<p>Unknown issuer of the request.", model::Code::IdpAppNotFound);
  EXPECT_EQ(compared_metadata(told.result), GetParam() == Metadata::Given);
  EXPECT_THAT(told.finding.hint, AllOf(HasSubstr("Audience URI (SP Entity ID) = " + kEntityId),
                                       HasSubstr("Single Sign-On URL (in Okta: Identity Provider "
                                                 "Single Sign-On URL) = " +
                                                 kIdp)));
  ASSERT_TRUE(told.finding.fix);
  EXPECT_EQ(told.finding.fix->field, "Audience URI (SP Entity ID)");
}

TEST_P(FieldsToCompare, OfAnErrorWithWhichTwilioEndsTheLogin) {
  const Told told = told_under(*lab::drill_named("oauth-error"));
  EXPECT_EQ(compared_metadata(told.result), GetParam() == Metadata::Given);
  EXPECT_THAT(told.finding.hint,
              AllOf(HasSubstr("attributes (claims) = email, full_name, roles"),
                    HasSubstr("NameID = urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress")));
}

TEST_P(FieldsToCompare, OfAResponseThatTheAcsRefuses) {
  const Told told = told_under(*lab::drill_named("relay-state-lost"));
  EXPECT_EQ(compared_metadata(told.result), GetParam() == Metadata::Given);
  const std::string certificate = base::hex_encode(
      base::sha256(saml::certificate_der(world().idp_key->certificate_pem()).value()));
  EXPECT_THAT(told.finding.hint,
              AllOf(HasSubstr("Entity ID (audience) = " + spec_.expect.entity_id),
                    HasSubstr("ACS URL = " + spec_.expect.acs_url),
                    HasSubstr("signature of response and assertion = response rsa-sha256"),
                    HasSubstr("X.509 Certificate (in identity provider: signing certificate) = "
                              "SHA-256 " +
                              certificate),
                    HasSubstr("Identity Provider Issuer (in identity provider: issuer (entity "
                              "ID)) = " +
                              lab::idp_issuer(world()))));
}

TEST_P(FieldsToCompare, OfAnAcsUrlThatIsNotRegistered) {
  const Told told = refused_with("keycloak", "<p>This reply URL is not registered.",
                                 model::Code::IdpAcsNotRegistered);
  EXPECT_THAT(told.finding.hint, HasSubstr(" = " + kAcs));
  ASSERT_TRUE(told.finding.fix);
  EXPECT_EQ(told.finding.fix->party, "Keycloak");
}

}  // namespace
}  // namespace flexverify::test
