// The heart of `serve`: takes what is due, checks it, keeps the result, tells people. It has no
// threads of its own; threads.h gives it some.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "verifier/config/serve.h"
#include "verifier/serve/attempts.h"
#include "verifier/serve/history.h"
#include "verifier/serve/notifier.h"
#include "verifier/serve/planner.h"

namespace flexverify::serve {

// What checks need from outside; a test gives its own.
struct CheckServices {
  // One whole check.
  std::function<model::CheckResult(const model::CheckSpec&, std::stop_token)> run;
  // What the memory holds against the target's account: a refused secret.
  std::function<std::optional<Remembered>(const model::CheckSpec&)> refusal;
  // "Try it again."
  std::function<void(const model::CheckSpec&)> resume;
};

struct Target {
  model::CheckSpec spec;      // what is checked
  config::Schedule schedule;  // when it is checked
};

// What can change while it runs.
struct Settings {
  std::vector<Target> targets;              // in the order of the configuration
  config::Keep keep;                        // how long results stay
  model::Courtesy courtesy = {};            // to each identity provider
  std::vector<config::Receiver> receivers;  // who is told
  std::string public_url;                   // of the dashboard, "" when not given
};

struct TargetView {
  model::CheckSpec spec;                   // what is checked
  config::Schedule schedule;               // when it is checked
  std::optional<TargetRecord> record;      // nullopt before the first result
  std::optional<model::CheckResult> last;  // without its requests and messages
  PlanState plan;                          // when it runs next
  std::optional<Remembered> refusal;       // while a secret of the account is not sent
  std::size_t changed_pages = 0;           // of the identity provider, since the process began
};

struct ReloadState {
  bool ok = true;       // the running configuration is the file's
  base::WallTime at{};  // of the last attempt
};

struct View {
  std::string version;                  // of the verifier
  base::WallTime now{}, started{};      // of this view
  std::vector<TargetView> targets;      // in the order of the configuration
  Place place = Place::MemoryByChoice;  // where the history is kept
  std::string reason;                   // why the history is not in its file
  std::size_t waiting_messages = 0;     // not delivered yet
  NotifierCounts notifier;              // what became of messages
  ReloadState reload;                   // how the last one went
};

class Scheduler {
 public:
  // All borrowed.
  Scheduler(std::string version, Store& store, Notifier& notifier, base::Clock& clock,
            CheckServices services, Store::Log log);

  // At the start, and for each new valid configuration.
  void replace(Settings settings);
  void note_reload(bool ok);

  // Runs one due check; false when none is due.
  bool run_due(std::stop_token stop);
  // Waits until run_due may have something, at most `most`.
  void wait(base::Millis most, const std::stop_token& stop);

  // "Try it again": forgets that the target's account was refused, and checks it at once. False
  // when there is no such target.
  bool resume(const std::string& name);
  [[nodiscard]] View view();
  [[nodiscard]] std::vector<StoredRun> runs(const std::string& name, std::size_t most);
  [[nodiscard]] std::optional<SavedRun> run(std::int64_t id);
  void tidy();  // removes what is old, of targets that are gone as well

 private:
  struct Entry {
    Target target;
    std::optional<TargetRecord> record;
    std::optional<model::CheckResult> last;
    std::optional<Remembered> refusal;
    std::size_t changed_pages = 0;
  };
  void load(Entry& entry);
  void keep(const model::CheckResult& result, const config::Keep& keep);
  void publish(const Job& job, const model::CheckResult& result, const Settings& settings);
  void tell(const model::CheckResult& result, std::optional<model::Verdict> before,
            const Settings& settings);

  std::string version_;
  Store& store_;
  Notifier& notifier_;
  base::Clock& clock_;
  CheckServices services_;
  Store::Log log_;
  base::WallTime started_;

  std::mutex mutex_;  // of everything below
  std::condition_variable_any changed_;
  Settings settings_;  // its targets are in entries_
  std::map<std::string, Entry> entries_;
  Planner planner_;
  ReloadState reload_;
};

}  // namespace flexverify::serve
