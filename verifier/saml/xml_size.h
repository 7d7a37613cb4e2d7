// How much markup a message holds, before it is parsed: libxml2 compares each attribute of an
// element with each other one, and keeps hundreds of bytes for an element of four.
#pragma once

#include <string>
#include <string_view>

namespace flexverify::saml {

inline constexpr std::size_t kMaxAttributes = 256;  // of one element
inline constexpr std::size_t kMaxAllAttributes = 20'000;
inline constexpr std::size_t kMaxElements = 50'000;

// "more than 256 attributes in one element" …; "" when there is no more than is read.
[[nodiscard]] std::string excess_of(std::string_view xml);

}  // namespace flexverify::saml
