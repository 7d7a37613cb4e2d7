#include "verifier/serve/scheduler.h"

#include <fmt/format.h>

#include <algorithm>

#include "reports/run_reader.h"
#include "verifier/base/text.h"
#include "verifier/serve/alert.h"
#include "verifier/serve/changed_pages.h"
#include "verifier/serve/links.h"
#include "verifier/serve/messages.h"
#include "verifier/serve/switched_off.h"

namespace flexverify::serve {
namespace {

using model::Verdict;

// What metrics and lists need; the whole is in the history.
model::CheckResult without_requests(model::CheckResult result) {
  result.exchanges = {};
  result.saml_request = {};
  result.saml_response = {};
  for (model::Finding& finding : result.findings) finding.exchange.reset();
  return result;
}

bool has(const model::CheckResult& result, model::Code code) {
  return std::any_of(result.findings.begin(), result.findings.end(),
                     [code](const model::Finding& finding) { return finding.code == code; });
}

// Repeating a check that cost an attempt would cost another one.
bool cost_an_attempt(const model::CheckResult& result) {
  return std::ranges::any_of(result.secrets, [](const model::SecretFact& fact) {
    return fact.outcome == model::SecretOutcome::Refused ||
           fact.outcome == model::SecretOutcome::Unanswered;
  });
}

Ended ended(const model::CheckResult& result, const std::optional<Remembered>& refusal) {
  if (refusal || cost_an_attempt(result)) return Ended::Refused;
  if (has(result, model::Code::RateLimited)) return Ended::RateLimited;
  return result.verdict <= Verdict::Warning ? Ended::Passed : Ended::Failed;
}

std::string log_line(const model::CheckResult& result, Conclusion conclusion) {
  const std::string_view code = model::first_code(result);
  return fmt::format("{}: {}{}{}, reached {} in {}{}", base::printable(result.name),
                     model::name_of(result.verdict), code.empty() ? "" : " ", code,
                     model::name_of(result.reached), base::format_duration(result.duration),
                     conclusion == Conclusion::Confirm ? "; will be confirmed" : "");
}

}  // namespace

Scheduler::Scheduler(std::string version, Store& store, Notifier& notifier, base::Clock& clock,
                     CheckServices services, Store::Log log)
    : version_(std::move(version)),
      store_(store),
      notifier_(notifier),
      clock_(clock),
      services_(std::move(services)),
      log_(std::move(log)),
      started_(clock.now()) {}

// What the history knows of a target.
void Scheduler::load(Entry& entry) {
  const std::string& name = entry.target.spec.name;
  entry.refusal = services_.refusal(entry.target.spec);
  store_.use([&](Database& database) -> Stored<void> {
    const auto record = find_target(database, name);
    if (!record) return tl::unexpected(record.error());
    entry.record = *record;
    const auto last = last_runs(database, name, 1);
    if (!last) return tl::unexpected(last.error());
    if (last->empty()) return {};
    const auto saved = find_run(database, last->front().id);
    if (!saved) return tl::unexpected(saved.error());
    if (const auto run = *saved ? reports::read_run((*saved)->json) : base::fail("", ""))
      entry.last = without_requests(run->checks.front());
    return {};
  });
}

void Scheduler::replace(Settings settings) {
  const std::scoped_lock lock(mutex_);
  std::map<std::string, Entry> entries;
  std::vector<Plan> plans;
  for (Target& target : settings.targets) {
    const std::string name = target.spec.name;
    Entry entry;
    if (const auto old = entries_.find(name); old != entries_.end()) entry = std::move(old->second);
    const bool is_new = entry.target.spec.name.empty();
    entry.target = std::move(target);
    if (is_new) load(entry);
    Plan plan{.name = name,
              .schedule = entry.target.schedule,
              .hosts = model::provider_hosts(entry.target.spec),
              .accounts = model::accounts_of(entry.target.spec),
              .last_started = {}};
    if (entry.last) plan.last_started = entry.last->started;
    if (entry.record) {
      plan.rate_limits = entry.record->rate_limits;
      plan.not_before = entry.record->not_before;
    }
    plans.push_back(std::move(plan));
    entries.emplace(name, std::move(entry));
  }
  settings.targets.clear();
  notifier_.replace(settings.receivers);
  settings_ = std::move(settings);
  entries_ = std::move(entries);
  planner_.replace(plans, clock_.now(), settings_.courtesy);
  reload_ = {true, clock_.now()};
  changed_.notify_all();
}

void Scheduler::note_reload(bool ok) {
  const std::scoped_lock lock(mutex_);
  reload_ = {ok, clock_.now()};
}

bool Scheduler::run_due(std::stop_token stop) {
  std::unique_lock lock(mutex_);
  const auto job = planner_.take(clock_.now());
  if (!job) return false;
  const model::CheckSpec spec = entries_.at(job->name).target.spec;
  const std::optional<model::CheckResult> before = entries_.at(job->name).last;
  lock.unlock();
  model::CheckResult result = services_.run(spec, stop);
  if (stop.stop_requested()) return true;  // cut off by the end of serve: it says nothing
  warn_where_it_was_active(result, store_);
  const std::size_t changed_pages = before ? note_changed_pages(result, *before) : 0;
  const auto refusal = services_.refusal(spec);
  lock.lock();
  const Settings settings = settings_;
  const Conclusion conclusion = planner_.finished(*job, ended(result, refusal), clock_.now());
  if (const auto found = entries_.find(job->name); found != entries_.end()) {
    if (conclusion == Conclusion::Final) found->second.last = without_requests(result);
    found->second.refusal = refusal;
    found->second.changed_pages += changed_pages;
  }
  lock.unlock();
  log_(log_line(result, conclusion));
  keep(result, settings.keep);
  if (conclusion == Conclusion::Final) publish(*job, result, settings);
  changed_.notify_all();
  return true;
}

void Scheduler::keep(const model::CheckResult& result, const config::Keep& keep) {
  const model::Run run = model::run_of_one(version_, result);
  const config::Keep bounded = store_.bounded(keep);
  store_.use([&](Database& database) { return keep_run(database, run, bounded, clock_.now()); });
}

// The result is what people may be told.
void Scheduler::publish(const Job& job, const model::CheckResult& result,
                        const Settings& settings) {
  std::optional<Verdict> before;
  TargetRecord record;
  {
    const std::scoped_lock lock(mutex_);
    const auto found = entries_.find(job.name);
    if (found == entries_.end()) return;
    if (found->second.record) {
      record = *found->second.record;
      before = record.verdict;
    }
    if (before != result.verdict) record.since = result.started;
    record.verdict = result.verdict;
    if (result.verdict <= Verdict::Warning) record.last_success = result.started;
    if (const PlanState* plan = planner_.state(job.name)) {
      record.rate_limits = plan->rate_limits;
      record.not_before = plan->not_before;
    }
    found->second.record = record;
  }
  store_.use([&](Database& database) { return save_target(database, job.name, record); });
  tell(result, before, settings);
}

void Scheduler::tell(const model::CheckResult& result, std::optional<Verdict> before,
                     const Settings& settings) {
  for (const config::Receiver& receiver : settings.receivers)
    store_.use([&](Database& database) -> Stored<void> {
      const auto told = told_at(database, result.name, receiver.name);
      if (!told) return tl::unexpected(told.error());
      const base::WallTime now = clock_.now();
      const auto kind = alert_due(receiver, {before, result.verdict, *told, now});
      if (!kind) return {};
      const std::string link =
          settings.public_url.empty() ? "" : settings.public_url + target_link(result.name);
      const base::Json alert = make_alert(*kind, result, before, now, link);
      return queue_message(database, receiver.name, result.name, base::dump_json(alert), now);
    });
}

void Scheduler::wait(base::Millis most, const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  const base::WallTime now = clock_.now();
  const base::WallTime next = planner_.next();
  if (next <= now) return;
  changed_.wait_for(lock, stop, std::min<base::Millis>(most, next - now),
                    [&] { return planner_.next() <= clock_.now(); });
}

bool Scheduler::resume(const std::string& name) {
  const std::scoped_lock lock(mutex_);
  const auto found = entries_.find(name);
  if (found == entries_.end()) return false;
  services_.resume(found->second.target.spec);
  for (auto& [other, entry] : entries_) entry.refusal = services_.refusal(entry.target.spec);
  planner_.hurry(name, clock_.now());
  changed_.notify_all();
  return true;
}

View Scheduler::view() {
  View view{.version = version_,
            .now = clock_.now(),
            .started = started_,
            .targets = {},
            .place = store_.place(),
            .reason = store_.reason(),
            .waiting_messages = store_.use(waiting_messages).value_or(0),
            .notifier = notifier_.counts(),
            .reload = {}};
  const std::scoped_lock lock(mutex_);
  view.reload = reload_;
  for (const auto& [name, entry] : entries_) {
    const PlanState* plan = planner_.state(name);
    view.targets.push_back({entry.target.spec, entry.target.schedule, entry.record, entry.last,
                            plan == nullptr ? PlanState{} : *plan, entry.refusal,
                            entry.changed_pages});
  }
  return view;
}

std::vector<StoredRun> Scheduler::runs(const std::string& name, std::size_t most) {
  return store_.use([&](Database& database) { return last_runs(database, name, most); })
      .value_or(std::vector<StoredRun>{});
}

std::optional<SavedRun> Scheduler::run(std::int64_t id) {
  return store_.use([&](Database& database) { return find_run(database, id); })
      .value_or(std::nullopt);
}

void Scheduler::tidy() {
  config::Keep keep;
  {
    const std::scoped_lock lock(mutex_);
    keep = settings_.keep;
  }
  keep = store_.bounded(keep);
  for (const std::string& name : store_.use(known_targets).value_or(std::vector<std::string>{}))
    store_.use([&](Database& database) { return prune(database, name, keep, clock_.now()); });
}

}  // namespace flexverify::serve
