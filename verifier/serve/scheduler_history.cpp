// What the scheduler reads from the history and writes to it.
#include "reports/run_reader.h"
#include "verifier/serve/alert.h"
#include "verifier/serve/links.h"
#include "verifier/serve/messages.h"
#include "verifier/serve/scheduler.h"

namespace flexverify::serve {
namespace {

using model::Verdict;

// Whether the receiver may have to be told anything, found without a look into the history.
bool may_be_due(const config::Receiver& receiver, std::optional<Verdict> before, Verdict now,
                base::WallTime at) {
  return alert_due(receiver, {before, now, base::WallTime{}, at}).has_value();
}

}  // namespace

// What the history knows of a target.
void Scheduler::load(Entry& entry) {
  TargetView& view = entry.view;
  view.refusal = services_.refusal(view.target->spec);
  store_.use([&](Database& database) -> Stored<void> {
    const auto record = find_target(database, view.name());
    if (!record) return tl::unexpected(record.error());
    view.record = *record;
    const auto last = last_runs(database, view.name(), 1);
    if (!last) return tl::unexpected(last.error());
    if (last->empty()) return {};
    const auto saved = find_run(database, last->front().id);
    if (!saved) return tl::unexpected(saved.error());
    if (auto run = *saved ? reports::read_run((*saved)->json) : base::fail("", "")) {
      model::CheckResult& check = run->checks.front();
      const Verdict told = view.record ? view.record->verdict : check.verdict;
      view.last = shown_result(std::move(check), told);
    }
    return {};
  });
}

void Scheduler::write_results() {
  const std::scoped_lock writing(writing_);
  const std::vector<Finished> all = unwritten_.take();
  if (all.empty()) return;
  const config::Keep keep = store_.bounded(settings().keep);
  store_.use([&](Database& database) { return write_all(database, all, keep, clock_.now()); });
}

void Scheduler::tell(const model::CheckResult& result, std::optional<Verdict> before) {
  const Settings settings = this->settings();
  for (const config::Receiver& receiver : settings.receivers) {
    const base::WallTime now = clock_.now();
    if (!may_be_due(receiver, before, result.verdict, now)) continue;
    write_results();  // nobody is told what a restart would not know
    store_.use([&](Database& database) -> Stored<void> {
      const auto told = told_at(database, result.name, receiver.name);
      if (!told) return tl::unexpected(told.error());
      const auto kind = alert_due(receiver, {before, result.verdict, *told, now});
      if (!kind) return {};
      const std::string link =
          settings.public_url.empty() ? "" : settings.public_url + target_link(result.name);
      const base::Json alert = make_alert(*kind, result, before, now, link);
      return queue_message(database, receiver.name, result.name, base::dump_json(alert), now);
    });
  }
}

std::vector<StoredRun> Scheduler::runs(const std::string& name, std::size_t most) {
  write_results();
  return store_.use([&](Database& database) { return last_runs(database, name, most); })
      .value_or(std::vector<StoredRun>{});
}

std::optional<SavedRun> Scheduler::run(std::int64_t id) {
  write_results();
  return store_.use([&](Database& database) { return find_run(database, id); })
      .value_or(std::nullopt);
}

void Scheduler::tidy() {
  write_results();
  const config::Keep keep = store_.bounded(settings().keep);
  for (const std::string& name : store_.use(known_targets).value_or(std::vector<std::string>{}))
    store_.use([&](Database& database) { return prune(database, name, keep, clock_.now()); });
}

}  // namespace flexverify::serve
