// What may stand where a Flex page should: pages of other things, as web servers, proxies and
// portals serve them.
#pragma once

#include <optional>

#include "tests/lab/faults.h"
#include "tests/lab/http.h"

namespace flexverify::lab {

// nullopt for OddPage::None. `elsewhere` is a page of another host.
[[nodiscard]] std::optional<Reply> odd_page(OddPage kind, const std::string& elsewhere);

}  // namespace flexverify::lab
