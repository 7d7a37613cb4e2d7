#include "flows/queue.h"

#include <algorithm>
#include <utility>

#include "verifier/base/text.h"

namespace flexverify::flows {
namespace {

std::vector<std::string> provider_hosts(const model::CheckSpec& spec) {
  std::vector<std::string> hosts;
  if (spec.depth == model::Depth::Page) return hosts;
  for (const std::string& host : spec.idp.hosts) hosts.push_back(base::ascii_lower(host));
  if (const auto sso = web::parse_url(spec.idp.sso_url); hosts.empty() && sso)
    hosts.push_back(web::host_and_port(*sso));
  if (const std::string page = web::host_and_port(spec.url); hosts.empty() && !page.empty())
    hosts.push_back(page);
  std::ranges::sort(hosts);
  return hosts;
}

// "" when nobody signs in, or nobody knows who.
std::string user_of(const model::CheckSpec& spec) {
  return spec.depth <= model::Depth::AuthnRequest ? "" : base::ascii_lower(spec.idp.username);
}

// Gives each name a number, from 0.
class Numbers {
 public:
  std::size_t of(const std::string& name) {
    return numbers_.try_emplace(name, numbers_.size()).first->second;
  }
  [[nodiscard]] std::size_t size() const { return numbers_.size(); }

 private:
  std::map<std::string, std::size_t> numbers_;
};

}  // namespace

Queue::Queue(const model::CheckSpecs& specs, const Courtesy& courtesy) : courtesy_(courtesy) {
  Numbers hosts, accounts;
  std::map<std::vector<std::string>, Provider*> providers;
  std::map<std::pair<const Provider*, std::string>, Lane*> lanes;
  for (std::size_t i = 0; i < specs.count; ++i) {
    const model::CheckSpec spec = specs.at(i);
    const std::vector<std::string> names = provider_hosts(spec);
    const std::string user = user_of(spec);
    Provider*& provider = providers[names];
    if (provider == nullptr) {
      provider = &waiting_.emplace_back();
      for (const std::string& name : names) provider->hosts.push_back(hosts.of(name));
    }
    const std::string lane_name = user.empty() ? "\n" + std::to_string(i) : user;
    Lane*& lane = lanes[{provider, lane_name}];
    if (lane == nullptr) {
      lane = &provider->lanes.emplace_back();
      for (const std::string& name : names)
        if (!user.empty()) lane->accounts.push_back(accounts.of(user + "\n" + name));
    }
    lane->checks.push_back(i);
  }
  for (Provider& provider : waiting_)
    for (Lane& lane : provider.lanes) std::ranges::reverse(lane.checks);
  hosts_.resize(hosts.size());
  busy_.resize(accounts.size());
}

bool Queue::has_room(const Provider& provider) const {
  return std::ranges::all_of(
      provider.hosts, [&](std::size_t host) { return hosts_[host].running < courtesy_.at_once; });
}

base::SteadyTime Queue::not_before(const Provider& provider) const {
  base::SteadyTime time{};
  for (const std::size_t host : provider.hosts) time = std::max(time, hosts_[host].not_before);
  return time;
}

bool Queue::is_free(const Lane& lane) const {
  return std::ranges::none_of(lane.accounts, [&](std::size_t account) { return busy_[account]; });
}

std::optional<std::size_t> Queue::take(base::SteadyTime now) {
  for (auto provider = waiting_.begin(); provider != waiting_.end(); ++provider) {
    if (!has_room(*provider) || not_before(*provider) > now) continue;
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
  for (const std::size_t host : provider.hosts) {
    ++hosts_[host].running;
    hosts_[host].not_before = now + courtesy_.pace;
  }
  for (const std::size_t account : lane->accounts) busy_[account] = true;
  running_[index] = {provider.hosts, lane->accounts};
  if (lane->checks.empty()) provider.lanes.erase(lane);
  return index;
}

std::optional<base::SteadyTime> Queue::next() const {
  std::optional<base::SteadyTime> first;
  for (const Provider& provider : waiting_) {
    const bool may =
        has_room(provider) &&
        std::ranges::any_of(provider.lanes, [&](const Lane& one) { return is_free(one); });
    if (may) first = std::min(first.value_or(base::SteadyTime::max()), not_before(provider));
  }
  return first;
}

void Queue::hurry() {
  courtesy_.pace = base::Millis{0};
  for (Host& host : hosts_) host.not_before = {};
}

void Queue::finished(std::size_t index) {
  const auto found = running_.find(index);
  if (found == running_.end()) return;
  for (const std::size_t host : found->second.hosts) --hosts_[host].running;
  for (const std::size_t account : found->second.accounts) busy_[account] = false;
  running_.erase(found);
}

}  // namespace flexverify::flows
