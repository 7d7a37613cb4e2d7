// What a provider's own numbers, names and words mean: one kind of table for all of them.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "idp-adapters/adapter.h"

namespace flexverify::idp {

struct VendorMessage {
  std::string_view key;           // as the provider has it: "E0000004", "account is locked"
  model::Code code;               // the finding that it leads to
  std::string_view meaning = {};  // in our words, for the finding's detail
  std::string_view advice = {};   // what to do, where the table of codes says another thing
};

// How a key stands in what the provider says.
enum class KeyIs {
  Whole,  // all of it; a key that ends with '*' is its beginning
  Part,   // somewhere in it
  Words,  // somewhere in it, in whatever case
  Ending,
};

// The first row whose key stands in `said`; null when none does.
[[nodiscard]] const VendorMessage* message_in(std::span<const VendorMessage> table, KeyIs key,
                                              std::string_view said);
// The finding of a row, with this detail.
[[nodiscard]] Stop stop_for(const VendorMessage& message, std::string detail);

}  // namespace flexverify::idp
