#include "verifier/serve/crowd.h"

#include <algorithm>

namespace flexverify::serve {

std::size_t Crowd::count(const std::string& address) const {
  return static_cast<std::size_t>(std::ranges::count_if(open_, [&](const auto& one) {
    return one.second.state != Open::State::Ended &&
           (address.empty() || one.second.address == address);
  }));
}

std::optional<Crowd::Id> Crowd::longest_waiting(const std::string& address) const {
  for (const auto& [id, one] : open_)
    if (one.state == Open::State::Waiting && (address.empty() || one.address == address)) return id;
  return std::nullopt;
}

Crowd::Admitted Crowd::admit(const std::string& address) {
  Admitted admitted;
  const bool address_full = count(address) >= kMostOfAnAddress;
  if (address_full || count("") >= kMost) {
    admitted.instead = longest_waiting(address_full ? address : "");
    if (!admitted.instead) return admitted;
    open_.at(*admitted.instead).state = Open::State::Ended;
  }
  admitted.id = next_++;
  open_.emplace(*admitted.id, Open{address});
  return admitted;
}

void Crowd::answer(Id id) {
  const auto found = open_.find(id);
  if (found != open_.end() && found->second.state == Open::State::Waiting)
    found->second.state = Open::State::Answered;
}

}  // namespace flexverify::serve
