#include "verifier/config/merge.h"

#include <algorithm>

#include "verifier/config/keys.h"

namespace flexverify::config {

using base::Json;

namespace {

// One source replaces another; they are not merged.
bool is_secret(std::string_view member) {
  return std::ranges::any_of(all_keys(), [member](const Key& key) {
    return key.rule == Rule::Secret && member_name(key) == member;
  });
}

}  // namespace

Json merged(Json base, const Json& over) {  // : as deep as the table
  if (over.object() == nullptr) return base;
  for (const auto& [name, member] : *over.object()) {
    if (member.is_null()) continue;
    const Json* old = base.find(name);
    const bool merge = old != nullptr && old->object() != nullptr && member.object() != nullptr &&
                       !is_secret(name);
    base.set(name, merge ? merged(*old, member) : member);
  }
  return base;
}

}  // namespace flexverify::config
