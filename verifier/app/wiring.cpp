#include "verifier/app/wiring.h"

#include <algorithm>
#include <cstdlib>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "flows/check.h"
#include "flows/pool.h"
#include "verifier/app/browser_starter.h"
#include "verifier/app/check_secrets.h"
#include "verifier/base/check.h"
#include "verifier/base/text.h"
#include "verifier/cli/terminal.h"
#include "verifier/cli/version.h"
#include "verifier/config/command.h"
#include "verifier/config/rules.h"
#include "verifier/model/account_secrets.h"
#include "verifier/net/transport.h"
#include "verifier/serve/history.h"
#include "verifier/serve/remembered_secrets.h"
#include "verifier/serve/switched_off.h"

namespace flexverify::app {
namespace {

constexpr std::size_t kMostPrinted = 1024 * 1024;  // by an external adapter's command

std::string environment(std::initializer_list<const char*> names) {
  for (const char* name : names)
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0') return value;
  return "";
}

void add_proxy(model::NetworkSpec& network) {
  network.no_proxy = no_proxy_of_environment();
  if (network.proxy.empty()) network.proxy = proxy_of_environment();
}

// Somebody decided so, and whoever reads the report should know.
void note_missing_memory(model::CheckResult& result) {
  const bool sent = std::ranges::any_of(result.secrets, [](const model::SecretFact& fact) {
    return fact.outcome != model::SecretOutcome::NotSent;
  });
  if (!sent) return;
  model::Finding note = model::make_finding(
      model::Code::SecretWouldRepeat,
      "this run has no memory (--state none): another run would send a refused secret again");
  note.severity = model::Severity::Note;
  note.hint = "Leave --state none away, so that no number of runs can lock the test account.";
  result.findings.push_back(std::move(note));
}

void ask_for(model::SecretSource& source) {
  if (std::holds_alternative<model::NoSource>(source)) source = model::TerminalSource{};
}

// complete() has made the terminal the source of what nobody named.
bool asks_a_person(const model::CheckSpec& spec) {
  return std::ranges::any_of(model::kAccountSecrets, [&](const model::AccountSecret& row) {
    return std::holds_alternative<model::TerminalSource>(spec.idp.*row.source);
  });
}

void keep(model::CheckResult& result, serve::Store& store, base::Clock& clock) {
  serve::warn_where_it_was_active(result, store);
  const model::Run one = model::run_of_one(cli::kVersion, result);
  store.use(
      [&](serve::Database& database) { return serve::keep_run(database, one, {}, clock.now()); });
}

}  // namespace

std::string proxy_of_environment() {
  std::string proxy = environment({"HTTPS_PROXY", "https_proxy"});
  if (!proxy.empty() && !base::contains(proxy, "://")) proxy.insert(0, "http://");
  return proxy;
}

std::string no_proxy_of_environment() { return environment({"NO_PROXY", "no_proxy"}); }

base::Result<void> complete(model::CheckSpec& spec, Person person, TrustedFiles& files) {
  add_proxy(spec.network);
  if (!spec.network.proxy.empty())
    if (const auto fault = config::fault_in_proxy(spec.network.proxy))
      return base::fail("proxy (--proxy, HTTPS_PROXY)", *fault);
  if (person == Person::MayBeAsked && cli::can_ask())
    for (const model::AccountSecret& row : model::kAccountSecrets) ask_for(spec.idp.*row.source);
  return files.read_into(spec.idp);
}

base::Result<void> load_trust(TrustStores& stores, const std::string& ca_file) {
  if (stores.contains(ca_file)) return {};
  auto store = net::TrustStore::load(ca_file);
  if (!store) return tl::unexpected(store.error());
  stores[ca_file] = *store;
  return {};
}

base::Result<Prepared> prepare(model::CheckSpecs specs, Person person) {
  const auto files = std::make_shared<TrustedFiles>();
  Prepared prepared;
  for (std::size_t i = 0; i < specs.count; ++i) {
    model::CheckSpec spec = specs.at(i);
    if (const auto done = complete(spec, person, *files); !done)
      return tl::unexpected(done.error());
    if (const auto loaded = load_trust(prepared.trust, spec.network.ca_file); !loaded)
      return tl::unexpected(loaded.error());
  }
  prepared.specs = {.count = specs.count, .at = [=, at = std::move(specs.at)](std::size_t i) {
                      model::CheckSpec spec = at(i);
                      FV_CHECK(complete(spec, person, *files).has_value());  // as above
                      return spec;
                    }};
  return prepared;
}

model::CheckResult run_one(const model::CheckSpec& given, const TrustStores& trust,
                           serve::AttemptMemory& memory, webdriver::Turns& turns,
                           cli::Progress& progress, const std::stop_token& stop) {
  base::SystemClock clock;
  model::CheckSpec spec = given;  // a person may add the name of the user
  model::NetworkSpec network = spec.network;
  network.inner_hosts = model::hosts_that_are_named(spec);
  const auto transport = net::make_curl_transport(trust.at(spec.network.ca_file), network);
  const SecretReader reader(spec, clock, progress, stop);
  serve::RememberedSecrets secrets(
      spec, memory,
      {.clock = clock,
       .stop = stop,
       .read = [&](const auto&... wish) { return reader.read(wish...); },
       .note = [&](const std::string& text) { progress.on(flows::StepNote{spec.name, text}); }});
  BrowserStarter browsers(spec, trust.at(spec.network.ca_file), turns, stop);
  flows::Services services{
      .transport = *transport,
      .secrets = secrets,
      .clock = clock,
      .progress = [&](const flows::ProgressEvent& event) { progress.on(event); },
      .open_browser = [&](const webdriver::Wish& wish) { return browsers.open(wish); },
      .run_command =
          [&](const std::vector<std::string>& arguments) {
            return config::run_command(
                arguments, {.output = kMostPrinted, .time = spec.timeout, .stop = stop});
          }};
  if (asks_a_person(spec))
    services.ask_user_name = [&](const std::string& host) {
      spec.idp.username = reader.ask_user_name(host);
    };
  model::CheckResult result = flows::run_check(spec, services, stop);
  if (!memory.is_shared()) note_missing_memory(result);
  return result;
}

model::Run run_checks(const Prepared& checks, const flows::Crowding& crowding,
                      serve::AttemptMemory& memory, webdriver::Turns& turns, serve::Store* store,
                      cli::Progress& progress, const TakeResult& take, std::stop_token stop) {
  base::SystemClock clock;
  const auto run_and_keep = [&](const model::CheckSpec& spec, std::size_t index,
                                const std::stop_token& token) {
    model::CheckResult result = run_one(spec, checks.trust, memory, turns, progress, token);
    if (store != nullptr) keep(result, *store, clock);
    return take(std::move(result), index);
  };
  model::Run run;
  run.tool_version = cli::kVersion;
  run.started = clock.now();
  const auto started = clock.steady();
  run.checks = flows::run_pool(checks.specs, crowding, run_and_keep, std::move(stop));
  run.duration = clock.steady() - started;
  for (const model::CheckResult& check : run.checks)
    run.verdict = model::worst(run.verdict, check.verdict);
  return run;
}

}  // namespace flexverify::app
