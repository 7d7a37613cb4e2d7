// Why a text is no JSON, for who wrote it: other formats and usual slips by their names. Shows
// nothing of the text, which may hold a secret.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace flexverify::config {

struct NotJson {
  std::string what;    // what the text is, in words
  std::size_t offset;  // where to look
};
// Of a text that the parser gave up at `offset`.
[[nodiscard]] NotJson why_not_json(std::string_view source, std::size_t offset);

}  // namespace flexverify::config
