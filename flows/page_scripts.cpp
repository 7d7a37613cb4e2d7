// appConfig: the scripts that make it, and what a browser would make of how they are served.
#include <fmt/core.h>

#include <algorithm>

#include "flows/browser_rules.h"
#include "flows/page.h"
#include "flows/subresource.h"
#include "verifier/base/text.h"

namespace flexverify::flows {
namespace {

using model::Code;
using model::Finding;
using model::make_mismatch;
using MaybeFinding = std::optional<Finding>;
using Kind = flex::PageScript::Kind;

Finding not_served(const web::Url& url, const std::string& found) {
  auto finding = make_mismatch(Code::AppConfigMissing,
                               "the page names " + url.path + ", which is not served as a script",
                               found, "200 with JavaScript");
  finding.fix = app_config_field("the file itself");
  return finding;
}

std::variant<web::ScriptSource, Finding> fetch(Login& login, const web::Page& page,
                                               const web::Url& url) {
  auto reply = fetch_script(login, page, url, Part::Whole);
  if (auto* finding = std::get_if<Finding>(&reply)) return std::move(*finding);
  const web::Page& got = std::get<Arrived>(reply).page;
  if (got.status != 200) return not_served(url, std::to_string(got.status));
  if (!flex::is_script({got.status, got.headers, got.body})) return not_served(url, "an HTML page");
  if (auto refused = refuse_script(login, page, url, got)) return std::move(*refused);
  const std::string name = url.path.substr(url.path.rfind('/') + 1);
  return web::ScriptSource{base::printable(name, 60), got.body};
}

// Of the page itself and of its appConfig.js; the other scripts are not looked into.
std::variant<std::vector<web::ScriptSource>, Finding> sources(Login& login, const web::Page& page,
                                                              const flex::PageFacts& facts) {
  constexpr std::size_t kMost = 20;
  std::vector<web::ScriptSource> all;
  for (const flex::PageScript& script : facts.scripts) {
    if (all.size() == kMost) break;
    if (script.kind == Kind::Inline)
      all.push_back({fmt::format("script {} of the page", all.size() + 1), script.source});
    if (script.kind != Kind::AppConfig) continue;
    auto fetched = fetch(login, page, *script.url);
    if (auto* finding = std::get_if<Finding>(&fetched)) return std::move(*finding);
    all.push_back(std::move(std::get<web::ScriptSource>(fetched)));
  }
  return all;
}

}  // namespace

void ask_for_app_config_ahead(Login& login, const web::Page& page, const flex::PageFacts& facts) {
  for (const flex::PageScript& script : facts.scripts)
    if (script.kind == Kind::AppConfig) ask_for_script_ahead(login, page, *script.url, Part::Whole);
}

MaybeFinding read_app_config(Login& login, const web::Page& page, const flex::PageFacts& facts) {
  if (!facts.has_app_config) return std::nullopt;
  auto read = sources(login, page, facts);
  if (auto* finding = std::get_if<Finding>(&read)) return std::move(*finding);
  login.app_config =
      flex::read_app_config(std::get<std::vector<web::ScriptSource>>(read), page.url);
  return std::nullopt;
}

}  // namespace flexverify::flows
