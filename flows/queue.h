// Which of many checks may start: no provider is asked by more at once, or more often, than wished,
// and no account signs in twice at once. Knows no threads and no clock.
#pragma once

#include <cstddef>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "verifier/base/time.h"
#include "verifier/model/check_spec.h"

namespace flexverify::flows {

// How much one identity provider is asked: a host of idp.hosts, else that of the Single Sign-On
// URL, else the host of the page.
struct Courtesy {
  std::size_t at_once = 4;  // checks
  base::Millis pace{50};    // from the start of one check to that of the next
};

// Each check is taken once, and those of one provider in their order, but for accounts that are
// busy. A check that ends with the page asks no provider and waits for nobody.
class Queue {
 public:
  // Asks for each spec once, and keeps its hosts and its account alone.
  Queue(const model::CheckSpecs& specs, const Courtesy& courtesy);

  // The index of a check that starts now; absent: none may.
  [[nodiscard]] std::optional<std::size_t> take(base::SteadyTime now);
  // When take() has one if no check ends before; absent: not before one ends.
  [[nodiscard]] std::optional<base::SteadyTime> next() const;
  // The check that was taken has ended.
  void finished(std::size_t index);
  // No pace from here on: who was told to stop sends nothing.
  void hurry();
  [[nodiscard]] bool empty() const { return waiting_.empty(); }  // all were taken

 private:
  struct Host {
    std::size_t running = 0;
    base::SteadyTime not_before{};
  };
  struct Lane {  // the checks of one account, or one check that has none
    std::vector<std::size_t> accounts;
    std::vector<std::size_t> checks;  // the last one comes first
  };
  struct Provider {  // the checks that ask the same hosts
    std::vector<std::size_t> hosts;
    std::list<Lane> lanes;
  };
  struct Running {
    std::vector<std::size_t> hosts, accounts;
  };
  [[nodiscard]] bool has_room(const Provider& provider) const;
  [[nodiscard]] base::SteadyTime not_before(const Provider& provider) const;
  [[nodiscard]] bool is_free(const Lane& lane) const;
  std::size_t start(Provider& provider, std::list<Lane>::iterator lane, base::SteadyTime now);

  Courtesy courtesy_;
  std::vector<Host> hosts_;
  std::vector<bool> busy_;  // accounts
  std::list<Provider> waiting_;
  std::map<std::size_t, Running> running_;
};

}  // namespace flexverify::flows
