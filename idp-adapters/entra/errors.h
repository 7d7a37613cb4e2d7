// Microsoft's AADSTS numbers, the only mark of an error that is not localised.
#pragma once

#include <string>
#include <string_view>

#include "idp-adapters/adapter.h"
#include "verifier/base/json.h"

namespace flexverify::idp::entra {

// The number of the error that a page shows; "" when it shows none, or one that means nothing
// (50058: nobody is signed in yet).
[[nodiscard]] std::string error_code(const base::Json& config);
// Its words, without the user's name; "" likewise.
[[nodiscard]] std::string error_text(const base::Json& config, const LoginFacts& facts);
// AADSTSnnnnn in a text: the digits, "" when there are none.
[[nodiscard]] std::string aadsts(std::string_view text);

[[nodiscard]] bool is_known_error(const std::string& number);
// What that number means for this login, with what Entra says, when it does.
[[nodiscard]] Stop stop_for(const PageView& page, const std::string& number,
                            const std::string& said);

}  // namespace flexverify::idp::entra
