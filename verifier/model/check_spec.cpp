#include "verifier/model/check_spec.h"

#include <array>

#include "verifier/model/names.h"
#include "verifier/web/query.h"

#include <utility>

namespace flexverify::model {
namespace {

constexpr std::array<Named<BrowserUse>, 3> kBrowserUses = {{{BrowserUse::Never, "never"},
                                                            {BrowserUse::WhenNeeded, "when-needed"},
                                                            {BrowserUse::Always, "always"}}};

void add_host(std::vector<std::string>& hosts, const std::string& url) {
  if (const auto parsed = web::parse_url(url)) hosts.push_back(web::host_name(*parsed));
}

}  // namespace

std::string_view name_of(BrowserUse use) { return name_in(kBrowserUses, use); }
std::optional<BrowserUse> browser_use_named(std::string_view name) {
  return value_in(kBrowserUses, name);
}

std::vector<std::string> hosts_that_are_named(const CheckSpec& spec) {
  std::vector<std::string> hosts = {web::host_name(spec.url)};
  for (const std::string& host : spec.idp.hosts) add_host(hosts, "https://" + host + "/");
  const Endpoints& endpoints = spec.endpoints;
  for (const std::string* url :
       std::array{&endpoints.services, &endpoints.login, &endpoints.flex_api, &endpoints.iam,
                  &endpoints.preview, &endpoints.flex, &spec.idp.app_link})
    add_host(hosts, *url);
  add_host(hosts, spec.redirect_url);
  // A URL that starts the login itself says where it ends.
  for (const std::string_view name : {"redirectUrl", "redirect_uri"})
    if (const auto value = web::query_value(spec.url.query.value_or(""), name))
      add_host(hosts, *value);
  for (const std::string& entry : spec.network.resolve)
    hosts.push_back(entry.substr(0, entry.find(':')));
  return hosts;
}

CheckSpecs specs_of(std::vector<CheckSpec> specs) {
  return {.count = specs.size(), .at = [all = std::move(specs)](std::size_t i) { return all[i]; }};
}

}  // namespace flexverify::model
