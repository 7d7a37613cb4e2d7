// What became of the test account's secrets in one login: recorded at the page that shows it, and
// told to the secret store at once.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "idp-adapters/adapter.h"
#include "verifier/model/check_spec.h"
#include "verifier/model/run.h"
#include "verifier/net/secret_store.h"

namespace flexverify::flows {

class SecretFacts {
 public:
  explicit SecretFacts(net::SecretStore& store) : store_(store) {}  // borrowed

  // It went out, and nobody knows yet what the provider makes of it.
  void sent(base::SecretRef secret);
  [[nodiscard]] bool in_flight(base::SecretRef secret) const;
  [[nodiscard]] bool any_in_flight() const;
  // The login goes on without asking again.
  void accept_all();
  // A page asks for it again.
  void refuse(base::SecretRef secret, model::Code why);
  // A page ends the login with a finding, and says this about what was sent.
  void hear(idp::SecretAnswer answer, model::Code why);
  // The login ended, and no page said anything.
  void leave_unanswered(model::Code why);

  // A second login of the same run begins: a page of it that asks again refuses nothing, since
  // nothing is sent twice.
  void log_in_anew();
  // It was sent in a login before this one.
  [[nodiscard]] bool is_of_an_earlier_login(base::SecretRef secret) const;

  // One fact for each secret that the specification gives a source for.
  [[nodiscard]] std::vector<model::SecretFact> all(const model::IdpSpec& idp) const;

 private:
  void decide(base::SecretRef secret, model::SecretOutcome outcome, model::Code why);
  void decide_all(model::SecretOutcome outcome, model::Code why);
  // This is what happened to what is in flight, and no later run needs to know.
  void do_not_count(model::SecretOutcome outcome);

  net::SecretStore& store_;
  std::map<base::SecretRef, model::SecretOutcome> outcomes_;  // of what was sent
  std::vector<base::SecretRef> in_flight_;
  std::set<base::SecretRef> earlier_;
};

}  // namespace flexverify::flows
