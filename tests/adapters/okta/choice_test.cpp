// Which of several factors gets the one-time code, and a code that is the second of a login.
#include <gtest/gtest.h>

#include "idp-adapters/okta/choice.h"
#include "tests/adapters/pages.h"

namespace flexverify::idp {
namespace {

using testing_support::page_of;
using testing_support::read;

web::Page answer(std::string_view address, const std::string& file) {
  return page_of("https://acme.okta.example/" + std::string(address),
                 read("tests/adapters/okta/" + file));
}

// The secret of Okta Verify stays on the phone, so ours is Google Authenticator's.
TEST(OktaChoice, PrefersGoogleAuthenticator) {
  for (const std::string file :
       {"select-two-code-apps.json", "challenge-totp-beside-google.json"}) {
    const web::Page page = answer("idp/idx/identify", file);
    const okta::Choice choice = okta::choose(*page.json, example_facts(), {.password_sent = true});
    EXPECT_EQ(choice.rank, okta::Rank::Code) << file;
    EXPECT_EQ(choice.body.text("id"), "id-google_otp") << file;
  }
}

TEST(OktaChoice, GivesNoCodeToTokensOfOthers) {
  for (const std::string key : {"symantec_vip", "rsa_token", "onprem_mfa", "yubikey_token", "tac"})
    EXPECT_EQ(okta::rank_of(key, "otp", example_facts(), {}), okta::Rank::No) << key;
}

// The org's policy took a code, and the application's wants the next one; asked again in the same
// policy, it would be the same code.
TEST(OktaChoice, SendsASecondCodeToTheApplicationsPolicy) {
  const web::Page window = answer("app/flex/exk1/sso/saml", "extra-verification.html");
  const web::Page page = answer("api/v1/authn/introspect", "authn-factor-required.json");
  const PageView window_view(window), view(page);
  const Memory memory{.password_sent = true, .one_time_code_sent = true, .document = &window_view};
  const auto found = recognise(view, adapter_named("okta"));
  ASSERT_TRUE(found);
  const Action action = found->act(view, example_facts(), memory);
  ASSERT_TRUE(std::holds_alternative<Send>(action));
  EXPECT_EQ(std::get<Send>(action).request.secret_use, web::SecretUse::SameAttempt);
}

}  // namespace
}  // namespace flexverify::idp
