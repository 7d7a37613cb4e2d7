// What an error of Entra says in words, where its number stands in no table: which number of the
// table says the same.
#pragma once

#include <string_view>

namespace flexverify::idp::entra {

// Of an application or an account that is disabled, and of a user who is not assigned; "" when the
// words say nothing of the kind. Names in quotation marks and brackets decide nothing.
[[nodiscard]] std::string_view number_by_words(std::string_view said);

}  // namespace flexverify::idp::entra
