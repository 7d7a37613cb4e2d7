#include "verifier/model/courtesy.h"

#include "verifier/base/text.h"

namespace flexverify::model {
namespace {

// In lower case; "" when nobody signs in, or nobody knows who.
std::string user_of(const CheckSpec& spec) {
  return spec.depth <= Depth::AuthnRequest ? "" : base::ascii_lower(spec.idp.username);
}

}  // namespace

std::vector<std::string> provider_hosts(const CheckSpec& spec) {
  std::vector<std::string> hosts;
  if (spec.depth == Depth::Page) return hosts;
  for (const std::string& host : spec.idp.hosts) hosts.push_back(base::ascii_lower(host));
  if (const auto sso = web::parse_url(spec.idp.sso_url); hosts.empty() && sso)
    hosts.push_back(web::host_and_port(*sso));
  if (const std::string page = web::host_and_port(spec.url); hosts.empty() && !page.empty())
    hosts.push_back(page);
  std::ranges::sort(hosts);
  hosts.erase(std::unique(hosts.begin(), hosts.end()), hosts.end());
  return hosts;
}

std::vector<std::string> accounts_of(const CheckSpec& spec) {
  std::vector<std::string> accounts;
  const std::string user = user_of(spec);
  if (user.empty()) return accounts;
  if (spec.idp.hosts.empty()) accounts.push_back(user);
  for (const std::string& host : provider_hosts(spec)) accounts.push_back(user + "\n" + host);
  return accounts;
}

}  // namespace flexverify::model
