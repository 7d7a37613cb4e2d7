// The messages of Identity Engine, by their key.
#pragma once

#include <optional>
#include <string>

#include "idp-adapters/adapter.h"

namespace flexverify::idp::okta {

struct Message {
  std::string key;   // "errors.E0000004"
  std::string text;  // localised
};
// The first that refuses or denies: of the whole answer, else of one of its fields.
[[nodiscard]] std::optional<Message> refusal_in(const base::Json& answer);
[[nodiscard]] Stop stop_for(const PageView& page, const Message& message, const Memory& memory);

}  // namespace flexverify::idp::okta
