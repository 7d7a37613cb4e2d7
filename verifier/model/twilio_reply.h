// What Twilio's replies about a token have in common: the same fields, and an error number.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "verifier/base/json.h"
#include "verifier/base/time.h"

namespace flexverify::model {

// Whose token it is. An empty or absent value was not said.
struct TokenFacts {
  std::string account_sid;
  std::string identity;
  std::string worker_sid;
  std::optional<std::vector<std::string>> roles;
  std::optional<base::WallTime> expiration;  // absent as well where it cannot be read
};

// A reply whose values have types that no client can use.
struct MalformedReply {
  std::string what;  // "identity is no text"; printable
};

[[nodiscard]] std::variant<TokenFacts, MalformedReply> read_token_facts(const base::Json& reply);

// The number of a Twilio error, also beside other values; absent: there is none, or it is 0.
[[nodiscard]] std::optional<std::int64_t> error_number(const base::Json& reply);

}  // namespace flexverify::model
