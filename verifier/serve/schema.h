// The tables of the history, and the way from each older version to the newest.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "verifier/serve/database.h"

namespace flexverify::serve {

// Script number n leads from version n to n + 1. A script is never changed once it was released.
[[nodiscard]] std::span<const char* const> migrations();
// Unusable when the file was made by a newer version than this one.
[[nodiscard]] Stored<void> migrate(Database& database);
// Opened and brought up to date; "" is one in memory.
[[nodiscard]] Stored<Database> open_history(const std::string& path,
                                            Database::Visit visit = Database::Visit::Long,
                                            Database::Hook before_statement = {});

}  // namespace flexverify::serve
