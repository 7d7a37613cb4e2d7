// Percent-encode sets of the URL Standard (section 1.3), and the encoder.
#pragma once

#include <string>
#include <string_view>

namespace flexverify::web {

enum class EncodeSet { C0Control, Fragment, Query, SpecialQuery, Path, Userinfo, Component };

// Appends one byte, percent-encoded when it is in the set.
void append_encoded(std::string& out, char byte, EncodeSet set);
[[nodiscard]] std::string percent_encode(std::string_view text, EncodeSet set);

}  // namespace flexverify::web
