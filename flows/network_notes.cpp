#include "flows/network_notes.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "verifier/net/address.h"

namespace flexverify::flows {
namespace {

using model::Code;
using model::Finding;

Finding note(Code code, std::string detail, std::size_t exchange, std::string hint) {
  Finding finding = model::make_finding(code, std::move(detail));
  finding.severity = model::Severity::Note;
  finding.exchange = exchange;
  finding.hint = std::move(hint);
  return finding;
}

bool is_private(const model::CheckSpec& spec, const model::Exchange& exchange) {
  if (!spec.network.proxy.empty()) return false;  // the peer is the proxy
  return net::kind_of_peer(exchange.peer) == net::AddressKind::Private;
}

// Named by the user, in the specification or with --resolve.
bool is_named(const model::CheckSpec& spec, const web::Url& url) {
  const auto named = model::hosts_that_are_named(spec);
  return std::ranges::find(named, web::host_name(url)) != named.end();
}

}  // namespace

std::vector<Finding> network_notes(const model::CheckSpec& spec,
                                   const std::vector<model::Exchange>& exchanges,
                                   const std::vector<std::size_t>& with_userinfo) {
  std::vector<Finding> notes;
  std::set<std::string> inside, at_ports;
  for (const model::Exchange& exchange : exchanges) {
    const auto url = web::parse_url(exchange.url);
    if (!url) continue;
    const std::string host = web::host_and_port(*url);
    if (is_private(spec, exchange) && inside.insert(host).second)
      notes.push_back(note(Code::AddressRefused,
                           fmt::format("{} has a private address ({})", host, exchange.peer),
                           exchange.n, "Agents reach it from this network alone, or by a VPN."));
    if (url->port && !is_named(spec, *url) && at_ports.insert(host).second)
      notes.push_back(note(Code::InsecureRedirect,
                           fmt::format("the login leads to a port of its own, {}", host),
                           exchange.n, "Agents' firewalls and proxies must let this port pass."));
  }
  for (const std::size_t n : with_userinfo) {
    Finding finding = note(Code::InsecureRedirect,
                           "a redirect has a name of a user, or a password, before its host", n,
                           "Leave it out of the address: people take it for the host, and "
                           "browsers do not send it.");
    finding.severity = model::Severity::Warning;
    notes.push_back(std::move(finding));
  }
  return notes;
}

}  // namespace flexverify::flows
