// A server gone wrong, by a seed: what a login's requests are answered with is changed, so that the
// same number does the same again.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "verifier/net/transport.h"

namespace flexverify::test {

// What a change proves: after one that nobody can get through, "ok" would be a false pass.
enum class Damage { None, Harmless, Any, Fatal };

struct ChaosEvent {
  std::size_t exchange;  // from 1
  std::string change;
  Damage damage;
};

// Changes one answer in four, at most three of a login. It echoes what it saw (bodies, cookies) as
// an angry or careless server does, in one of many encodings.
class ChaosTransport final : public net::Transport {
 public:
  ChaosTransport(net::Transport& inner, std::uint32_t seed, std::string echo)
      : inner_(inner), dice_(seed), echo_(std::move(echo)) {}

  net::WireExchange send(const net::WireRequest& request, const net::Limits& limits,
                         std::stop_token stop) override;
  [[nodiscard]] const std::vector<ChaosEvent>& events() const { return events_; }

 private:
  std::size_t roll(std::size_t sides) { return dice_() % sides; }  // the same on every machine
  void change(const net::WireRequest& request, net::WireExchange& exchange);
  void change_response(const net::WireRequest& request, web::Response& response);
  [[nodiscard]] std::string echo();

  net::Transport& inner_;
  std::mt19937 dice_;
  std::string echo_;  // a secret that it may be given
  bool knows_ = false;
  std::size_t count_ = 0;
  std::vector<ChaosEvent> events_;
};

}  // namespace flexverify::test
