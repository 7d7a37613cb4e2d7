// Which XML document somebody gave us, by its outermost element.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "verifier/saml/xml.h"

namespace flexverify::saml {

// "a LogoutResponse, which answers a single logout, not a login"; of a root that nobody knows "a
// <name>".
[[nodiscard]] std::string describe_root(std::string_view local_name);
[[nodiscard]] std::string describe_root(XmlNode root);
// One of SAML, or of its neighbours, by its name.
[[nodiscard]] bool is_known_root(std::string_view local_name);

}  // namespace flexverify::saml
