// Text in columns: display width, wrapping with a hanging indent, colour.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "reports/renderer.h"

namespace flexverify::reports {

// What stands at the right edge stands here on a wider terminal, or the eye loses its line.
inline constexpr std::size_t kReadableWidth = 100;

enum class Style { Plain, Bold, Dim, Green, Yellow, Red };

[[nodiscard]] std::string paint(std::string_view text, Style style, Color color);

// Columns that a terminal uses: East Asian wide characters take two, combining marks none.
[[nodiscard]] std::size_t display_width(std::string_view text);

// Lines of at most `width` columns, broken at spaces; a longer word (a URL) is broken anywhere.
// At least one line.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, std::size_t width);

// `first`, then the text wrapped up to column `width`, its further lines below its first
// character. `first` is `indent` columns wide.
[[nodiscard]] std::string hanging(std::string_view first, std::size_t indent, std::string_view text,
                                  std::size_t width);

// At most `width` columns, "…" at the end when something was cut.
[[nodiscard]] std::string cut(std::string_view text, std::size_t width);

// Filled with spaces on the right up to `width` columns.
[[nodiscard]] std::string padded(std::string_view text, std::size_t width);

}  // namespace flexverify::reports
