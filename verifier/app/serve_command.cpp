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
#include "verifier/app/served.h"
#include "verifier/app/signals.h"
#include "verifier/app/state_file.h"
#include "verifier/base/files.h"
#include "verifier/base/text.h"
#include "verifier/cli/version.h"
#include "verifier/config/secret_source.h"
#include "verifier/watch/http_server.h"
#include "verifier/watch/routes.h"
#include "verifier/watch/threads.h"

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

void note(const Served& served) {
  for (const std::string& remark : served.remarks) log(remark);
}

// What only a restart can change.
std::string fixed_part(const config::Serve& serve) {
  return serve.listen + "|" + serve.history + "|" + std::to_string(serve.jobs) + "|" +
         serve.tls.certificate + "|" + serve.tls.key + "|" + serve.tls.client_ca + "|" +
         config::describe(serve.token);
}

class Reloader {
 public:
  Reloader(const std::string& file, const config::Serve& serve, watch::Watcher& watcher,
           Current& current, std::atomic<bool>& asked)
      : file_(file),
        fixed_(fixed_part(serve)),
        watcher_(watcher),
        current_(current),
        seen_(file),
        asked_(asked) {}

  // Reads the file when it changed, or when somebody asked.
  void look() {
    const bool changed = seen_.changed();
    if (!asked_.exchange(false) && !changed) return;
    auto served = load_served(file_);
    if (!served) {
      watcher_.note_reload(false);
      log(file_ + " has faults; the configuration before is still in use");
      return log(served.error());
    }
    note(*served);
    current_.replace(std::move(served->trust));
    if (fixed_part(served->serve) != fixed_)
      log("a change of listen, history, jobs, token or tls needs a restart");
    const std::size_t targets = served->settings.targets.size();
    watcher_.replace(std::move(served->settings));
    log(fmt::format("{} was read again: {} targets", file_, targets));
  }

 private:
  std::string file_, fixed_;
  watch::Watcher& watcher_;
  Current& current_;
  ChangedFile seen_;
  std::atomic<bool>& asked_;  // set by SIGHUP
};

base::Result<watch::Access> make_access(const config::Serve& serve) {
  if (const auto allowed = watch::check_access(serve); !allowed)
    return tl::unexpected(allowed.error());
  watch::Access access{.token = nullptr, .certificates = !serve.tls.client_ca.empty()};
  if (std::holds_alternative<model::NoSource>(serve.token)) return access;
  auto token = read_source(serve.token, "serve/token");
  if (!token) return tl::unexpected(token.error());
  access.token = std::make_shared<const base::Secret>(std::move(*token));
  const bool plain = serve.tls.certificate.empty();
  if (plain && !watch::names_this_machine(serve.listen))
    log("without serve/tls the token can be read on the network");
  return access;
}

// One memory for all that sign in; the history is it, where there is one.
std::string memory_file(const cli::ServeCommand& command, const config::Serve& serve) {
  return command.state.empty() && !serve.history.empty() ? serve.history
                                                         : state_file(command.state);
}

std::optional<watch::Remembered> refusal(watch::AttemptMemory& memory,
                                         const model::CheckSpec& spec) {
  const auto rows = memory.standing_against(spec);
  if (!rows || rows->empty() || rows->front().kind != watch::Memory::Refused) return std::nullopt;
  return rows->front();
}

// Two that serve one history would check everything twice and tell everything twice.
base::Result<std::optional<watch::AccountLock>> hold(const std::string& history) {
  if (history.empty()) return std::optional<watch::AccountLock>();
  const std::string file = history + ".serve";
  int failure = 0;
  auto lock = watch::AccountLock::try_take(file, "serve", failure);
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
  auto served = load_served(*file);
  if (!served) return complain(served.error()), kUsageError;
  const config::Serve written = served->serve;
  config::Serve& serve = served->serve;
  if (!command.listen.empty()) serve.listen = command.listen;
  auto access = make_access(serve);
  if (!access) return complain(access.error()), kUsageError;
  const auto held = hold(serve.history);
  if (!held) return complain(held.error()), kUsageError;
  auto store = watch::Store::open(serve.history, log);
  if (!store) return complain(store.error()), kUsageError;
  note(*served);
  if (serve.history.empty()) log("no serve/history: results are lost at the end");

  std::atomic<bool> reload_asked = false;
  const StopSignals signals([&] { reload_asked = true; });
  Current current;
  current.replace(std::move(served->trust));
  base::SystemClock clock;
  watch::AttemptMemory memory(memory_file(command, serve));
  cli::Progress progress({.kind = cli::ProgressKind::None});
  watch::Notifier notifier(**store, clock,
                           notifier_services([&current] { return current.trust(); }), log);
  watch::Watcher watcher(
      cli::kVersion, **store, notifier, clock,
      {.run =
           [&](const model::CheckSpec& spec, const std::stop_token& stop) {
             return run_one(spec, *current.trust(), memory, progress, stop);
           },
       .refusal = [&](const model::CheckSpec& spec) { return refusal(memory, spec); },
       .resume =
           [&](const model::CheckSpec& spec) {
             if (const auto gone = memory.resume(spec); !gone) log("resume: " + gone.error().what);
           }},
      log);
  Reloader reloader(*file, written, watcher, current, reload_asked);
  const std::size_t targets = served->settings.targets.size();
  watcher.replace(std::move(served->settings));
  watch::Routes routes(watcher, std::move(*access));
  auto server = watch::HttpServer::bind(
      watch::listen_address(serve.listen), serve.tls,
      [&](const watch::HttpRequest& request) { return routes.answer(request); });
  if (!server) return complain(server.error()), kUsageError;
  (*server)->start();
  log(fmt::format("serving {}://{}:{}/ with {} targets",
                  serve.tls.certificate.empty() ? "http" : "https",
                  serve.listen.substr(0, serve.listen.rfind(':')), (*server)->port(), targets));
  watch::run_threads(
      watcher, **store, notifier, serve.jobs, [&] { reloader.look(); }, signals.token());
  log("stopped");
  return 0;
}

}  // namespace flexverify::app
