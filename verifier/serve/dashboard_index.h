// The dashboard's index: the worst first, a hundred at a time. An open page asks for what changed
// since it was made, and keeps the rows that did not.
#pragma once

#include <string>

#include "verifier/serve/dashboard_rows.h"

namespace flexverify::serve {

// What of it somebody wants to see.
struct IndexWish {
  std::string search = {};  // a part of the name, in any case; "" for all targets
  std::size_t page = 1;     // of a hundred
};

[[nodiscard]] std::string index_page(const View& view, const IndexWish& wish, Rows& rows);
// The same page for who has it as of `since`, which it says itself: rows that are still the same
// are empty, and to be taken from there.
[[nodiscard]] std::string index_changes(const View& view, const IndexWish& wish, Rows& rows,
                                        const std::string& since);

}  // namespace flexverify::serve
