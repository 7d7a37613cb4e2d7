#include "flows/connect_ahead.h"

#include <algorithm>
#include <string>

namespace flexverify::flows {
namespace {

using model::ConnectionKind;
using model::Depth;

constexpr std::size_t kMostProviders = 2;  // a federation has two

// With `auto` the page decides, and it is not there yet.
bool is_surely_enhanced(const model::CheckSpec& spec) {
  if (spec.after_revert) return false;
  return spec.connection == ConnectionKind::OAuth2 || !spec.sso_profile.empty();
}

// Twice where two requests run beside each other (ask_ahead.h).
std::vector<std::string> origins(const model::CheckSpec& spec) {
  const model::Endpoints& all = spec.endpoints;
  std::vector<std::string> found;
  if (spec.setup == model::Setup::SelfHosted) found.push_back(web::origin(spec.url));
  if (is_surely_enhanced(spec)) found.insert(found.end(), {all.services, all.services, all.login});
  for (std::size_t i = 0; i < std::min(kMostProviders, spec.idp.hosts.size()); ++i)
    found.push_back("https://" + spec.idp.hosts[i]);
  if (spec.depth < Depth::Loaded) return found;
  found.insert(found.end(), {all.flex_api, all.flex_api, all.flex});
  if (is_surely_enhanced(spec) && spec.setup == model::Setup::Hosted) found.push_back(all.preview);
  return found;
}

}  // namespace

std::vector<web::Url> places_to_connect_to(const model::CheckSpec& spec) {
  std::vector<web::Url> places;
  if (spec.depth == Depth::Page) return places;
  for (const std::string& origin : origins(spec))
    if (auto url = web::parse_url(origin); url && url->scheme == "https")
      places.push_back(*std::move(url));
  return places;
}

}  // namespace flexverify::flows
