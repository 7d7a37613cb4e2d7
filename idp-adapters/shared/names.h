// Names that people have given to accounts and applications, in what a page says: they say nothing
// of the account's state, and a user's name is shown to nobody.
#pragma once

#include <string>
#include <string_view>

namespace flexverify::idp {

// In lower case, without what people have named: Application 'User portal'(Users) is disabled.
// JSON stays whole: all that it says stands in quotation marks.
[[nodiscard]] std::string without_names(std::string_view words);

// What the server says, with "(the user)" for the user name. One that is a plain word ("user",
// "support") is a name only in quotation marks, or where it is all that stands behind a colon.
[[nodiscard]] std::string without_user(std::string_view words, std::string_view username);

}  // namespace flexverify::idp
