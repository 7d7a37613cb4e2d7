#include "verifier/flex/page.h"

#include <algorithm>
#include <charconv>

#include "verifier/base/text.h"
#include "verifier/web/object_literal.h"
#include "verifier/web/select.h"

namespace flexverify::flex {
namespace {

using base::contains_ignoring_case;

std::string file_name(const web::Url& url) { return url.path.substr(url.path.rfind('/') + 1); }

bool names_flex(const web::Url& url) {
  return contains_ignoring_case(url.path, "flex-ui") ||
         contains_ignoring_case(url.path, "twilio-flex");
}

// "main.4f2a.js" of the sample's build.
bool is_main_script(const web::Url& url) {
  const std::string name = file_name(url);
  return name.starts_with("main.") && name.ends_with(".js");
}

std::vector<web::Url> script_urls(const web::Page& page) {
  std::vector<web::Url> urls;
  for (const web::Element* script : web::elements(page.document, "script")) {
    const std::string* source = script->attribute("src");
    if (source == nullptr) continue;
    if (auto url = web::parse_url(*source, &page.url)) urls.push_back(std::move(*url));
  }
  return urls;
}

// "/releases/flex-ui/2.17.1/…"
std::string version_in(const web::Url& url) {
  const auto parts = base::split(url.path, '/');
  const auto at = std::find(parts.begin(), parts.end(), "flex-ui");
  if (at == parts.end() || at + 1 == parts.end()) return "";
  const std::string_view version = *(at + 1);
  const bool digits = !version.empty() && version[0] >= '0' && version[0] <= '9';
  return digits ? base::printable(version, 40) : "";
}

bool is_word(std::string_view part) {
  return !part.empty() &&
         std::all_of(part.begin(), part.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool is_number(std::string_view part) {
  return !part.empty() &&
         std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

PageFacts read_page(const web::Page& page) {
  PageFacts facts;
  std::optional<web::Url> main_script;
  for (const web::Url& url : script_urls(page)) {
    if (contains_ignoring_case(file_name(url), "appconfig")) {
      if (!facts.app_config) facts.app_config = url;
    } else if (names_flex(url)) {
      if (!facts.bundle) facts.bundle = url;
      if (facts.ui_version.empty()) facts.ui_version = version_in(url);
    } else if (is_main_script(url)) {
      main_script = url;
    }
  }
  for (const std::string& script : web::inline_scripts(page.document))
    facts.app_config_inline |= web::find_assignment(script, "appConfig").has_value();
  facts.names_flex = facts.app_config || facts.app_config_inline || facts.bundle;
  if (!facts.bundle) facts.bundle = main_script;
  return facts;
}

std::string runtime_domain(const web::Url& url) {
  // Flex UI's own test: ^([a-z]+-[a-z]+-\d+)$
  const auto segments = base::split(url.path, '/');
  if (segments.size() < 2) return "";
  const auto parts = base::split(segments[1], '-');
  const bool fits =
      parts.size() == 3 && is_word(parts[0]) && is_word(parts[1]) && is_number(parts[2]);
  return fits ? std::string(segments[1]) : "";
}

bool is_script(const web::Response& response) {
  const std::string_view body = base::trim(response.body);
  if (!body.empty()) return !body.starts_with("<!") && !body.starts_with("<html");
  const std::string* type = web::find_header(response.headers, "Content-Type");
  return type == nullptr || !contains_ignoring_case(*type, "html");
}

bool is_older(std::string_view version, UiVersion than) {
  const auto parts = base::split(version, '.');
  if (parts.size() < 2) return false;
  int major = 0, minor = 0;
  const auto read = [](std::string_view text, int& number) {
    return std::from_chars(text.data(), text.data() + text.size(), number).ec == std::errc();
  };
  if (!read(parts[0], major) || !read(parts[1], minor)) return false;
  return std::pair(major, minor) < std::pair(than.major, than.minor);
}

}  // namespace flexverify::flex
