// Versions of Flex UI: where they are written, and what each can do.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace flexverify::flex {

struct UiVersion {
  int major;  // the 2 of 2.4
  int minor;  // the 4 of 2.4
};
// nullopt for a text that is no version.
[[nodiscard]] std::optional<UiVersion> read_version(std::string_view text);
// "2.6.1" is older than {2, 7}; a text that is no version is older than nothing.
[[nodiscard]] bool is_older(std::string_view version, UiVersion than);

// "/releases/flex-ui/2.17.1/…", "" when the path names none.
[[nodiscard]] std::string version_in_path(std::string_view path);
// Of the first bytes of a build: "@twilio/flex-ui 2.17.1", "flex-ui@2.17.1", likewise.
[[nodiscard]] std::string version_in_script(std::string_view start);

enum class UiSupport {
  Current,          // or not known
  NoEnhancedLogin,  // 1.x before 1.34, 2.x before 2.5
  TooOldForGuide,   // the migration asks for 2.7
  Ended             // Twilio's support is over: 1.x, and 2.x up to 2.14
};
[[nodiscard]] UiSupport support_of(std::string_view version);

// How its script starts an enhanced login.
enum class UiStart {
  Services,      // <services>/v1/Flex/Authorize: 2.11 and later
  LoginService,  // <login>/authorize, the destination inside `state`: 2.7 to 2.10
  OwnCallback    // <login>/authorize, back to <origin>/callback: 1.34, 2.5 and 2.6
};
[[nodiscard]] UiStart start_of(std::string_view version);
// Whether its exchange of the code sends oauth.clientId, on a self-hosted page.
[[nodiscard]] bool sends_client_id(std::string_view version);

}  // namespace flexverify::flex
