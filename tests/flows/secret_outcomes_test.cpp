// What became of a secret is recorded at the page that shows it (contract 8.2), and what speaks
// against sending one is seen before.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <optional>

#include "tests/flows/scripted_flex.h"
#include "tests/lab/drills.h"
#include "tests/support/lab_login.h"

namespace flexverify::test {
namespace {

using base::SecretRef;
using model::Code;
using model::SecretOutcome;

const std::string kPost = "https://idp.acme.example/login";
const std::string kForm =
    "<form method=post action=/login><input name=user><input type=password name=pass>"
    "<button>Go</button></form>";

std::string_view outcome_of(const model::CheckResult& result, std::string_view secret) {
  for (const model::SecretFact& fact : result.secrets)
    if (fact.name == secret) return model::name_of(fact.outcome);
  return "";
}

net::WireExchange never_left(net::FailureKind kind) {
  auto exchange = failed(kind);
  exchange.sent = false;
  return exchange;
}

TEST(SecretOutcomes, AreReadFromThePageAfterThePassword) {
  struct Case {
    std::string what;
    net::WireExchange answer;
    std::string_view outcome;
  };
  const std::array cases = {
      Case{"in words", html("<p class=error>Wrong password</p>" + kForm), "refused"},
      Case{"without a word", html(kForm), "refused"},
      Case{"a page that nobody knows and that asks again",
           html("<title>Hm</title><select name=colour><option>red</select><form method=post "
                "action=/login><input type=password name=pass><textarea name=t></textarea></form>"),
           "refused"},
      Case{"a page that nobody knows",
           html("<title>Choose</title><form method=post><select "
                "name=colour><option>red</select></form>"),
           "unanswered"},
      Case{"a shell of scripts", html("<div id=root></div><script src=/app.js></script>"),
           "unanswered"},
      Case{"an error of the server", answer(500), "unanswered"},
      Case{"an error page", answer(404, {{"Content-Type", "text/html"}}, "<p>Gone"), "unanswered"},
      Case{"too many requests", answer(429), "unanswered"},
      Case{"no answer in time", failed(net::FailureKind::Timeout), "unanswered"},
      Case{"a connection that was cut", failed(net::FailureKind::Malformed), "unanswered"},
      Case{"no connection", never_left(net::FailureKind::Connect), "not-sent"},
      Case{"a certificate that nobody trusts", never_left(net::FailureKind::TlsUntrusted),
           "not-sent"},
      Case{"a form for a code",
           html("<form method=post action=/code><input name=otp "
                "autocomplete=one-time-code><button>Go</button></form>"),
           "accepted"},
      Case{"a form for a new password",
           html("<form method=post action=/new><input type=password name=a><input type=password "
                "name=b><button>Go</button></form>"),
           "accepted"},
      Case{"the SAMLResponse",
           html("<form method=post action='" + kAcs +
                "'><input type=hidden name=SAMLResponse "
                "value=" +
                base::base64_encode("<x/>") + "></form>"),
           "accepted"},
  };
  for (const Case& c : cases) {
    ScriptedFlex flex;
    flex.spec.depth = model::Depth::Assertion;
    flex.transport.on_post(kPost, c.answer);
    const auto result = flex.run();
    EXPECT_EQ(outcome_of(result, "password"), c.outcome) << c.what << ": " << first_id(result);
    EXPECT_EQ(outcome_of(result, "one-time-code"), "") << "none is configured";
  }
}

TEST(SecretOutcomes, AreNotSentWithoutAPassword) {
  ScriptedFlex flex;
  EXPECT_EQ(outcome_of(flex.run(), "password"), "not-sent");
}

TEST(SecretOutcomes, ARedirectBackToTheFormIsARefusal) {
  ScriptedFlex flex;
  flex.spec.depth = model::Depth::Assertion;
  flex.transport.on_post(kPost, redirect_to("https://idp.acme.example/login?retry=1"));
  flex.transport.on_get(kPost, html(kForm));
  EXPECT_EQ(outcome_of(flex.run(), "password"), "refused");
}

TEST(SecretOutcomes, AHopThatScriptsMakeSaysNothingYet) {
  ScriptedFlex flex;
  flex.spec.depth = model::Depth::Assertion;
  flex.transport.on_post(kPost, html("<meta http-equiv=refresh content='0;url=/again'>"));
  flex.transport.on_get("https://idp.acme.example/again", html(kForm));
  EXPECT_EQ(outcome_of(flex.run(), "password"), "refused");
}

// What each fault of a look-alike means for the password, by what was planted there.
std::optional<std::string_view> planted_outcome(const lab::Drill& drill) {
  constexpr std::array kRefuse = {Code::CredentialsRejected, Code::AccountLocked,
                                  Code::AccountDisabled};
  constexpr std::array kGoOn = {
      Code::UserNotAssigned, Code::ConsentRequired,      Code::TermsRequired,
      Code::PasswordExpired, Code::MfaEnrolmentRequired, Code::MfaRequired,
      Code::MfaRejected,     Code::MfaTimeout,           Code::MfaCodeUsed};
  if (std::ranges::count(kRefuse, drill.expected) > 0) return "refused";
  if (std::ranges::count(kGoOn, drill.expected) > 0) return "accepted";
  return std::nullopt;
}

TEST(SecretOutcomes, AreThoseThatLookAlikesPlant) {
  int drills = 0;
  for (const lab::Drill& drill : lab::all_drills()) {
    const auto planted = planted_outcome(drill);
    if (drill.look_alike.empty() || !planted) continue;
    lab::Lab lab({.drill = &drill});
    lab.start();
    const auto result = run_in_lab(lab, spec_for(lab.world(), drill.target), trust_in(lab));
    const auto outcome = outcome_of(result, "password");
    if (outcome == "not-sent") continue;  // it shows before the password
    EXPECT_EQ(outcome, *planted) << drill.name << ": " << first_id(result);
    if (drill.expected == Code::MfaRejected || drill.expected == Code::MfaCodeUsed) {
      const bool code = drill.name.find("code") != std::string_view::npos ||
                        drill.name.find("token") != std::string_view::npos;
      if (code) {
        EXPECT_EQ(outcome_of(result, "one-time-code"), "refused") << drill.name;
      }
    }
    ++drills;
  }
  EXPECT_GT(drills, 50);
}

TEST(SecretOutcomes, TheAdviceFitsWhatWasRefused) {
  const auto hint_of_drill = [](std::string_view name) {
    const lab::Drill* drill = lab::drill_named(name);
    lab::Lab lab({.drill = drill});
    lab.start();
    const auto result = run_in_lab(lab, spec_for(lab.world(), drill->target), trust_in(lab));
    EXPECT_EQ(first_id(result), "mfa-rejected") << name;
    return std::string(model::hint_of(result.findings.front()));
  };
  EXPECT_THAT(hint_of_drill("okta-wrong-code"), testing::HasSubstr("TOTP secret"));
  EXPECT_THAT(hint_of_drill("okta-wrong-answer"), testing::HasSubstr("security question"));
}

// --- before a secret is spent

// Neither the provider nor the login service keeps a session: the second login of a run asks for
// what the first one sent.
TEST(SecretOutcomes, ASecondLoginThatAsksAgainRefusesNothing) {
  const auto row = base::parse_json(R"([{"name": "no-session", "changes": [
      {"host": "idp.acme.localhost", "path": "/login", "method": "POST",
       "set": {"Set-Cookie": "LABIDPSESSION=gone; Path=/; Secure"}},
      {"host": "login.flex.us1.twilio.localhost", "path": "/authorize/resume",
       "set": {"Set-Cookie": ["auth0=gone; Path=/; Secure; SameSite=None",
                              "auth0_compat=gone; Path=/; Secure"]}}]}])");
  lab::Lab lab({.drill = lab::drill_named("landing-other-origin"),
                .deviation = lab::read_deviations(*row).value().at(0)});
  lab.start();
  const auto result = run_in_lab(lab, spec_for(lab.world(), "self-hosted"), trust_in(lab));
  ASSERT_FALSE(result.findings.empty());
  EXPECT_EQ(result.findings[0].code, Code::StateMismatch) << result.findings[0].detail;
  EXPECT_EQ(result.verdict, model::Verdict::Unknown);
  EXPECT_NE(result.findings[0].detail.find("secret-would-repeat"), std::string::npos)
      << result.findings[0].detail;
  EXPECT_EQ(outcome_of(result, "password"), "accepted");
}

TEST(BeforeASecret, ACaptchaBesideTheFormIsSeen) {
  ScriptedFlex flex;
  flex.spec.depth = model::Depth::Assertion;
  flex.transport.on_get(kIdp, html("<form method=post action=/login><input name=user><input "
                                   "type=password name=pass><img src=/captcha.png><input "
                                   "name=captchaText required><button>Go</button></form>"));
  const auto result = flex.run();
  EXPECT_EQ(first_id(result), "bot-protection");
  EXPECT_EQ(outcome_of(result, "password"), "not-sent");
}

TEST(BeforeASecret, ACaptchaThatNobodySeesDoesNotMatter) {
  ScriptedFlex flex;
  flex.spec.depth = model::Depth::Assertion;
  flex.transport.on_get(kIdp, html("<form method=post action=/login><input name=user><input "
                                   "type=password name=pass><input type=hidden name=captcha>"
                                   "<button>Go</button></form>"));
  flex.transport.on_post(kPost, html(kForm));
  EXPECT_EQ(outcome_of(flex.run(), "password"), "refused");
}

TEST(BeforeASecret, APageOfAnotherProviderThanTheNamedOneIsSeen) {
  lab::Lab lab({});
  lab.start();
  model::CheckSpec spec = spec_for(lab.world(), "keycloak");
  spec.idp.adapter = "okta";
  const auto result = run_in_lab(lab, spec, trust_in(lab));
  EXPECT_EQ(first_id(result), "wrong-idp");
  EXPECT_EQ(outcome_of(result, "password"), "not-sent");
  EXPECT_EQ(result.findings.front().found, "Keycloak");
}

}  // namespace
}  // namespace flexverify::test
