// The heart of `serve`: takes what is due, checks it, keeps the result, tells people. It has no
// threads of its own; threads.h gives it some.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "verifier/config/serve.h"
#include "verifier/serve/attempts.h"
#include "verifier/serve/history.h"
#include "verifier/serve/notifier.h"
#include "verifier/serve/planner.h"
#include "verifier/serve/shown_result.h"
#include "verifier/serve/unwritten.h"

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

// What is known of a target. What is large is made once, when a check ends, and shared by all
// views.
struct TargetView {
  std::shared_ptr<const Target> target = std::make_shared<Target>();
  std::optional<TargetRecord> record;  // nullopt before the first result
  ShownResult last;                    // likewise empty
  PlanState plan;                      // when it runs next
  std::optional<Remembered> refusal;   // while a secret of the account is not sent
  std::size_t changed_pages = 0;       // of the identity provider, since the process began
  std::uint64_t changed = 0;           // which change of the view was the last one of this target

  [[nodiscard]] const std::string& name() const { return target->spec.name; }
};

struct ReloadState {
  bool ok = true;       // the running configuration is the file's
  base::WallTime at{};  // of the last attempt
};

struct View {
  std::string version;                  // of the verifier
  base::WallTime now{}, started{};      // of this view
  std::vector<TargetView> targets;      // by name
  Place place = Place::MemoryByChoice;  // where the history is kept
  std::string reason;                   // why the history is not in its file
  std::size_t waiting_messages = 0;     // not delivered yet
  NotifierCounts notifier;              // what became of messages
  ReloadState reload;                   // how the last one went
  std::uint64_t changes = 0;            // of targets, so far
  std::uint64_t configuration = 0;      // how many were in use, this one included
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
  // Of all targets, or with this one alone; without any when there is no such target.
  [[nodiscard]] View view(const std::optional<std::string>& only = std::nullopt);
  [[nodiscard]] std::vector<StoredRun> runs(const std::string& name, std::size_t most);
  [[nodiscard]] std::optional<SavedRun> run(std::int64_t id);
  void tidy();           // removes what is old, of targets that are gone as well
  void write_results();  // those that wait for it; call it every second, and at the end

 private:
  struct Entry {
    TargetView view;          // but for its plan
    std::size_t written = 0;  // runs
  };
  // A check that is about to run.
  struct Work {
    Job job;
    std::shared_ptr<const Target> target;
    std::shared_ptr<const model::CheckResult> before;  // null: none
  };
  // What it came to.
  struct Ending {
    NewRun run;
    Ended how = Ended::Passed;
    ShownResult shown;
    std::optional<Remembered> refusal;
    std::size_t changed_pages = 0;
  };
  struct Outcome {
    Conclusion conclusion = Conclusion::Final;
    bool told = false;                     // people may be
    std::optional<model::Verdict> before;  // the one that they were told
    std::size_t unwritten = 0;             // results that wait to be written
  };
  void load(Entry& entry);
  Entry entry_of(Target target);
  [[nodiscard]] std::optional<Work> next_work();
  void end(const Work& work, model::CheckResult result);
  Outcome note(const Work& work, Ending ending);
  static TargetRecord publish(TargetView& view, const PlanState& plan);
  void tell(const model::CheckResult& result, std::optional<model::Verdict> before);
  [[nodiscard]] Settings settings();
  void touch(Entry& entry) { entry.view.changed = ++changes_; }

  std::string version_;
  Store& store_;
  Notifier& notifier_;
  base::Clock& clock_;
  CheckServices services_;
  Store::Log log_;
  base::WallTime started_;

  std::mutex writing_;  // one writes, in the order of the ends; taken before the other one
  Unwritten unwritten_;
  std::mutex mutex_;  // of everything below
  std::condition_variable_any changed_;
  Settings settings_;  // its targets are in entries_
  std::map<std::string, Entry> entries_;
  Planner planner_;
  ReloadState reload_;
  std::uint64_t changes_ = 0, configuration_ = 0;
};

}  // namespace flexverify::serve
