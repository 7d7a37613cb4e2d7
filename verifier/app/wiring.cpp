#include "verifier/app/wiring.h"

#include <cstdlib>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "flows/check.h"
#include "flows/pool.h"
#include "verifier/app/check_secrets.h"
#include "verifier/app/terminal.h"
#include "verifier/app/trusted_certificates.h"
#include "verifier/app/version.h"
#include "verifier/base/text.h"
#include "verifier/config/command.h"
#include "verifier/net/transport.h"

namespace flexverify::app {
namespace {

constexpr std::size_t kMostPrinted = 1024 * 1024;  // by an external adapter's command

using TrustStores = std::map<std::string, std::shared_ptr<const net::TrustStore>>;

std::string environment(std::initializer_list<const char*> names) {
  for (const char* name : names)
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0') return value;
  return "";
}

void add_proxy(model::NetworkSpec& network) {
  network.no_proxy = environment({"NO_PROXY", "no_proxy"});
  if (!network.proxy.empty()) return;
  network.proxy = environment({"HTTPS_PROXY", "https_proxy"});
  if (!network.proxy.empty() && !base::contains(network.proxy, "://"))
    network.proxy.insert(0, "http://");
}

void ask_for(model::SecretSource& source) {
  if (std::holds_alternative<model::NoSource>(source)) source = model::TerminalSource{};
}

// One store for each CA file: loading costs more than a login.
base::Result<TrustStores> load_trust(const std::vector<model::CheckSpec>& specs) {
  TrustStores stores;
  for (const model::CheckSpec& spec : specs) {
    const std::string& ca_file = spec.network.ca_file;
    if (stores.contains(ca_file)) continue;
    auto store = net::TrustStore::load(ca_file);
    if (!store) return tl::unexpected(store.error());
    stores[ca_file] = *store;
  }
  return stores;
}

}  // namespace

base::Result<void> complete(std::vector<model::CheckSpec>& specs) {
  const bool person = can_ask();
  for (model::CheckSpec& spec : specs) {
    add_proxy(spec.network);
    if (person) ask_for(spec.idp.password);
    if (person) ask_for(spec.idp.totp);
    if (person) ask_for(spec.idp.security_answer);
    if (auto read = read_trusted_certificates(spec.idp); !read) return read;
  }
  return {};
}

base::Result<model::Run> run_checks(const std::vector<model::CheckSpec>& specs, std::size_t jobs,
                                    Progress& progress, std::stop_token stop) {
  const auto trust = load_trust(specs);
  if (!trust) return tl::unexpected(trust.error());
  base::SystemClock clock;
  config::UsedSteps used;
  const auto run_one = [&](const model::CheckSpec& spec, std::stop_token token) {
    const auto transport = net::make_curl_transport(trust->at(spec.network.ca_file), spec.network);
    CheckSecrets secrets(spec, clock, used, progress, token);
    const flows::Services services{
        .transport = *transport,
        .secrets = secrets,
        .clock = clock,
        .progress = [&](const flows::ProgressEvent& event) { progress.on(event); },
        .run_command =
            [&](const std::vector<std::string>& arguments) {
              return config::run_command(arguments, {.output = kMostPrinted, .time = spec.timeout});
            }};
    return flows::run_check(spec, services, token);
  };
  model::Run run;
  run.tool_version = kVersion;
  run.started = clock.now();
  const auto started = clock.steady();
  run.checks = flows::run_pool(specs, jobs, run_one, std::move(stop));
  run.duration = clock.steady() - started;
  for (const model::CheckResult& check : run.checks)
    run.verdict = model::worst(run.verdict, check.verdict);
  return run;
}

}  // namespace flexverify::app
