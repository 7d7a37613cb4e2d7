// What the provider's pages mean, whoever shows them: our own engine, or a real browser. Which
// adapter knows a page, what it says of the secrets before it, and the trail for the report.
#pragma once

#include <optional>
#include <string>

#include "flows/login.h"

namespace flexverify::flows {

class ProviderPages {
 public:
  explicit ProviderPages(Login& login);

  // The named adapter, and, where the login went on to another provider, that one's.
  [[nodiscard]] std::optional<idp::Recognised> recognise(const idp::PageView& page) const;
  // From now on whoever knows the page.
  void hand_off() { adapter_ = nullptr; }

  // What a page tells of the secrets before it. A hop that every provider could have tells nothing;
  // a step of a provider that does not ask again tells that it goes on.
  void weigh(const idp::Recognised& recognised, const idp::Action& action);
  // The finding with which a page ends the login: only who knows what was sent can say what was
  // refused.
  [[nodiscard]] model::Finding ending(idp::Stop stop, const idp::PageView& page) const;
  // The same for a page that nobody knows; but a form that asks for the same secret again is an
  // answer to it.
  model::Finding unknown(const idp::PageView& page);

  // "entra: sign-in → redirecting → adfs: login"
  void note(const idp::Recognised& recognised);
  [[nodiscard]] const std::string& trail() const { return trail_; }
  void add_to_trail(const std::string& words) { trail_ += words; }

  // The adapters are told before the answer is there; what was held back was not sent.
  void mark_sent(base::SecretRef secret);
  // Secrets that were sent in this run before this walk.
  void mark_sent_before();

  idp::LoginFacts facts;
  idp::Memory memory;

 private:
  [[nodiscard]] bool repeats_a_secret(const web::Request& request) const;
  [[nodiscard]] model::Finding factor_hint(idp::Stop stop) const;

  Login& login_;
  const idp::Adapter* adapter_;
  std::string first_host_;
  std::string named_;  // the adapter that was named last in the trail
  std::string trail_;
  std::optional<base::SecretRef> answered_factor_;  // that the last page was the answer to
};

// The fact about one page for the result.
[[nodiscard]] model::PageFact page_fact(const idp::Recognised* recognised,
                                        const idp::PageView& page, std::size_t exchange);
// The provider let the browser go back to Twilio without a message.
[[nodiscard]] model::Finding sent_back_to_twilio();
// The host at which the provider's part of this login begins.
[[nodiscard]] std::string first_provider_host(const Login& login);

}  // namespace flexverify::flows
