// Which of many checks may start: no provider is asked by more at once, or more often, than wished,
// and no account signs in twice at once (model/courtesy.h). Knows no threads and no clock.
#pragma once

#include <cstddef>
#include <list>
#include <map>
#include <optional>
#include <vector>

#include "verifier/base/time.h"
#include "verifier/model/courtesy.h"

namespace flexverify::flows {

// Each check is taken once, and those of one provider in their order, but for accounts that are
// busy. A check that ends with the page asks no provider and waits for nobody.
class Queue {
 public:
  // Asks for each spec once, and keeps its hosts and its account alone.
  Queue(const model::CheckSpecs& specs, const model::Courtesy& courtesy);

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
  struct Lane {  // the checks of one account, or one check that has none
    model::Occupied places;
    std::vector<std::size_t> checks;  // the last one comes first
  };
  struct Provider {  // the checks that ask the same hosts
    model::Occupied hosts;
    std::list<Lane> lanes;
  };
  [[nodiscard]] bool is_free(const Lane& lane) const { return running_.has_room(lane.places); }
  std::size_t start(Provider& provider, std::list<Lane>::iterator lane, base::SteadyTime now);

  std::list<Provider> waiting_;
  model::RunningChecks<base::SteadyTime> running_;
  std::map<std::size_t, model::Occupied> taken_;  // and not ended, by index
};

}  // namespace flexverify::flows
