#include "verifier/serve/alert.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/fake_clock.h"
#include "tests/support/golden.h"
#include "verifier/serve/messages.h"
#include "verifier/serve/notifier.h"

namespace flexverify::serve {
namespace {

using model::Verdict;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::HasSubstr;
using testing_support::expect_golden;

constexpr base::WallTime kNoon = test::FakeClock::kNoon;

config::Receiver receiver(config::ReceiverKind kind) {
  config::Receiver receiver;
  receiver.name = "ops";
  receiver.kind = kind;
  receiver.url = "https://ops.example/hook";
  return receiver;
}

std::optional<AlertKind> due(std::optional<Verdict> before, Verdict now,
                             Verdict from = Verdict::Warning, base::Millis remind = {},
                             base::Millis told_ago = {}) {
  config::Receiver ops = receiver(config::ReceiverKind::Webhook);
  ops.from = from;
  ops.remind = remind;
  return alert_due(ops, {.before = before, .now = now, .told = kNoon - told_ago, .at = kNoon});
}

TEST(AlertDue, OnAChangeOfVerdict) {
  EXPECT_EQ(due(std::nullopt, Verdict::Ok), std::nullopt);
  EXPECT_EQ(due(std::nullopt, Verdict::Critical), AlertKind::Problem);
  EXPECT_EQ(due(Verdict::Ok, Verdict::Ok), std::nullopt);
  EXPECT_EQ(due(Verdict::Ok, Verdict::Warning), AlertKind::Problem);
  EXPECT_EQ(due(Verdict::Unknown, Verdict::Critical), AlertKind::Problem);
  EXPECT_EQ(due(Verdict::Critical, Verdict::Critical), std::nullopt);
  EXPECT_EQ(due(Verdict::Critical, Verdict::Ok), AlertKind::Recovered);
}

TEST(AlertDue, OnlyFromTheLeastVerdictThatAReceiverWants) {
  EXPECT_EQ(due(Verdict::Ok, Verdict::Unknown, Verdict::Critical), std::nullopt);
  EXPECT_EQ(due(Verdict::Unknown, Verdict::Critical, Verdict::Critical), AlertKind::Problem);
  EXPECT_EQ(due(Verdict::Critical, Verdict::Warning, Verdict::Critical), AlertKind::Recovered);
  EXPECT_EQ(due(Verdict::Warning, Verdict::Ok, Verdict::Critical), std::nullopt);
}

TEST(AlertDue, AsAReminder) {
  const auto after = [](base::Millis ago, Verdict now) {
    return due(Verdict::Critical, now, Verdict::Warning, hours{4}, ago);
  };
  EXPECT_EQ(after(hours{3}, Verdict::Critical), std::nullopt);
  EXPECT_EQ(after(hours{4}, Verdict::Critical), AlertKind::Reminder);
  EXPECT_EQ(after(hours{4}, Verdict::Ok), AlertKind::Recovered);
}

base::Json sample() {
  model::CheckResult check;
  check.name = "acme <prod>";
  check.url = "https://agents.acme.example/";
  check.verdict = Verdict::Critical;
  check.reached = model::Depth::Assertion;
  model::Finding finding =
      model::make_mismatch(model::Code::SamlAudienceMismatch, "the assertion is for another",
                           "urn:flex:JQ1\x1b[31m", "urn:flex:JQ2");
  finding.fix = model::Fix{"Okta", "Edit SAML integration", "Audience URI (SP Entity ID)"};
  check.findings = {finding};
  return make_alert(AlertKind::Problem, check, Verdict::Ok, kNoon,
                    "https://checks.example/target?name=acme");
}

TEST(AlertBody, SaysWhatToChange) {
  expect_golden("tests/unit/serve/golden/alert.txt", sample().text("text"));
  expect_golden("tests/unit/serve/golden/alert.json", base::dump_json(sample(), 2) + "\n");
}

TEST(AlertBody, ForSlackAndPagerDuty) {
  expect_golden("tests/unit/serve/golden/slack.json",
                base::dump_json(slack_body(sample()), 2) + "\n");
  expect_golden("tests/unit/serve/golden/pagerduty.json",
                base::dump_json(pagerduty_body(sample()), 2) + "\n");
}

TEST(AlertBody, OnlyWhatKeepsAgentsOutWakesSomebody) {
  const auto severity = [](model::Code code) {
    model::CheckResult check;
    check.findings = {model::make_finding(code, "so it was")};
    check.verdict = model::verdict_of(check.findings, model::Goal::NotReached);
    const base::Json alert = make_alert(AlertKind::Problem, check, Verdict::Ok, kNoon, "");
    return pagerduty_body(alert).find("payload")->text("severity");
  };
  EXPECT_EQ(severity(model::Code::AcsRejected), "critical");
  EXPECT_EQ(severity(model::Code::SamlAudienceMismatch), "critical");
  for (const model::Code code :
       {model::Code::CredentialsRejected, model::Code::AccountLocked, model::Code::MfaRejected,
        model::Code::UserNotAssigned, model::Code::PageNotRecognised, model::Code::TlsExpiresSoon})
    EXPECT_EQ(severity(code), "warning") << model::info(code).id;
}

TEST(AlertBody, ARefusedAccountSaysHowFarItWasChecked) {
  model::CheckResult check;
  check.name = "acme";
  check.verdict = Verdict::Critical;
  check.reached = model::Depth::AuthnRequest;
  check.findings = {model::make_finding(model::Code::CredentialsRejected, "wrong password")};
  const base::Json alert = make_alert(AlertKind::Problem, check, Verdict::Ok, kNoon, "");
  EXPECT_THAT(
      alert.text("text"),
      testing::HasSubstr("test account refused; the login was checked up to the sign-in page\n"));
}

TEST(AlertBody, ARecoveryResolves) {
  model::CheckResult check;
  check.name = "acme";
  check.verdict = Verdict::Ok;
  check.reached = model::Depth::Loaded;
  const base::Json alert = make_alert(AlertKind::Recovered, check, Verdict::Critical, kNoon, "");
  EXPECT_EQ(alert.text("text"), "acme: ok, was critical (Safe to click Finish: yes)\n");
  EXPECT_EQ(pagerduty_body(alert).text("event_action"), "resolve");
  EXPECT_EQ(alert.find("finding"), nullptr);
}

// Answers with a status and keeps what was sent.
struct Post {
  std::string url, authorization, body;
};
class FakeReceiver : public net::Transport {
 public:
  FakeReceiver(int status, std::vector<Post>& posts) : status_(status), posts_(posts) {}
  net::WireExchange send(const net::WireRequest& request, const net::Limits&,
                         std::stop_token) override {
    const std::string* bearer = web::find_header(request.headers, "Authorization");
    posts_.push_back({web::to_string(request.url), bearer == nullptr ? "" : *bearer, request.body});
    net::WireExchange exchange;
    if (status_ == 0)
      exchange.outcome = net::Failure{net::FailureKind::Connect, "connection refused"};
    else
      exchange.outcome = web::Response{.status = status_, .headers = {}, .body = {}};
    return exchange;
  }

 private:
  int status_;
  std::vector<Post>& posts_;
};

class NotifierTest : public testing::Test {
 protected:
  NotifierServices services() {
    return {.transport =
                [this](const config::Receiver&) -> base::Result<std::unique_ptr<net::Transport>> {
              return std::make_unique<FakeReceiver>(status_, posts_);
            },
            .secret =
                [](const model::SecretSource& source, std::string_view) {
                  return base::Result<base::Secret>(
                      base::Secret(std::get<model::FileSource>(source).path));
                },
            .run_command =
                [this](const std::vector<std::string>& arguments) {
                  commands_.push_back(arguments);
                  return base::Result<std::string>("");
                }};
  }

  void queue(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i)
      ASSERT_TRUE(store_->use([&](Database& database) {
        return queue_message(database, "ops", "acme", R"({"text":"t"})", clock_.now());
      }));
  }
  std::size_t waiting() { return *store_->use(waiting_messages); }

  int status_ = 200;
  std::vector<Post> posts_;
  std::vector<std::vector<std::string>> commands_;
  std::string log_;
  test::FakeClock clock_;
  std::unique_ptr<Store> store_ = *Store::open("", [](std::string_view) {});
  Notifier notifier_{*store_, clock_, services(), [this](std::string_view text) { log_ += text; }};
};

TEST_F(NotifierTest, SecretsArePutInAtTheLastMoment) {
  config::Receiver chat = receiver(config::ReceiverKind::Slack);
  chat.secret_url = model::FileSource{"https://hooks.chat.example/T0/secret"};
  ASSERT_TRUE(deliver(chat, sample(), services(), {}));
  EXPECT_EQ(posts_[0].url, "https://hooks.chat.example/T0/secret");
  config::Receiver pager = receiver(config::ReceiverKind::PagerDuty);
  pager.secret = model::FileSource{"routing-key"};
  ASSERT_TRUE(deliver(pager, sample(), services(), {}));
  EXPECT_THAT(posts_[1].body, HasSubstr(R"("routing_key":"routing-key")"));
  config::Receiver hook = receiver(config::ReceiverKind::Webhook);
  hook.secret = model::FileSource{"bearer"};
  ASSERT_TRUE(deliver(hook, sample(), services(), {}));
  EXPECT_EQ(posts_[2].authorization, "Bearer bearer");
  config::Receiver command = receiver(config::ReceiverKind::Command);
  command.command = {"notify", "--now"};
  ASSERT_TRUE(deliver(command, sample(), services(), {}));
  EXPECT_EQ(base::parse_json(commands_[0].at(2))->text("target"), "acme <prod>");
}

TEST_F(NotifierTest, NothingGoesOutInTheClear) {
  config::Receiver hook = receiver(config::ReceiverKind::Webhook);
  hook.secret_url = model::FileSource{"http://hooks.chat.example/"};
  EXPECT_EQ(deliver(hook, sample(), services(), {}).error().what, "its URL is not https");
  EXPECT_TRUE(posts_.empty());
}

TEST_F(NotifierTest, AFailureIsTriedAgainWithGrowingPauses) {
  notifier_.replace({receiver(config::ReceiverKind::Webhook)});
  queue(2);
  status_ = 503;
  notifier_.deliver_due({});
  EXPECT_EQ(posts_.size(), 1U) << "the second waits as well";
  EXPECT_THAT(log_, HasSubstr("it answered 503"));
  clock_.advance(seconds{9});
  notifier_.deliver_due({});
  EXPECT_EQ(posts_.size(), 2U) << "the second one's first try";
  status_ = 0;
  clock_.advance(seconds{1});
  notifier_.deliver_due({});
  EXPECT_THAT(log_, HasSubstr("connection refused"));
  clock_.advance(seconds{19});
  status_ = 200;
  notifier_.deliver_due({});
  EXPECT_EQ(waiting(), 1U);
  clock_.advance(seconds{1});
  notifier_.deliver_due({});
  EXPECT_EQ(waiting(), 0U);
  EXPECT_EQ(notifier_.counts().delivered, 2U);
  EXPECT_EQ(notifier_.counts().failed, 3U);
}

TEST_F(NotifierTest, GivesUpAfterADayOrWhenTheReceiverIsGone) {
  queue(1);
  notifier_.deliver_due({});
  EXPECT_EQ(waiting(), 0U) << "no receiver has this name";
  notifier_.replace({receiver(config::ReceiverKind::Webhook)});
  queue(1);
  clock_.advance(hours{25});
  notifier_.deliver_due({});
  EXPECT_TRUE(posts_.empty());
  EXPECT_EQ(notifier_.counts().dropped, 2U);
}

}  // namespace
}  // namespace flexverify::serve
