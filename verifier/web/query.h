// application/x-www-form-urlencoded (URL Standard section 5).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flexverify::web {

using NameValue = std::pair<std::string, std::string>;

[[nodiscard]] std::vector<NameValue> parse_query(std::string_view query);
// Space becomes '+'.
[[nodiscard]] std::string serialize_query(std::span<const NameValue> pairs);
// One component, form-urlencoded.
[[nodiscard]] std::string encode_component(std::string_view text);
// "%41" becomes "A"; a '%' without two hexadecimal digits stays.
[[nodiscard]] std::string percent_decode(std::string_view text);
// The first value of that name; the query without '?'.
[[nodiscard]] std::optional<std::string> query_value(std::string_view query, std::string_view name);

}  // namespace flexverify::web
