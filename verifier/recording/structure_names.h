// Names of fields and paths, for a text that may be sent to others: what could be somebody's name,
// a number of theirs, or a token, is left out.
#pragma once

#include <string>
#include <string_view>

namespace flexverify::recording {

// A field's name; "…" in place of one that holds an e-mail address or looks like a token.
[[nodiscard]] std::string safe_name(std::string_view name);
// "/app/…/sso/saml": each part of the path likewise.
[[nodiscard]] std::string safe_path(std::string_view path);

}  // namespace flexverify::recording
