// What an error page says in words that nobody here may know: a person who reads them does.
#pragma once

#include <string>

#include "idp-adapters/adapter.h"

namespace flexverify::idp {

// Of a page its text, else its title; of JSON the member that is meant for people; of plain text
// all of it. As the server wrote it: bounded and escaped by quoted().
[[nodiscard]] std::string page_words(const PageView& page);
// What a page says beside the fields of its forms, and beside links and buttons; "" when nothing.
[[nodiscard]] std::string words_beside_fields(const PageView& page);
// ` and says: "…"`, of a page with forms beside them; "" where the page says nothing.
[[nodiscard]] std::string and_says(const PageView& page);

}  // namespace flexverify::idp
