// Is this a Flex page, and what does it load? (Marks of Twilio's own pages and samples.)
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "verifier/web/page.h"

namespace flexverify::flex {

struct PageFacts {
  std::optional<web::Url> app_config;  // the appConfig.js script
  bool app_config_inline = false;      // an inline script assigns appConfig
  std::optional<web::Url> bundle;      // the script that holds Flex, by its name or the app's main
  std::string ui_version;              // "2.17.1", "" when the URL does not tell
  bool names_flex = false;             // a script of flex-ui or twilio-flex, or appConfig
};

[[nodiscard]] PageFacts read_page(const web::Page& page);

// The runtime domain of a hosted login link ("glad-fox-1234"), "" when the path has none.
[[nodiscard]] std::string runtime_domain(const web::Url& url);

struct UiVersion {
  int major;
  int minor;
};
// "2.6.1" is older than {2, 7}; a text that is no version is older than nothing.
[[nodiscard]] bool is_older(std::string_view version, UiVersion than);

// A script reply that really is one: not the page itself served for a missing file.
[[nodiscard]] bool is_script(const web::Response& response);

}  // namespace flexverify::flex
