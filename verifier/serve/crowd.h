// Who is connected, and who must go when somebody else comes: one address cannot keep others out by
// holding connections open.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace flexverify::serve {

class Crowd {
 public:
  static constexpr std::size_t kMostOfAnAddress = 64;  // connections of one address
  static constexpr std::size_t kMost = 1024;           // connections in all
  using Id = std::uint64_t;

  struct Admitted {
    std::optional<Id> id;       // absent: there is no room, all others are being answered
    std::optional<Id> instead;  // whoever has waited for longest with no whole request: ends now
  };
  Admitted admit(const std::string& address);
  // Its request is whole: it is not ended for others from here on.
  void answer(Id id);
  void leave(Id id) { open_.erase(id); }
  [[nodiscard]] std::size_t size() const { return open_.size(); }

 private:
  struct Open {
    std::string address;
    enum class State { Waiting, Ended, Answered } state = State::Waiting;
  };
  // Of that address; "": of all.
  [[nodiscard]] std::optional<Id> longest_waiting(const std::string& address) const;
  [[nodiscard]] std::size_t count(const std::string& address) const;

  std::map<Id, Open> open_;  // in the order in which they came
  Id next_ = 1;
};

}  // namespace flexverify::serve
