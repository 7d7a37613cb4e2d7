// Requests beside each other change nothing of a login but its time: every drill is run both ways.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/drill_table.h"
#include "tests/support/lab_login.h"
#include "verifier/base/text.h"

namespace flexverify::test {
namespace {

// The wire, without what may be sent before its turn.
class InTurn final : public net::Transport {
 public:
  explicit InTurn(std::unique_ptr<net::Transport> wire) : wire_(std::move(wire)) {}
  net::WireExchange send(const net::WireRequest& request, const net::Limits& limits,
                         std::stop_token stop) override {
    return wire_->send(request, limits, std::move(stop));
  }

 private:
  std::unique_ptr<net::Transport> wire_;
};

// What is new in every login and every lab: ports, times, hashes, placeholders of session values.
std::string without_session_values(const std::string& text) {
  std::string kept;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t run =
        std::min(text.find_first_not_of("0123456789abcdefABCDEF", at), text.size());
    const std::string_view hexadecimal = std::string_view(text).substr(at, run - at);
    const bool hash = hexadecimal.size() >= 8;
    for (const char c : hexadecimal)
      if (!hash) kept += c <= '9' ? '0' : c;
    if (run < text.size()) kept += text[run];
    at = run + 1;
  }
  return kept;
}

std::string path_of(const std::string& url) { return url.substr(0, url.find('?')); }

std::vector<std::string> told(const model::CheckResult& result) {
  std::vector<std::string> lines = {std::string(model::name_of(result.verdict)),
                                    std::string(model::name_of(result.reached))};
  for (const model::Step& step : result.steps)
    lines.push_back("step " + step.leg + " " + std::string(model::name_of(step.state)));
  for (const model::Finding& finding : result.findings)
    lines.push_back(std::string(model::info(finding.code).id) + " " +
                    std::string(model::name_of(finding.severity)) + " " +
                    without_session_values(finding.detail));
  for (const model::Exchange& one : result.exchanges)
    lines.push_back(std::to_string(one.n) + " " + one.method + " " +
                    path_of(one.url.substr(one.url.find('/', 8))) + " " +
                    std::to_string(one.status) + " sent " + base::join(one.cookies_sent, " ") +
                    " set " + base::join(one.cookies_set, " "));
  for (const model::SecretFact& secret : result.secrets)
    lines.push_back(secret.name + " " + std::string(model::name_of(secret.outcome)));
  return lines;
}

enum class Way { InTurn, BesideEachOther };

model::CheckResult run(const lab::Drill& drill, Way way) {
  lab::Lab lab({.drill = &drill});
  lab.start();
  model::CheckSpec spec = spec_for(lab.world(), drill.target);
  if (drill.expected == model::Code::Timeout) spec.timeout = base::Millis{1'500};
  if (way == Way::BesideEachOther) return run_in_lab(lab, spec, trust_in(lab));
  model::NetworkSpec network = spec.network;
  network.inner_hosts = model::hosts_that_are_named(spec);
  InTurn transport(net::make_curl_transport(trust_in(lab), network));
  return run_in_lab(lab, spec, transport);
}

class BothWays : public testing::TestWithParam<const lab::Drill*> {};

TEST_P(BothWays, TellTheSame) {
  const auto in_turn = run(*GetParam(), Way::InTurn);
  const auto beside = run(*GetParam(), Way::BesideEachOther);
  EXPECT_EQ(told(beside), told(in_turn));
  EXPECT_EQ(std::ranges::count(in_turn.exchanges, true, &model::Exchange::ahead), 0);
}

std::vector<const lab::Drill*> all() {
  std::vector<const lab::Drill*> drills;
  for (const lab::Drill& drill : lab::all_drills()) drills.push_back(&drill);
  for (const lab::Drill& variation : lab::all_variations()) drills.push_back(&variation);
  return drills;
}
INSTANTIATE_TEST_SUITE_P(Lab, BothWays, testing::ValuesIn(all()), [](const auto& drill) {
  return base::replace_all(std::string(drill.param->name), "-", "_");
});

// The page's scripts, what needs the token alone, and authorize beside discovery.
TEST(AskAhead, RunsBesideWhatItDoesNotWaitFor) {
  lab::Lab lab({});
  lab.start();
  const auto result = run_in_lab(lab, spec_for(lab.world(), "self-hosted"), trust_in(lab));
  EXPECT_EQ(result.verdict, model::Verdict::Ok);
  EXPECT_GE(std::ranges::count(result.exchanges, true, &model::Exchange::ahead), 4);
  EXPECT_EQ(result.asked_in_vain, std::vector<std::string>{});
}

}  // namespace
}  // namespace flexverify::test
