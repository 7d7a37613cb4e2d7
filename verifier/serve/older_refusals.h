// The table `refused` of histories before schema 4: one row for an account, known by its hosts, its
// user name and the place of its password, with one fingerprint of all its secrets together.
#pragma once

#include <optional>

#include "verifier/serve/attempts.h"
#include "verifier/serve/database.h"

namespace flexverify::serve {

[[nodiscard]] Stored<std::optional<Remembered>> find_older_refusal(Database& database,
                                                                   const model::CheckSpec& spec);
[[nodiscard]] Stored<std::size_t> forget_older_refusal(Database& database,
                                                       const model::CheckSpec& spec);

}  // namespace flexverify::serve
