// Values that more than one JSON report holds. What is absent is null, so that every key is there.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verifier/base/json.h"
#include "verifier/model/run.h"

namespace flexverify::reports::json_parts {

[[nodiscard]] base::Json text(std::string_view value);
[[nodiscard]] base::Json number(std::size_t value);
[[nodiscard]] base::Json millis(base::Millis value);
[[nodiscard]] base::Json time(base::WallTime value);
[[nodiscard]] base::Json time(const std::optional<base::WallTime>& value);
[[nodiscard]] base::Json exchange_number(std::size_t value);
[[nodiscard]] base::Json texts(const std::vector<std::string>& values);
[[nodiscard]] base::Json finding(const model::Finding& finding);
// Null where the facts are absent.
[[nodiscard]] base::Json saml_request(const model::SamlRequestFacts* request);
[[nodiscard]] base::Json saml_response(const model::SamlResponseFacts* response);
[[nodiscard]] base::Json compared(const model::Compared& compared);
[[nodiscard]] base::Json certificate(const model::Certificate& certificate);

// The text of an object up to its last member, a list, whose items follow one by one.
[[nodiscard]] std::string open_list(const base::Json& object, std::string_view name);
// An item of a list that stands so many levels deep, on lines of its own.
[[nodiscard]] std::string list_item(const base::Json& item, int depth);

template <class T, class F>
base::Json list(const std::vector<T>& values, F one) {
  base::Json::Array items;  // the members of the array
  items.reserve(values.size());
  for (const T& value : values) items.push_back(one(value));
  return base::Json(std::move(items));
}

}  // namespace flexverify::reports::json_parts
