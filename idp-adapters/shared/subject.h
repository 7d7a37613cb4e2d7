// What is locked or disabled when a page says so: applications, scripts and devices are, too.
#pragma once

#include <string_view>

namespace flexverify::idp {

enum class Subject { None, Account, Application, Other };

// Of which thing a sentence says this state ("disabled"); None when it names no thing that is
// known. Both in lower case. What stands behind a preposition ("for the application") is the
// subject only where there is no other.
[[nodiscard]] Subject subject_of(std::string_view sentence, std::string_view state);

}  // namespace flexverify::idp
