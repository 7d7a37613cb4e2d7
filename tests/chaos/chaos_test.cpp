// Logins at servers that go wrong by chance: each ends with a result, no report holds the password,
// and no tampered message passes. FLEXVERIFY_CHAOS="FIRST COUNT" asks for others than the first
// hundred seeds: `make chaos` for 2,000, "1234 1" for one that failed.
#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <sstream>

#include "reports/renderer.h"
#include "tests/chaos/chaos_transport.h"
#include "tests/support/lab_login.h"
#include "verifier/base/encoding.h"
#include "verifier/base/text.h"
#include "verifier/model/check_spec.h"
#include "verifier/web/query.h"

namespace flexverify::test {
namespace {

struct Seeds {
  std::uint32_t first = 1, count = 100;
};

Seeds seeds() {
  Seeds wanted;
  if (const char* text = std::getenv("FLEXVERIFY_CHAOS"); text != nullptr)
    std::istringstream(text) >> wanted.first >> wanted.count;
  return wanted;
}

constexpr std::array<std::string_view, 6> kTargets = {
    "hosted", "self-hosted", "hosted-legacy", "keycloak-hosted", "okta-hosted", "entra-hosted"};

// Targets by other names are left out.
std::vector<std::string> targets_of(const lab::World& world) {
  std::vector<std::string> found;
  for (const lab::Target& target : world.targets)
    if (std::ranges::find(kTargets, target.name) != kTargets.end()) found.emplace_back(target.name);
  return found;
}

std::vector<std::string> spellings(const std::string& secret) {
  return {secret, web::encode_component(secret), base::hex_encode(secret),
          base::base64_encode(secret).substr(0, 8), base::html_escape(secret)};
}

std::string events_text(const ChaosTransport& chaos) {
  std::string text;
  for (const ChaosEvent& event : chaos.events())
    text += "\n  exchange " + std::to_string(event.exchange) + ": " + event.change;
  return text;
}

TEST(Chaos, NoCrashNoLeakNoFalsePass) {
  lab::Lab lab({});
  lab.start();
  const auto trust = trust_in(lab);
  const std::vector<std::string> targets = targets_of(lab.world());
  ASSERT_GE(targets.size(), 3U);
  const std::string secret = lab.world().user.password;
  const Seeds wanted = seeds();
  std::size_t passed = 0, changed = 0;
  for (std::uint32_t seed = wanted.first; seed < wanted.first + wanted.count; ++seed) {
    model::CheckSpec spec = spec_for(lab.world(), targets[seed % targets.size()]);
    spec.timeout = base::Millis{10'000};
    model::NetworkSpec network = spec.network;
    network.inner_hosts = model::hosts_that_are_named(spec);
    const auto wire = net::make_curl_transport(trust, network);
    ChaosTransport chaos(*wire, seed, secret);
    const model::CheckResult result = run_in_lab(lab, spec, chaos);
    const std::string told = "seed " + std::to_string(seed) + ", " + spec.name + events_text(chaos);

    const bool ok = result.verdict == model::Verdict::Ok;
    passed += ok ? 1U : 0U;
    changed += chaos.events().empty() ? 0U : 1U;
    for (const ChaosEvent& event : chaos.events())
      EXPECT_FALSE(ok && event.damage == Damage::Fatal) << told;
    for (const model::Finding& finding : result.findings)
      EXPECT_NE(finding.code, model::Code::InternalBug) << told << "\n" << finding.detail;
    EXPECT_LE(result.exchanges.size(), 60U) << told;

    const model::Run run = model::run_of_one("0", result);
    for (const std::string& report :
         {reports::render_json(run, {}), reports::render_html(run, {}),
          reports::render_har(run, {}), reports::render_nagios(run, {})})
      for (const std::string& spelled : spellings(secret))
        EXPECT_EQ(report.find(spelled), std::string::npos) << told << "\n" << spelled;
  }
  std::cout << wanted.count << " logins, " << changed << " of them changed, " << passed
            << " still ok\n";
}

}  // namespace
}  // namespace flexverify::test
