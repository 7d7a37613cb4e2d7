// serve: checks by schedule, until it is told to stop.
#include <fmt/format.h>

#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "verifier/app/changed_file.h"
#include "verifier/app/check_secrets.h"
#include "verifier/app/commands.h"
#include "verifier/app/configuration_file.h"
#include "verifier/app/notifier_services.h"
#include "verifier/app/output.h"
#include "verifier/app/serve_configuration.h"
#include "verifier/app/signals.h"
#include "verifier/app/state_file.h"
#include "verifier/base/files.h"
#include "verifier/base/text.h"
#include "verifier/cli/version.h"
#include "verifier/config/secret_source.h"
#include "verifier/serve/http_server.h"
#include "verifier/serve/routes.h"
#include "verifier/serve/threads.h"

namespace flexverify::app {
namespace {

// One line an event on standard error; the journal has a clock of its own.
void log(std::string_view text) {
  static const bool journal = std::getenv("JOURNAL_STREAM") != nullptr;
  const std::string time = journal ? "" : base::format_rfc3339(base::SystemClock().now()) + " ";
  for (const std::string_view line : base::split(text, '\n'))
    if (!line.empty()) complain(time + base::printable(line, 2000) + "\n");
}

// What checks and deliveries use of the newest configuration.
class Current {
 public:
  // A check that began with the configuration before still finds its store.
  void replace(TrustStores trust) {
    const std::scoped_lock lock(mutex_);
    if (trust_) trust.insert(trust_->begin(), trust_->end());
    trust_ = std::make_shared<const TrustStores>(std::move(trust));
  }
  [[nodiscard]] std::shared_ptr<const TrustStores> trust() {
    const std::scoped_lock lock(mutex_);
    return trust_;
  }

 private:
  std::mutex mutex_;
  std::shared_ptr<const TrustStores> trust_;
};

void note(const ServeConfiguration& configuration) {
  for (const std::string& remark : configuration.remarks) log(remark);
}

// What only a restart can change.
std::string fixed_part(const config::Serve& serve) {
  return serve.listen + "|" + serve.history + "|" + std::to_string(serve.jobs) + "|" +
         std::to_string(serve.browsers) + "|" + serve.tls.certificate + "|" + serve.tls.key + "|" +
         serve.tls.client_ca + "|" + config::describe(serve.token);
}

class Reloader {
 public:
  Reloader(const std::string& file, const config::Serve& serve, serve::Scheduler& scheduler,
           Current& current, std::atomic<bool>& asked)
      : file_(file),
        fixed_(fixed_part(serve)),
        scheduler_(scheduler),
        current_(current),
        seen_(file),
        asked_(asked) {}

  // Reads the file when it changed, or when somebody asked.
  void look() {
    const bool changed = seen_.changed();
    if (!asked_.exchange(false) && !changed) return;
    auto configuration = load_serve_configuration(file_);
    if (!configuration) {
      scheduler_.note_reload(false);
      log(file_ + " has faults; the configuration before is still in use");
      return log(configuration.error());
    }
    note(*configuration);
    current_.replace(std::move(configuration->trust));
    if (fixed_part(configuration->serve) != fixed_)
      log("a change of listen, history, jobs, browsers, token or tls needs a restart");
    const std::size_t targets = configuration->settings.targets.size();
    scheduler_.replace(std::move(configuration->settings));
    log(fmt::format("{} was read again: {} targets", file_, targets));
  }

 private:
  std::string file_, fixed_;
  serve::Scheduler& scheduler_;
  Current& current_;
  ChangedFile seen_;
  std::atomic<bool>& asked_;  // set by SIGHUP
};

base::Result<serve::Access> make_access(const config::Serve& serve) {
  if (const auto allowed = serve::check_access(serve); !allowed)
    return tl::unexpected(allowed.error());
  serve::Access access{.token = nullptr, .certificates = !serve.tls.client_ca.empty()};
  if (std::holds_alternative<model::NoSource>(serve.token)) return access;
  auto token = read_source(serve.token, "serve/token");
  if (!token) return tl::unexpected(token.error());
  access.token = std::make_shared<const base::Secret>(std::move(*token));
  const bool plain = serve.tls.certificate.empty();
  if (plain && !serve::names_this_machine(serve.listen))
    log("without serve/tls the token can be read on the network");
  return access;
}

// One memory for all that sign in; the history is it, where there is one.
std::string memory_file(const cli::ServeCommand& command, const config::Serve& serve) {
  return command.state.empty() && !serve.history.empty() ? serve.history
                                                         : state_file(command.state);
}

std::optional<serve::Remembered> refusal(serve::AttemptMemory& memory,
                                         const model::CheckSpec& spec) {
  const auto rows = memory.standing_against(spec);
  if (!rows || rows->empty() || rows->front().kind != serve::Memory::Refused) return std::nullopt;
  return rows->front();
}

// Two that serve one history would check everything twice and tell everything twice.
base::Result<std::optional<serve::AccountLock>> hold(const std::string& history) {
  if (history.empty()) return std::optional<serve::AccountLock>();
  const std::string file = history + ".serve";
  int failure = 0;
  auto lock = serve::AccountLock::try_take(file, "serve", failure);
  if (failure != 0)
    return base::fail(file, std::string("cannot be used: ") + std::strerror(failure));
  const auto other = base::read_file(file, 200);
  if (!lock)
    return base::fail(history, "is served already by " +
                                   base::printable(other ? *other : "another process", 100) +
                                   "; stop that one, or give this one a history of its own");
  lock->say(fmt::format("process {} since {}", ::getpid(),
                        base::format_rfc3339(base::SystemClock().now())));
  return lock;
}

}  // namespace

int run(const cli::ServeCommand& command) {
  const auto file = configuration_file(command.file);
  if (!file) return complain(file.error()), kUsageError;
  auto configuration = load_serve_configuration(*file);
  if (!configuration) return complain(configuration.error()), kUsageError;
  const config::Serve written = configuration->serve;
  config::Serve& serve = configuration->serve;
  if (!command.listen.empty()) serve.listen = command.listen;
  auto access = make_access(serve);
  if (!access) return complain(access.error()), kUsageError;
  const auto held = hold(serve.history);
  if (!held) return complain(held.error()), kUsageError;
  auto store = serve::Store::open(serve.history, log);
  if (!store) return complain(store.error()), kUsageError;
  note(*configuration);
  if (serve.history.empty()) log("no serve/history: results are lost at the end");

  std::atomic<bool> reload_asked = false;
  const StopSignals signals([&] { reload_asked = true; });
  Current current;
  current.replace(std::move(configuration->trust));
  base::SystemClock clock;
  serve::AttemptMemory memory(memory_file(command, serve));
  webdriver::Turns turns(serve.browsers);
  cli::Progress progress({.kind = cli::ProgressKind::None});
  serve::Notifier notifier(**store, clock,
                           notifier_services([&current] { return current.trust(); }), log);
  serve::Scheduler scheduler(
      cli::kVersion, **store, notifier, clock,
      {.run =
           [&](const model::CheckSpec& spec, const std::stop_token& stop) {
             return run_one(spec, *current.trust(), memory, turns, progress, stop);
           },
       .refusal = [&](const model::CheckSpec& spec) { return refusal(memory, spec); },
       .resume =
           [&](const model::CheckSpec& spec) {
             if (const auto gone = memory.resume(spec); !gone) log("resume: " + gone.error().what);
           }},
      log);
  Reloader reloader(*file, written, scheduler, current, reload_asked);
  const std::size_t targets = configuration->settings.targets.size();
  scheduler.replace(std::move(configuration->settings));
  serve::Routes routes(scheduler, std::move(*access));
  auto server = serve::HttpServer::bind(
      serve::listen_address(serve.listen), serve.tls,
      [&](const serve::HttpRequest& request) { return routes.answer(request); });
  if (!server) return complain(server.error()), kUsageError;
  (*server)->start();
  log(fmt::format("serving {}://{}:{}/ with {} targets",
                  serve.tls.certificate.empty() ? "http" : "https",
                  serve.listen.substr(0, serve.listen.rfind(':')), (*server)->port(), targets));
  serve::run_threads(
      scheduler, **store, notifier, serve.jobs, [&] { reloader.look(); }, signals.token());
  log("stopped");
  return 0;
}

}  // namespace flexverify::app
