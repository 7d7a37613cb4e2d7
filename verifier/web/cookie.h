// What a Set-Cookie header said (RFC 6265bis draft-22 5.6), before anybody decided to keep it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "verifier/base/time.h"

namespace flexverify::web {

enum class SameSite { Default, None, Lax, Strict };

struct ParsedCookie {
  std::string name;                        // as it is written
  std::string value;                       // as it is written
  std::optional<base::WallTime> expires;   // of the Expires attribute
  std::optional<std::int64_t> max_age;     // seconds, of the Max-Age attribute
  std::optional<std::string> domain;       // lower case, leading dot removed
  std::optional<std::string> path;         // "" when the attribute stands for the default path
  bool secure = false;                     // the attribute
  bool http_only = false;                  // the attribute
  SameSite same_site = SameSite::Default;  // the attribute
};

// nullopt when the whole header is to be ignored (control characters, no name and no value,
// name and value together above 4096 bytes).
[[nodiscard]] std::optional<ParsedCookie> parse_set_cookie(std::string_view header);
// For a header that was refused: its name, and whether its size was the reason.
[[nodiscard]] std::string cookie_name_of(std::string_view header);
[[nodiscard]] bool is_oversized_cookie(std::string_view header);
// RFC 6265bis draft-22 5.1.1.
[[nodiscard]] std::optional<base::WallTime> parse_cookie_date(std::string_view text);

}  // namespace flexverify::web
