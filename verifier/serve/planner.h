// When each target is checked: decides, waits for nothing, knows no threads. What comes next is the
// first of a set: targets that are not due are not looked at.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "verifier/config/serve.h"
#include "verifier/model/courtesy.h"

namespace flexverify::serve {

// The first time after `after`. An interval's times are spread by the name, the same ones after
// every restart. Never comes (a date that does not exist): the end of time.
[[nodiscard]] base::WallTime next_time(const config::Schedule& schedule, std::string_view name,
                                       base::WallTime after);

struct Plan {
  std::string name;                        // of the target
  config::Schedule schedule;               // when it is due
  std::vector<std::string> hosts = {};     // of the identity provider, model::provider_hosts
  std::vector<std::string> accounts = {};  // two targets of one account never run at once
  // What is known from earlier.
  std::optional<base::WallTime> last_started;
  std::size_t rate_limits = 0;  // in a row
  base::WallTime not_before{};  // a server asked for a pause until then
};

struct Job {
  std::string name;         // of the target
  base::WallTime due;       // the time that it stands for
  std::size_t attempt = 1;  // of `confirm`
};

enum class Ended {
  Passed,       // ok or warning
  Failed,       // critical or unknown
  Refused,      // an account was refused: repeating it would help nobody
  RateLimited,  // a server asked to be called less often
};

enum class Conclusion {
  Final,    // people may be told
  Confirm,  // it will be repeated first
};

// What a page shows of a target's plan.
struct PlanState {
  base::WallTime next{};        // when it is due
  bool running = false;         // it runs now
  std::size_t attempt = 1;      // of `confirm`, from 1
  std::size_t skipped = 0;      // times that passed while it could not run
  std::size_t rate_limits = 0;  // in a row
  base::WallTime not_before{};  // a server asked for a pause until then
  base::Millis delay{0};        // between the time it was due and its last start
};

class Planner {
 public:
  // A target that was not checked within its interval is checked within a minute, also spread;
  // within more where its provider's pace needs more.
  void replace(const std::vector<Plan>& plans, base::WallTime now,
               const model::Courtesy& courtesy = {});
  // The longest due target that may run: its provider has room and its account is free. It runs
  // from now on.
  [[nodiscard]] std::optional<Job> take(base::WallTime now);
  // When take() may have something: the end of time if it can only after one has finished.
  [[nodiscard]] base::WallTime next() const;
  Conclusion finished(const Job& job, Ended ended, base::WallTime now);
  // Due at once, unless it runs. False when there is no such target.
  bool hurry(const std::string& name, base::WallTime now);
  [[nodiscard]] const PlanState* state(const std::string& name) const;  // null when unknown

 private:
  struct Entry {
    config::Schedule schedule;
    model::Occupied places;
    PlanState state;
    base::WallTime due{};        // the time of its schedule that `next` stands for
    bool removed = false;        // by a new configuration, while it runs
    model::Occupied taken = {};  // while it runs: a new configuration may name other places
  };
  using Turn = std::pair<base::WallTime, std::string>;  // when, and the name of the target
  using Lane = std::pair<const model::Occupied, std::set<Turn>>;  // what waits for the same places
  void wait(const std::string& name, const Entry& entry);
  void stop_waiting(const std::string& name, const Entry& entry);
  // Sets when a target that has just ended runs next.
  static Conclusion plan_next(const Job& job, Entry& entry, Ended ended, base::WallTime now);

  std::map<std::string, Entry> entries_;
  model::Numbers hosts_, accounts_;
  model::RunningChecks<base::WallTime> running_;
  std::map<model::Occupied, std::set<Turn>> lanes_;  // none is empty
  std::set<std::pair<Turn, const Lane*>> first_;     // the first turn of each lane
};

}  // namespace flexverify::serve
