// Alerts that wait to be delivered, and when each receiver was told last.
#pragma once

#include <string>
#include <vector>

#include "verifier/base/time.h"
#include "verifier/serve/database.h"

namespace flexverify::serve {

struct Message {
  std::int64_t id = 0;       // of the row
  std::string receiver;      // its name
  base::WallTime created{};  // when it was queued
  std::size_t tries = 0;     // that failed
  std::string body;          // flexverify-alert/1, without any secret
};

// Queued, and noted as told.
[[nodiscard]] Stored<void> queue_message(Database& database, const std::string& receiver,
                                         const std::string& target, const std::string& body,
                                         base::WallTime now);
// Those that may be sent now, oldest first.
[[nodiscard]] Stored<std::vector<Message>> due_messages(Database& database, base::WallTime now,
                                                        std::size_t most);
[[nodiscard]] Stored<void> postpone_message(Database& database, std::int64_t id,
                                            base::WallTime not_before);
[[nodiscard]] Stored<void> remove_message(Database& database, std::int64_t id);
[[nodiscard]] Stored<std::size_t> waiting_messages(Database& database);
// 1970 when never.
[[nodiscard]] Stored<base::WallTime> told_at(Database& database, const std::string& target,
                                             const std::string& receiver);

}  // namespace flexverify::serve
