#include "reports/run_reader.h"

#include <gtest/gtest.h>

#include "reports/renderer.h"
#include "sample_runs.h"
#include "verifier/base/text.h"

namespace flexverify::reports {
namespace {

TEST(RunReader, ReadsWhatWasWritten) {
  for (const auto& [name, run] : sample_runs()) {
    const std::string json = render_json(run, {});
    const auto again = read_run(json);
    ASSERT_TRUE(again) << name << ": " << again.error().where << ": " << again.error().what;
    EXPECT_EQ(render_json(*again, {}), json) << name;
    EXPECT_EQ(render_text(*again, {}), render_text(run, {})) << name;
  }
}

TEST(RunReader, SaysWhereAFaultIs) {
  const std::string good = render_json(run_of({wrong_value_check()}), {});
  const struct {
    std::string from, to, where;
  } cases[] = {
      {"\"flexverify-run/1\"", "\"flexverify-run/2\"", "/schema"},
      {"\"saml-audience-mismatch\"", "\"saml-no-such\"", "/checks/0/findings/0/code"},
      {"\"state\": \"passed\"", "\"state\": \"fine\"", "/checks/0/steps/0/state"},
      {"\"n\": 1,", "\"n\": -1,", "/checks/0/exchanges/0/n"},
      {"\"method\": \"GET\"", "\"method\": 7", "/checks/0/exchanges/0/method"},
  };
  for (const auto& c : cases) {
    ASSERT_TRUE(base::contains(good, c.from)) << c.from;
    const auto run = read_run(base::replace_all(good, c.from, c.to));
    ASSERT_FALSE(run) << c.to;
    EXPECT_EQ(run.error().where, c.where);
  }
  EXPECT_FALSE(read_run("{"));
  EXPECT_FALSE(read_run("[]"));
  EXPECT_FALSE(read_run(""));
}

// What is not there is empty: a run of another version is not refused for that.
TEST(RunReader, TakesARunWithoutTheNewerKeys) {
  const auto run = read_run(
      R"({"schema":"flexverify-run/1","tool":{"name":"flexverify","version":"0.0.9"},
          "started":"2026-11-25T03:04:05Z","duration_ms":1,"verdict":"ok","checks":[{"name":"a",
          "setup":"hosted","connection":"oauth2","depth":"loaded","reached":"none","verdict":"ok",
          "started":"2026-11-25T03:04:05Z","duration_ms":1}]})");
  ASSERT_TRUE(run) << run.error().where << run.error().what;
  EXPECT_EQ(run->checks.front().reached, model::Depth::None);
  EXPECT_TRUE(run->checks.front().exchanges.empty());
}

}  // namespace
}  // namespace flexverify::reports
