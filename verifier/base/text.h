// Small text functions. "ascii" in a name means that other bytes stay as they are.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace flexverify::base {

[[nodiscard]] std::string ascii_lower(std::string_view text);
[[nodiscard]] bool equals_ignoring_case(std::string_view a, std::string_view b);
[[nodiscard]] bool contains(std::string_view text, std::string_view part);
[[nodiscard]] bool contains_ignoring_case(std::string_view text, std::string_view part);
// HTML's ASCII white space: tab, line feed, form feed, carriage return, space.
[[nodiscard]] std::string_view trim(std::string_view text);
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
[[nodiscard]] std::string join(std::span<const std::string> parts, std::string_view separator);
[[nodiscard]] std::string replace_all(std::string text, std::string_view from, std::string_view to);

// What a server sent, made safe for a terminal and for people: one line, valid UTF-8, control
// and direction-changing characters replaced, at most `limit` bytes ("…" at the end when cut).
[[nodiscard]] std::string printable(std::string_view text, std::size_t limit = 200);
// The five characters of HTML and XML markup as references: safe as text and in quoted attributes.
[[nodiscard]] std::string html_escape(std::string_view text);
[[nodiscard]] bool is_ascii(std::string_view text);
[[nodiscard]] bool is_valid_utf8(std::string_view text);

// The word of `known` that `word` was probably meant to be: at most two edits, or nothing.
[[nodiscard]] std::optional<std::string_view> did_you_mean(std::string_view word,
                                                           std::span<const std::string_view> known);

}  // namespace flexverify::base
