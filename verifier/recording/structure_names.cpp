#include "verifier/recording/structure_names.h"

#include <algorithm>
#include <cctype>
#include <vector>

#include "verifier/base/text.h"

namespace flexverify::recording {
namespace {

constexpr std::string_view kLeftOut = "…";
constexpr std::size_t kLongWord = 40;
constexpr std::size_t kShortToken = 10;

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }
bool is_upper(char c) { return std::isupper(static_cast<unsigned char>(c)) != 0; }
bool is_lower(char c) { return std::islower(static_cast<unsigned char>(c)) != 0; }

bool is_address(std::string_view text) {
  return base::contains(text, "@") || base::contains_ignoring_case(text, "%40");
}

// Words are of letters, with a few digits at most; a token mixes them.
bool looks_like_a_value(std::string_view text) {
  const auto digits = std::ranges::count_if(text, is_digit);
  const bool mixed = std::ranges::any_of(text, is_upper) && std::ranges::any_of(text, is_lower);
  const bool token = text.size() >= kShortToken && (digits > 3 || (mixed && digits > 1));
  return text.size() > kLongWord || is_address(text) || token || digits > 5;
}

}  // namespace

std::string safe_name(std::string_view name) {
  if (is_address(name)) return std::string(kLeftOut);
  std::vector<std::string> parts;
  for (const std::string_view part : base::split(name, '.'))
    parts.push_back(looks_like_a_value(part) ? std::string(kLeftOut) : base::printable(part, 60));
  return base::join(parts, ".");
}

std::string safe_path(std::string_view path) {
  std::vector<std::string> parts;
  for (std::string_view part : base::split(path, '/')) {
    const std::string_view whole = part;
    part = part.substr(0, part.find(';'));  // ";jsessionid=…"
    const std::string safe =
        looks_like_a_value(part) ? std::string(kLeftOut) : base::printable(part, 60);
    parts.push_back(part.size() == whole.size() ? safe : safe + ";" + std::string(kLeftOut));
  }
  return base::printable(base::join(parts, "/"), 200);
}

}  // namespace flexverify::recording
