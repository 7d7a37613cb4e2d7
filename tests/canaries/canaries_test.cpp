// No secret of an account, no session value, in no spelling, in no output: whatever a server
// repeats at whichever step of a login.
#include <gtest/gtest.h>

#include <cstring>
#include <set>

#include "reports/renderer.h"
#include "tests/canaries/echo_transport.h"
#include "tests/support/bundle_files.h"
#include "tests/support/lab_login.h"
#include "verifier/base/json.h"
#include "verifier/base/totp.h"
#include "verifier/serve/alert.h"
#include "verifier/serve/dashboard.h"
#include "verifier/serve/dashboard_index.h"
#include "verifier/serve/metrics.h"

namespace flexverify::test {
namespace {

using model::CheckResult;

struct Login {
  std::string_view target;
  EchoAs echo;
};

std::string name_of(EchoAs echo) {
  switch (echo) {
    case EchoAs::Page:
      return "page";
    case EchoAs::Json:
      return "json";
    case EchoAs::Redirect:
      return "redirect";
    case EchoAs::Cookie:
      return "cookie";
    case EchoAs::Failure:
      return "failure";
  }
  return "";
}

std::vector<Login> all_logins() {
  std::vector<Login> all;
  for (const std::string_view target :
       {"self-hosted", "legacy-self-hosted", "keycloak", "okta-identity-engine", "entra"})
    for (const EchoAs echo : kAllEchoes) all.push_back({target, echo});
  return all;
}

// One lab for all of them.
const lab::Lab& the_lab() {
  static lab::Lab lab({});
  static const bool started = (lab.start(), true);
  static_cast<void>(started);
  return lab;
}

// What the test account has. Its codes are those of now and of the steps beside it.
std::vector<std::string> account_of(const std::string& target) {
  const lab::World& world = the_lab().world();
  std::vector<std::string> all = {world.user.password, world.user.answer};
  const std::string key = lab::totp_key(world, target);
  for (const int step : {-1, 0, 1})
    all.push_back(base::totp(key, lab::now() + step * std::chrono::seconds{30}));
  return all;
}

serve::View view_of(const CheckResult& result) {
  serve::View view;
  view.targets.emplace_back();
  serve::Target target;
  target.spec.name = result.name;
  view.targets[0].target = std::make_shared<const serve::Target>(std::move(target));
  view.targets[0].last = serve::shown_result(result, result.verdict);
  return view;
}

// Everything that is ever written, sent or shown of a result.
std::string every_output(const CheckResult& result) {
  const model::Run run = model::run_of_one("1.0", result);
  std::string all;
  for (const reports::Renderer& renderer : reports::all_renderers()) {
    const std::string text = reports::render(
        renderer, run,
        {.width = 140, .color = reports::Color::Always, .detail = reports::Detail::Verbose});
    all += renderer.name == "bundle" ? bundle_files(text) : text;
  }
  const serve::View view = view_of(result);
  serve::Rows rows([](const std::string&, std::size_t) { return std::vector<serve::StoredRun>(); });
  all += serve::index_page(view, {}, rows) + serve::target_page(view.targets[0], view, {}, "key") +
         serve::metrics_page(view, {});
  const base::Json alert = serve::make_alert(serve::AlertKind::Problem, result, {}, {}, "");
  for (const base::Json& body : {alert, serve::slack_body(alert), serve::pagerduty_body(alert)})
    all += base::dump_json(body);
  return all;
}

// A code's six digits may be part of a hash: they count where they stand alone.
bool holds(const std::string& output, const std::string& spelled) {
  constexpr std::size_t kShort = 8;
  const auto is_part = [&](std::size_t at) {
    return at < output.size() && std::isalnum(static_cast<unsigned char>(output[at])) != 0;
  };
  // memmem() is many times as fast as std::string::find where nothing is optimised.
  for (std::size_t at = 0; at < output.size(); ++at) {
    const void* found =
        ::memmem(output.data() + at, output.size() - at, spelled.data(), spelled.size());
    if (found == nullptr) return false;
    at = static_cast<std::size_t>(static_cast<const char*>(found) - output.data());
    if (spelled.size() > kShort || (!is_part(at - 1) && !is_part(at + spelled.size()))) return true;
  }
  return false;
}

std::set<std::string> all_different(const std::vector<std::string>& spellings) {
  return {spellings.begin(), spellings.end()};
}

// What stands around the first place, for a person who looks for the leak.
std::string beside(const std::string& output, const std::string& spelled) {
  const std::size_t at = output.find(spelled), before = std::min<std::size_t>(at, 80);
  return at == std::string::npos ? "" : output.substr(at - before, before + spelled.size() + 40);
}

class Canaries : public testing::TestWithParam<Login> {};

TEST_P(Canaries, InNoOutput) {
  const auto& [target, echo] = GetParam();
  model::CheckSpec spec = spec_for(the_lab().world(), target);
  spec.timeout = base::Millis{20'000};
  spec.network.inner_hosts = model::hosts_that_are_named(spec);
  const auto trust = trust_in(the_lab());
  std::size_t most = 0;
  for (std::size_t from = 1;; ++from) {
    const auto wire = net::make_curl_transport(trust, spec.network);
    EchoTransport server(*wire, account_of(spec.name), from, echo);
    const CheckResult result = run_in_lab(the_lab(), spec, server);
    if (!server.has_echoed()) break;
    const std::string output = every_output(result);
    for (const std::string& canary : server.canaries())
      for (const std::string& spelled : all_different(spellings_of(canary)))
        EXPECT_FALSE(holds(output, spelled))
            << "repeated from request " << from << " on: " << spelled << " of " << canary
            << " beside " << beside(output, spelled);
    most = std::max(most, server.canaries().size());
    ASSERT_LT(from, 100U);
  }
  EXPECT_GE(most, 6U) << "little was exchanged: is it a login?";
}

INSTANTIATE_TEST_SUITE_P(Logins, Canaries, testing::ValuesIn(all_logins()), [](const auto& login) {
  std::string name = std::string(login.param.target) + "_" + name_of(login.param.echo);
  std::ranges::replace(name, '-', '_');
  return name;
});

}  // namespace
}  // namespace flexverify::test
