// The tags of an HTML source in their order, without building a tree.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace flexverify::web {

struct Tag {
  std::string name;        // lower case
  bool closes = false;     // it is an end tag
  bool slash = false;      // "<br/>"
  std::size_t begin = 0;   // at '<'
  std::size_t behind = 0;  // behind '>'
  // Where the raw text of a <script>, <title>, <noscript> … ends; `behind` for other tags.
  std::size_t resume = 0;
};

// The first tag at or behind the offset; comments are skipped. Go on at Tag::resume.
[[nodiscard]] std::optional<Tag> next_tag(std::string_view html, std::size_t offset);

// gumbo reads <noscript> as a browser without scripts would, and lets what stands in it leak out
// of the head. Here its content becomes text in a <template noscript>.
[[nodiscard]] std::string with_noscript_as_text(std::string_view html);

}  // namespace flexverify::web
