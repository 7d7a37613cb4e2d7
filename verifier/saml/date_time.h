// xs:dateTime, as SAML core 1.3.3 has it.
#pragma once

#include <optional>
#include <string_view>

#include "verifier/base/time.h"

namespace flexverify::saml {

// nullopt: no xs:dateTime. Without a time zone it is UTC.
[[nodiscard]] std::optional<base::WallTime> parse_date_time(std::string_view text);
// "2026-11-25T12:00:00", without Z or an offset. `text` is one that can be read.
[[nodiscard]] bool lacks_zone(std::string_view text);

}  // namespace flexverify::saml
