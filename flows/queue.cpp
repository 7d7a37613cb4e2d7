#include "flows/queue.h"

#include <algorithm>
#include <string>
#include <utility>

namespace flexverify::flows {

Queue::Queue(const model::CheckSpecs& specs, const model::Courtesy& courtesy) {
  running_.replace(courtesy);
  model::Numbers hosts, accounts;
  std::map<std::vector<std::size_t>, Provider*> providers;
  std::map<std::pair<model::Occupied, std::size_t>, Lane*> lanes;
  for (std::size_t i = 0; i < specs.count; ++i) {
    const model::CheckSpec spec = specs.at(i);
    const model::Occupied places{hosts.of(model::provider_hosts(spec)),
                                 accounts.of(model::accounts_of(spec))};
    Provider*& provider = providers[places.hosts];
    if (provider == nullptr) {
      provider = &waiting_.emplace_back();
      provider->hosts.hosts = places.hosts;
    }
    Lane*& lane = lanes[{places, places.accounts.empty() ? i : 0}];
    if (lane == nullptr) lane = &provider->lanes.emplace_back(Lane{places, {}});
    lane->checks.push_back(i);
  }
  for (Provider& provider : waiting_)
    for (Lane& lane : provider.lanes) std::ranges::reverse(lane.checks);
}

std::optional<std::size_t> Queue::take(base::SteadyTime now) {
  for (auto provider = waiting_.begin(); provider != waiting_.end(); ++provider) {
    if (!running_.has_room(provider->hosts) || running_.not_before(provider->hosts) > now) continue;
    const auto lane =
        std::ranges::find_if(provider->lanes, [&](const Lane& one) { return is_free(one); });
    if (lane == provider->lanes.end()) continue;
    const std::size_t index = start(*provider, lane, now);
    if (provider->lanes.empty()) waiting_.erase(provider);
    return index;
  }
  return std::nullopt;
}

std::size_t Queue::start(Provider& provider, std::list<Lane>::iterator lane, base::SteadyTime now) {
  const std::size_t index = lane->checks.back();
  lane->checks.pop_back();
  running_.started(lane->places, now);
  taken_[index] = lane->places;
  if (lane->checks.empty()) provider.lanes.erase(lane);
  return index;
}

std::optional<base::SteadyTime> Queue::next() const {
  std::optional<base::SteadyTime> first;
  for (const Provider& provider : waiting_) {
    const bool may = running_.has_room(provider.hosts) &&
                     std::ranges::any_of(provider.lanes, [&](const Lane& l) { return is_free(l); });
    if (may)
      first =
          std::min(first.value_or(base::SteadyTime::max()), running_.not_before(provider.hosts));
  }
  return first;
}

void Queue::hurry() { running_.hurry(); }

void Queue::finished(std::size_t index) {
  const auto found = taken_.find(index);
  if (found == taken_.end()) return;
  running_.ended(found->second);
  taken_.erase(found);
}

}  // namespace flexverify::flows
