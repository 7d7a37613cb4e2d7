#include "verifier/flex/ui_version.h"

#include <algorithm>
#include <charconv>
#include <tuple>

#include "verifier/base/text.h"

namespace flexverify::flex {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A version starts with digits and a point.
std::string version_at(std::string_view text) {
  const auto* end =
      std::find_if_not(text.begin(), text.end(), [](char c) { return is_digit(c) || c == '.'; });
  std::string_view version = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  while (version.ends_with('.')) version.remove_suffix(1);
  const bool fits = read_version(version).has_value() && version.size() < 20;
  return fits ? std::string(version) : "";
}

}  // namespace

std::optional<UiVersion> read_version(std::string_view text) {
  const auto parts = base::split(text, '.');
  UiVersion version{};
  const auto read = [](std::string_view part, int& number) {
    return std::from_chars(part.data(), part.data() + part.size(), number).ec == std::errc();
  };
  if (parts.size() < 2 || !read(parts[0], version.major) || !read(parts[1], version.minor))
    return std::nullopt;
  return version;
}

bool is_older(std::string_view version, UiVersion than) {
  const auto read = read_version(version);
  return read && std::tie(read->major, read->minor) < std::tie(than.major, than.minor);
}

std::string version_in_path(std::string_view path) {
  const auto parts = base::split(path, '/');
  const auto at = std::ranges::find(parts, std::string_view("flex-ui"));
  if (at == parts.end() || at + 1 == parts.end()) return "";
  const std::string_view version = *(at + 1);
  return !version.empty() && is_digit(version[0]) ? base::printable(version, 40) : "";
}

std::string version_in_script(std::string_view start) {
  constexpr std::string_view kName = "flex-ui";
  constexpr std::string_view kBetween = "@/ vV:\"'=";
  for (std::size_t at = start.find(kName); at != std::string_view::npos;
       at = start.find(kName, at + 1)) {
    const std::size_t from = start.find_first_not_of(kBetween, at + kName.size());
    if (from == std::string_view::npos) break;
    if (std::string version = version_at(start.substr(from)); !version.empty()) return version;
  }
  return "";
}

UiSupport support_of(std::string_view version) {
  constexpr UiVersion kFirstOf1{1, 34}, kFirstOf2{2, 0}, kEnhanced{2, 5}, kGuide{2, 7},
      kSupported{2, 15};
  const bool one = is_older(version, kFirstOf2);
  if (one && is_older(version, kFirstOf1)) return UiSupport::NoEnhancedLogin;
  if (!one && is_older(version, kEnhanced)) return UiSupport::NoEnhancedLogin;
  if (!one && is_older(version, kGuide)) return UiSupport::TooOldForGuide;
  return is_older(version, kSupported) ? UiSupport::Ended : UiSupport::Current;
}

UiStart start_of(std::string_view version) {
  constexpr UiVersion kLoginService{2, 7}, kServices{2, 11};
  if (is_older(version, kLoginService)) return UiStart::OwnCallback;
  return is_older(version, kServices) ? UiStart::LoginService : UiStart::Services;
}

bool sends_client_id(std::string_view version) {
  constexpr UiVersion kServicesOnly{2, 12};
  return support_of(version) != UiSupport::NoEnhancedLogin && is_older(version, kServicesOnly);
}

}  // namespace flexverify::flex
