#include "flows/connect_ahead.h"

#include <algorithm>
#include <string>

#include "flows/browser_sign_in.h"
#include "flows/external_sign_in.h"
#include "verifier/model/account_secrets.h"
#include "verifier/net/guard.h"

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

// Those that are given and were not sent so far.
std::size_t secrets_to_come(const Login& login) {
  if (login.spec.depth <= Depth::AuthnRequest || is_external(login) || browser_begins(login))
    return 0;
  return static_cast<std::size_t>(
      std::ranges::count_if(model::kAccountSecrets, [&](const model::AccountSecret& row) {
        return model::is_given(login.spec.idp, row) && !login.browser.was_sent(row.secret);
      }));
}

// A federation asks at one of its hosts, which is not known before.
std::size_t most_secrets_at_once(const Login& login) {
  return login.spec.idp.hosts.size() == 1 ? 2 : 1;
}

}  // namespace

void connect_for_first_secret(Login& login) {
  if (login.spec.idp.hosts.size() != 1 || secrets_to_come(login) == 0) return;
  const auto place = web::parse_url("https://" + login.spec.idp.hosts.front());
  if (place) login.browser.connect_for_secrets(*place, 1);
}

void connect_for_secrets(Login& login, const web::Url& place) {
  if (place.scheme != "https" || !net::is_declared(place, login.spec.idp.hosts)) return;
  const std::size_t count = std::min(secrets_to_come(login), most_secrets_at_once(login));
  if (count > 0) login.browser.connect_for_secrets(place, count);
}

std::vector<web::Url> places_to_connect_to(const model::CheckSpec& spec) {
  std::vector<web::Url> places;
  if (spec.depth == Depth::Page) return places;
  for (const std::string& origin : origins(spec))
    if (auto url = web::parse_url(origin); url && url->scheme == "https")
      places.push_back(*std::move(url));
  return places;
}

}  // namespace flexverify::flows
