// A connection that is not active any more is told from one that is not active yet.
#include "verifier/serve/switched_off.h"

#include <gtest/gtest.h>

#include "tests/support/fake_clock.h"
#include "verifier/serve/history.h"

namespace flexverify::serve {
namespace {

using model::Severity;
using model::Verdict;

const std::string kConnection = "JQ0000000000000000000000000000a001";

model::CheckResult run_of(const std::string& connection) {
  model::CheckResult run;
  run.name = "acme";
  run.started = test::FakeClock::kNoon;
  run.flex.connection = connection;
  run.reached = model::Depth::Loaded;
  run.verdict = Verdict::Ok;
  model::Exchange discovery;
  discovery.n = 1;
  discovery.method = "GET";
  discovery.status = 200;
  discovery.started = run.started;
  discovery.url = "https://services.twilio.com/v1/Flex/Authentication/Config?AccountSid=AC1";
  run.exchanges = {discovery};
  return run;
}

model::CheckResult inactive(const std::string& connection) {
  model::CheckResult run = run_of(connection);
  model::Finding note = model::make_mismatch(model::Code::ConnectionInactive, "not active yet",
                                             connection + " inactive", "active");
  note.severity = Severity::Note;
  run.findings = {note};
  return run;
}

// The runs of one target, one after the other, each kept as `serve` keeps it.
class SwitchedOff : public testing::Test {
 protected:
  Severity after(model::CheckResult run) {
    warn_where_it_was_active(run, *store_);
    const model::Run whole = model::run_of_one("1.0", run);
    EXPECT_TRUE(store_->use(
        [&](Database& database) { return keep_run(database, whole, {}, run.started); }));
    last_ = run.verdict;
    return run.findings.empty() ? Severity::Note : run.findings.front().severity;
  }

  std::unique_ptr<Store> store_ = *Store::open("", [](std::string_view) {});
  Verdict last_ = Verdict::Unknown;
};

TEST_F(SwitchedOff, IsANoteWhereItNeverWasActive) {
  EXPECT_EQ(after(inactive(kConnection)), Severity::Note);
  EXPECT_EQ(after(inactive(kConnection)), Severity::Note);
  EXPECT_EQ(last_, Verdict::Ok);
}

TEST_F(SwitchedOff, IsAWarningOnceItWasActive) {
  after(inactive(kConnection));
  after(run_of(kConnection));
  EXPECT_EQ(after(inactive(kConnection)), Severity::Warning);
  EXPECT_EQ(last_, Verdict::Warning);
  EXPECT_EQ(after(inactive(kConnection)), Severity::Warning) << "and stays one";
}

TEST_F(SwitchedOff, AnotherConnectionAndARunThatSawNothingSayNothing) {
  after(run_of("JQ0000000000000000000000000000b002"));
  model::CheckResult unread = run_of(kConnection);
  unread.exchanges[0].status = 503;
  after(unread);
  EXPECT_EQ(after(inactive(kConnection)), Severity::Note);
}

}  // namespace
}  // namespace flexverify::serve
