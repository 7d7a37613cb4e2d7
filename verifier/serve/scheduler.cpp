#include "verifier/serve/scheduler.h"

#include <fmt/format.h>

#include <algorithm>

#include "verifier/base/text.h"
#include "verifier/serve/changed_pages.h"
#include "verifier/serve/messages.h"
#include "verifier/serve/switched_off.h"

namespace flexverify::serve {
namespace {

using model::Verdict;

// A target's history is pruned now and then, and every hour: counting its runs takes time.
constexpr std::size_t kPruneEvery = 20;
// So many results are written at once, before their second is over.
constexpr std::size_t kMostUnwritten = 50;

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

Scheduler::Entry Scheduler::entry_of(Target target) {
  Entry entry;
  const auto old = entries_.find(target.spec.name);
  if (old != entries_.end()) entry = std::move(old->second);
  entry.view.target = std::make_shared<const Target>(std::move(target));
  if (old == entries_.end()) load(entry);
  touch(entry);
  return entry;
}

void Scheduler::replace(Settings settings) {
  write_results();  // a target may be a new one again
  const std::scoped_lock lock(mutex_);
  std::map<std::string, Entry> entries;
  std::vector<Plan> plans;
  for (Target& target : settings.targets) {
    Entry entry = entry_of(std::move(target));
    const TargetView& view = entry.view;
    Plan plan{.name = view.name(),
              .schedule = view.target->schedule,
              .hosts = model::provider_hosts(view.target->spec),
              .accounts = model::accounts_of(view.target->spec),
              .last_started = {}};
    if (view.last.result) plan.last_started = view.last.result->started;
    if (view.record) {
      plan.rate_limits = view.record->rate_limits;
      plan.not_before = view.record->not_before;
    }
    plans.push_back(std::move(plan));
    entries.emplace(view.name(), std::move(entry));
  }
  settings.targets.clear();
  notifier_.replace(settings.receivers);
  settings_ = std::move(settings);
  entries_ = std::move(entries);
  planner_.replace(plans, clock_.now(), settings_.courtesy);
  reload_ = {true, clock_.now()};
  ++configuration_;
  changed_.notify_all();
}

void Scheduler::note_reload(bool ok) {
  const std::scoped_lock lock(mutex_);
  reload_ = {ok, clock_.now()};
}

std::optional<Scheduler::Work> Scheduler::next_work() {
  const std::scoped_lock lock(mutex_);
  const auto job = planner_.take(clock_.now());
  if (!job) return std::nullopt;
  Entry& entry = entries_.at(job->name);
  touch(entry);
  return Work{*job, entry.view.target, entry.view.last.result};
}

bool Scheduler::run_due(std::stop_token stop) {
  const auto work = next_work();
  if (!work) return false;
  model::CheckResult result = services_.run(work->target->spec, stop);
  // Cut off by the end of serve, it says nothing.
  if (!stop.stop_requested()) end(*work, std::move(result));
  return true;
}

void Scheduler::end(const Work& work, model::CheckResult result) {
  if (has(result, model::Code::ConnectionInactive)) write_results();  // which are looked at
  warn_where_it_was_active(result, store_);
  Ending ending{.run = {}, .shown = {}, .refusal = services_.refusal(work.target->spec)};
  if (work.before) ending.changed_pages = note_changed_pages(result, *work.before);
  ending.how = ended(result, ending.refusal);
  model::Run run = model::run_of_one(version_, std::move(result));
  ending.run = new_run(run);
  ending.shown = shown_result(std::move(run.checks.front()), run.verdict);
  const std::shared_ptr<const model::CheckResult> shown = ending.shown.result;
  const bool asked_for_less = ending.how == Ended::RateLimited;
  const Outcome outcome = note(work, std::move(ending));
  log_(log_line(*shown, outcome.conclusion));
  if (outcome.unwritten >= kMostUnwritten || asked_for_less) write_results();
  if (outcome.told) tell(*shown, outcome.before);
}

// A view that has the change finds the result in the history: it waits there before.
Scheduler::Outcome Scheduler::note(const Work& work, Ending ending) {
  const std::scoped_lock lock(mutex_);
  Outcome outcome;
  outcome.conclusion = planner_.finished(work.job, ending.how, clock_.now());
  Finished finished{.run = std::move(ending.run), .record = {}};
  if (const auto found = entries_.find(work.job.name); found != entries_.end()) {
    Entry& entry = found->second;
    TargetView& view = entry.view;
    view.refusal = std::move(ending.refusal);
    view.changed_pages += ending.changed_pages;
    if (++entry.written % kPruneEvery == 0) finished.prune = Prune::Yes;
    outcome.told = outcome.conclusion == Conclusion::Final;
    if (view.record) outcome.before = view.record->verdict;
    if (outcome.told) {
      view.last = std::move(ending.shown);
      finished.record = publish(view, *planner_.state(work.job.name));
    }
    touch(entry);
  }
  outcome.unwritten = unwritten_.add(std::move(finished));
  changed_.notify_all();
  return outcome;
}

// What people may be told now, and what is known of it over restarts.
TargetRecord Scheduler::publish(TargetView& view, const PlanState& plan) {
  const model::CheckResult& result = *view.last.result;
  TargetRecord record = view.record.value_or(TargetRecord{});
  if (!view.record || record.verdict != result.verdict) record.since = result.started;
  record.verdict = result.verdict;
  if (result.verdict <= Verdict::Warning) record.last_success = result.started;
  record.rate_limits = plan.rate_limits;
  record.not_before = plan.not_before;
  view.record = record;
  return record;
}

Settings Scheduler::settings() {
  const std::scoped_lock lock(mutex_);
  return settings_;
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
  services_.resume(found->second.view.target->spec);
  // Others of the same account as well.
  for (auto& [other, entry] : entries_) {
    if (!entry.view.refusal) continue;
    entry.view.refusal = services_.refusal(entry.view.target->spec);
    touch(entry);
  }
  planner_.hurry(name, clock_.now());
  touch(found->second);
  changed_.notify_all();
  return true;
}

View Scheduler::view(const std::optional<std::string>& only) {
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
  view.reload = reload_, view.changes = changes_, view.configuration = configuration_;
  auto [at, end] = only ? entries_.equal_range(*only) : std::pair(entries_.begin(), entries_.end());
  for (; at != end; ++at) {
    view.targets.push_back(at->second.view);
    if (const PlanState* plan = planner_.state(at->first)) view.targets.back().plan = *plan;
  }
  return view;
}

}  // namespace flexverify::serve
