#include "flows/secret_facts.h"

#include <algorithm>
#include <utility>

#include "verifier/model/account_secrets.h"

namespace flexverify::flows {

using base::SecretRef;
using model::SecretOutcome;

void SecretFacts::sent(SecretRef secret) {
  outcomes_[secret] = SecretOutcome::Unanswered;
  if (!in_flight(secret)) in_flight_.push_back(secret);
}

bool SecretFacts::in_flight(SecretRef secret) const {
  return std::ranges::find(in_flight_, secret) != in_flight_.end();
}

bool SecretFacts::any_in_flight() const { return !in_flight_.empty(); }

void SecretFacts::decide(SecretRef secret, SecretOutcome outcome, model::Code why) {
  std::erase(in_flight_, secret);
  outcomes_[secret] = outcome;
  store_.settle(secret, {outcome, why});
}

void SecretFacts::decide_all(SecretOutcome outcome, model::Code why) {
  for (const SecretRef secret : std::exchange(in_flight_, {})) decide(secret, outcome, why);
}

void SecretFacts::do_not_count(SecretOutcome outcome) {
  for (const SecretRef secret : std::exchange(in_flight_, {})) {
    outcomes_[secret] = outcome;
    store_.settle(secret, {SecretOutcome::NotSent, model::Code::InternalBug});
  }
}

void SecretFacts::accept_all() { decide_all(SecretOutcome::Accepted, model::Code::InternalBug); }

void SecretFacts::log_in_anew() {
  accept_all();
  for (const auto& [secret, outcome] : outcomes_) earlier_.insert(secret);
}

bool SecretFacts::is_of_an_earlier_login(SecretRef secret) const {
  return earlier_.contains(secret);
}

void SecretFacts::refuse(SecretRef secret, model::Code why) {
  if (is_of_an_earlier_login(secret)) return;
  if (outcomes_.contains(secret)) decide(secret, SecretOutcome::Refused, why);
}

void SecretFacts::hear(idp::SecretAnswer answer, model::Code why) {
  switch (answer) {
    case idp::SecretAnswer::None:
      return;
    case idp::SecretAnswer::Accepted:
      return accept_all();
    case idp::SecretAnswer::LoginRefused:  // a code that went along was not looked at
      refuse(SecretRef::Password, why);
      return do_not_count(SecretOutcome::Unanswered);
    case idp::SecretAnswer::FactorRefused:  // nothing is in flight when a person said no
      if (in_flight(SecretRef::Password)) decide(SecretRef::Password, SecretOutcome::Accepted, why);
      return decide_all(SecretOutcome::Refused, why);
    case idp::SecretAnswer::CodeUsed:  // the next code is another one
      return do_not_count(SecretOutcome::Refused);
  }
}

void SecretFacts::leave_unanswered(model::Code why) { decide_all(SecretOutcome::Unanswered, why); }

std::vector<model::SecretFact> SecretFacts::all(const model::IdpSpec& idp) const {
  std::vector<model::SecretFact> facts;
  for (const model::AccountSecret& row : model::kAccountSecrets) {
    const auto found = outcomes_.find(row.secret);
    if (found != outcomes_.end())
      facts.push_back({std::string(row.name), found->second});
    else if (model::is_given(idp, row))
      facts.push_back({std::string(row.name), SecretOutcome::NotSent});
  }
  return facts;
}

}  // namespace flexverify::flows
