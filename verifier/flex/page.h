// Is this a Flex page, and what does it load? (Marks of Twilio's own pages and samples.)
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verifier/web/page.h"

namespace flexverify::flex {

// A script of a page, in its order.
struct PageScript {
  enum class Kind { Inline, AppConfig, Bundle, Other } kind;
  std::string source;           // of an inline one
  std::optional<web::Url> url;  // of the others
};

struct PageFacts {
  std::vector<PageScript> scripts;  // in the order of the page
  bool has_app_config = false;      // an appConfig.js, or an inline script that assigns appConfig
  std::vector<web::Url> bundles;    // what may hold Flex: by its name, else the app's own scripts
  std::string ui_version;           // "2.17.1", "" when no URL tells
  bool names_flex = false;          // a script of flex-ui or twilio-flex, or appConfig
};

[[nodiscard]] PageFacts read_page(const web::Page& page);

// Why a browser would show no Flex here, whatever scripts may do: "an empty page", "JSON",
// "a download", "a sign-in form" …; "" when nothing speaks against it.
[[nodiscard]] std::string why_no_page(const web::Page& page);

// The runtime domain of a hosted login link ("glad-fox-1234"), "" when the path has none.
[[nodiscard]] std::string runtime_domain(const web::Url& url);

// A script reply that really is one: not the page itself served for a missing file.
[[nodiscard]] bool is_script(const web::Response& response);

}  // namespace flexverify::flex
