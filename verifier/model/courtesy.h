// What checks that run at once owe to others: an identity provider is asked by few at a time, and
// not too often, and no account signs in twice at once. Knows no threads and no clock; `check` and
// `serve` ask the same.
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "verifier/base/time.h"
#include "verifier/model/check_spec.h"

namespace flexverify::model {

// How much one identity provider is asked: a host of idp.hosts, else that of the Single Sign-On
// URL, else the host of the page.
struct Courtesy {
  std::size_t at_once = 4;  // checks
  base::Millis pace{50};    // from the start of one check to that of the next
};

// Sorted. A check that ends with the page asks no provider and waits for nobody.
[[nodiscard]] std::vector<std::string> provider_hosts(const CheckSpec& spec);
// Who signs in where, with a name for each host; none when nobody does, or nobody knows who. Where
// no host is declared, the user is one account wherever the login leads.
[[nodiscard]] std::vector<std::string> accounts_of(const CheckSpec& spec);

// What a check takes up while it runs, by numbers.
struct Occupied {
  std::vector<std::size_t> hosts, accounts;
  auto operator<=>(const Occupied&) const = default;
};

// Gives each name a number, from 0.
class Numbers {
 public:
  std::size_t of(const std::string& name) {
    return numbers_.try_emplace(name, numbers_.size()).first->second;
  }
  std::vector<std::size_t> of(const std::vector<std::string>& names) {
    std::vector<std::size_t> all;
    for (const std::string& name : names) all.push_back(of(name));
    return all;
  }

 private:
  std::map<std::string, std::size_t> numbers_;
};

// What runs where. `Time` is a moment of the clock that the caller goes by.
template <class Time>
class RunningChecks {
 public:
  void replace(const Courtesy& courtesy) { courtesy_ = courtesy; }

  // Whether it may start, but for the pace.
  [[nodiscard]] bool has_room(const Occupied& places) const {
    return std::ranges::all_of(
               places.hosts, [&](std::size_t n) { return host(n).running < courtesy_.at_once; }) &&
           std::ranges::none_of(places.accounts, [&](std::size_t n) { return account(n) > 0; });
  }
  // By the pace.
  [[nodiscard]] Time not_before(const Occupied& places) const {
    Time time{};
    for (const std::size_t n : places.hosts) time = std::max(time, host(n).not_before);
    return time;
  }
  void started(const Occupied& places, Time now) {
    for (const std::size_t n : places.hosts) {
      if (n >= hosts_.size()) hosts_.resize(n + 1);
      ++hosts_[n].running;
      hosts_[n].not_before = now + courtesy_.pace;
    }
    for (const std::size_t n : places.accounts) {
      if (n >= accounts_.size()) accounts_.resize(n + 1);
      ++accounts_[n];
    }
  }
  void ended(const Occupied& places) {
    for (const std::size_t n : places.hosts) --hosts_[n].running;
    for (const std::size_t n : places.accounts) --accounts_[n];
  }
  // No pace from here on: who was told to stop sends nothing.
  void hurry() {
    courtesy_.pace = base::Millis{0};
    for (Host& one : hosts_) one.not_before = {};
  }

 private:
  struct Host {
    std::size_t running = 0;
    Time not_before{};
  };
  [[nodiscard]] Host host(std::size_t n) const { return n < hosts_.size() ? hosts_[n] : Host{}; }
  [[nodiscard]] std::size_t account(std::size_t n) const {
    return n < accounts_.size() ? accounts_[n] : 0;
  }

  Courtesy courtesy_;
  std::vector<Host> hosts_;
  std::vector<std::size_t> accounts_;
};

}  // namespace flexverify::model
