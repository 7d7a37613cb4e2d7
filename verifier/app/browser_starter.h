// Opens the real browser of one check: ours, or the one at --webdriver.
#pragma once

#include <memory>
#include <stop_token>
#include <variant>

#include "verifier/model/check_spec.h"
#include "verifier/net/transport.h"
#include "verifier/webdriver/turns.h"
#include "verifier/webdriver/window.h"

namespace flexverify::app {

// Outlives the windows that it opened, and keeps the check's turn for as long.
class BrowserStarter {
 public:
  BrowserStarter(const model::CheckSpec& spec, std::shared_ptr<const net::TrustStore> trust,
                 webdriver::Turns& turns, std::stop_token stop)
      : spec_(spec), trust_(std::move(trust)), turns_(turns), stop_(std::move(stop)) {}

  std::variant<std::unique_ptr<webdriver::Window>, model::Finding> open(
      const webdriver::Wish& wish);

 private:
  const model::CheckSpec& spec_;
  std::shared_ptr<const net::TrustStore> trust_;
  webdriver::Turns& turns_;
  std::stop_token stop_;
  std::unique_ptr<webdriver::Turns::Turn> turn_;
  std::unique_ptr<net::Transport> transport_;  // to the driver
};

}  // namespace flexverify::app
