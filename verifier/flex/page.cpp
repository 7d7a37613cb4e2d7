#include "verifier/flex/page.h"

#include <algorithm>
#include <array>

#include "verifier/base/text.h"
#include "verifier/flex/ui_version.h"
#include "verifier/web/document_base.h"
#include "verifier/web/script_globals.h"
#include "verifier/web/script_policy.h"
#include "verifier/web/select.h"

namespace flexverify::flex {
namespace {

using base::contains_ignoring_case;
using Kind = PageScript::Kind;

std::string file_name(const web::Url& url) { return url.path.substr(url.path.rfind('/') + 1); }

bool names_flex(const web::Url& url) {
  return contains_ignoring_case(url.path, "flex-ui") ||
         contains_ignoring_case(url.path, "twilio-flex");
}

Kind kind_of(const web::Url& url) {
  if (contains_ignoring_case(file_name(url), "appconfig")) return Kind::AppConfig;
  return names_flex(url) ? Kind::Bundle : Kind::Other;
}

// Modules and deferred scripts wait for the others (HTML Standard, "prepare the script element").
bool waits(const web::Element& element) {
  return element.attribute("src") != nullptr &&
         (web::is_module(element) || element.attribute("defer") != nullptr);
}

std::optional<PageScript> read_script(const web::Element& element, const web::Url& page) {
  PageScript script{.kind = Kind::Inline, .source = {}, .url = {}};
  const std::string* source = element.attribute("src");
  if (source == nullptr) {
    script.source = web::script_source(element);
    return script;
  }
  script.url = web::parse_url(*source, &page);
  if (!script.url) return std::nullopt;
  script.kind = kind_of(*script.url);
  return script;
}

std::vector<PageScript> scripts_of(const web::Page& page) {
  auto found = web::script_elements(page.document);
  const web::Url base = web::document_base(page);
  std::stable_partition(found.begin(), found.end(),
                        [](const web::Element* element) { return !waits(*element); });
  std::vector<PageScript> scripts;
  for (const web::Element* element : found)
    if (auto script = read_script(*element, base)) scripts.push_back(std::move(*script));
  return scripts;
}

bool assigns_app_config(const PageFacts& facts, const web::Url& page) {
  std::vector<web::ScriptSource> sources;
  for (const PageScript& script : facts.scripts)
    if (script.kind == Kind::Inline && contains_ignoring_case(script.source, "appConfig"))
      sources.push_back({"the page", script.source});
  if (sources.empty()) return false;
  const web::ScriptGlobals globals(std::move(sources), page, "appConfig");
  return globals.read({}).reading != web::Reading::Absent;
}

// "main.4f2a.js" of the sample's build.
bool is_main_script(const web::Url& url) {
  const std::string name = file_name(url);
  return name.starts_with("main.") && name.ends_with(".js");
}

std::vector<web::Url> urls(const PageFacts& facts, bool (*wanted)(const PageScript&)) {
  std::vector<web::Url> found;
  for (const PageScript& script : facts.scripts)
    if (script.url && wanted(script)) found.push_back(*script.url);
  return found;
}

std::vector<web::Url> bundles_of(const PageFacts& facts, const web::Url& page) {
  auto found = urls(facts, [](const PageScript& one) { return one.kind == Kind::Bundle; });
  if (found.empty())
    found = urls(facts, [](const PageScript& one) {
      return one.kind == Kind::Other && is_main_script(*one.url);
    });
  if (!found.empty()) return {found.front()};
  // A build with names of its own: the application is among its scripts.
  found = urls(facts, [](const PageScript& one) { return one.kind == Kind::Other; });
  std::erase_if(found, [&](const web::Url& url) { return !web::same_origin(url, page); });
  constexpr std::size_t kMost = 4;
  if (found.size() > kMost) found.erase(found.begin(), found.end() - kMost);
  return found;
}

bool is_word(std::string_view part) {
  return !part.empty() &&
         std::all_of(part.begin(), part.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool is_number(std::string_view part) {
  return !part.empty() &&
         std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string header(const web::Headers& headers, std::string_view name) {
  const std::string* value = web::find_header(headers, name);
  return value == nullptr ? "" : base::ascii_lower(base::trim(*value));
}

}  // namespace

PageFacts read_page(const web::Page& page) {
  PageFacts facts;
  facts.scripts = scripts_of(page);
  const auto is_config = [](const PageScript& one) { return one.kind == Kind::AppConfig; };
  facts.has_app_config =
      std::ranges::any_of(facts.scripts, is_config) || assigns_app_config(facts, page.url);
  for (const PageScript& script : facts.scripts)
    if (script.kind == Kind::Bundle && facts.ui_version.empty())
      facts.ui_version = version_in_path(script.url->path);
  facts.bundles = bundles_of(facts, page.url);
  const auto is_bundle = [](const PageScript& one) { return one.kind == Kind::Bundle; };
  facts.names_flex = facts.has_app_config || std::ranges::any_of(facts.scripts, is_bundle);
  return facts;
}

std::string why_no_page(const web::Page& page) {
  if (page.status == 204 || page.status == 205) return std::to_string(page.status) + ", no content";
  if (header(page.headers, "Content-Disposition").starts_with("attachment")) return "a download";
  const bool markup =
      page.content_type == "text/html" || page.content_type == "application/xhtml+xml";
  if (!markup) return base::printable(page.content_type, 60) + " in place of a page";
  if (base::trim(page.body).empty()) return "an empty page";
  for (const web::Element* input : web::elements(page.document, "input"))
    if (base::equals_ignoring_case(input->attribute_or_empty("type"), "password"))
      return "a sign-in form";
  return "";
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

}  // namespace flexverify::flex
