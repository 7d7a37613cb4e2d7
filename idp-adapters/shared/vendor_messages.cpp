#include "idp-adapters/shared/vendor_messages.h"

#include <algorithm>
#include <utility>

#include "idp-adapters/shared/form_helpers.h"
#include "verifier/base/text.h"

namespace flexverify::idp {
namespace {

bool is_whole(std::string_view key, std::string_view said) {
  if (!key.ends_with('*')) return key == said;
  return said.starts_with(key.substr(0, key.size() - 1));
}

bool stands_in(std::string_view key, KeyIs how, std::string_view said) {
  switch (how) {
    case KeyIs::Whole:
      return is_whole(key, said);
    case KeyIs::Part:
      return base::contains(said, key);
    case KeyIs::Words:
      return base::contains_ignoring_case(said, key);
    case KeyIs::Ending:
      return said.ends_with(key);
  }
  return false;
}

}  // namespace

const VendorMessage* message_in(std::span<const VendorMessage> table, KeyIs key,
                                std::string_view said) {
  const auto row = std::ranges::find_if(
      table, [&](const VendorMessage& one) { return stands_in(one.key, key, said); });
  return row == table.end() ? nullptr : &*row;
}

Stop stop_for(const VendorMessage& message, std::string detail) {
  return stop(message.code, std::move(detail), std::string(message.advice));
}

}  // namespace flexverify::idp
