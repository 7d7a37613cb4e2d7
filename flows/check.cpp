#include "flows/check.h"

#include <exception>
#include <utility>

#include "flows/counter_check.h"
#include "flows/finish.h"
#include "flows/legs.h"
#include "verifier/base/check.h"

namespace flexverify::flows {
namespace {

using model::Depth;

void tell(const Login& login, const ProgressEvent& event) {
  if (login.services.progress) login.services.progress(event);
}

// Runs one leg and records it as a step.
LegResult run_leg(const Leg& leg, Login& login) {
  tell(login, StepStarted{login.spec.name, std::string(leg.name)});
  const auto started = login.services.clock.steady();
  const std::size_t before = login.browser.exchanges().size();
  LegResult outcome = leg.run(login);
  const std::size_t after = login.browser.exchanges().size();
  model::Step step{.leg = std::string(leg.name),
                   .state = outcome.state,
                   .summary = login.redactor.text(outcome.summary),
                   .first_exchange = after > before ? before + 1 : 0,
                   .last_exchange = after > before ? after : 0,
                   .duration = login.services.clock.steady() - started};
  login.result.steps.push_back(step);
  tell(login, StepFinished{login.spec.name, std::move(step)});
  return outcome;
}

void drive(Login& login) {
  for (const Leg& leg : all_legs()) {
    if (!leg.applies(login)) continue;
    FV_CHECK(has(login, leg.needs));
    if (run_leg(leg, login).next == Next::End) return;
    FV_CHECK(has(login, leg.gives));
    // A URL that starts the login itself has shown no page yet.
    const bool page_unseen = leg.proves == Depth::Page && login.entry == Entry::AsIs;
    if (leg.proves != Depth::None && !page_unseen) login.result.reached = leg.proves;
    if (login.result.reached >= login.spec.depth) return;
  }
}

model::CheckResult bug_result(const model::CheckSpec& spec, const std::string& what) {
  model::CheckResult result;
  result.name = spec.name;
  result.setup = spec.setup;
  result.connection = spec.connection;
  result.question = question_of(spec, spec.connection);
  result.migrated_on = spec.migrated_on;
  result.depth = spec.depth;
  result.verdict = model::Verdict::Unknown;
  result.findings.push_back(model::make_finding(model::Code::InternalBug, what));
  return result;
}

model::CheckResult run(const model::CheckSpec& spec, const Services& services,
                       std::stop_token stop) {
  Login login(spec, services, std::move(stop));
  login.result.started = services.clock.now();
  const auto started = services.clock.steady();
  try {
    drive(login);
  } catch (const std::exception& bug) {  // what was seen so far is kept
    add(login, model::make_finding(model::Code::InternalBug, bug.what()));
  }
  login.result.duration = services.clock.steady() - started;
  return finish(login);
}

}  // namespace

model::CheckResult run_check(const model::CheckSpec& spec, const Services& services,
                             std::stop_token stop) noexcept {
  try {
    model::CheckResult result = run(spec, services, stop);
    const auto other = add_counter_check(
        spec, services.clock, result,
        [&](const model::CheckSpec& second) { return run_check(second, services, stop); });
    add_days_left(spec, services.clock.now(), other, result);
    if (services.progress) services.progress(CheckFinished{spec.name, result.verdict});
    return result;
  } catch (const std::exception& bug) {
    return bug_result(spec, bug.what());
  }
}

}  // namespace flexverify::flows
