#include "verifier/net/guard.h"

#include <fmt/core.h>

#include <algorithm>

#include "verifier/base/text.h"
#include "verifier/model/refusal.h"
#include "verifier/web/policy_container.h"

namespace flexverify::net {
namespace {

using model::Code;
using model::Finding;

// Scheme and host, without what may be secret.
std::string place(const web::Url& url) {
  return base::printable(url.host ? url.scheme + "://" + web::host_and_port(url)
                                  : url.scheme + ":");
}

bool would_repeat(const web::Request& request, base::SecretRef secret,
                  const std::vector<SecretSent>& sent) {
  constexpr std::ptrdiff_t kMostOfOneAttempt = 3;
  const auto times = std::ranges::count(sent, secret, &SecretSent::secret);
  if (times == 0) return false;
  if (request.secret_use == web::SecretUse::Once || times >= kMostOfOneAttempt) return true;
  return std::ranges::any_of(sent, [&](const SecretSent& one) {
    return one.secret == secret && one.origin != web::origin(request.url);
  });
}

std::string names_of(const std::vector<base::SecretRef>& secrets) {
  std::vector<std::string> names;
  for (const auto secret : secrets) names.emplace_back(base::secret_name(secret));
  return base::join(names, " and the ");
}

}  // namespace

bool is_declared(const web::Url& url, const std::vector<std::string>& hosts) {
  if (!url.host) return false;
  const std::string with_port = fmt::format("{}:{}", *url.host, web::effective_port(url));
  return std::ranges::any_of(hosts, [&](const std::string& entry) {
    return base::equals_ignoring_case(entry, *url.host) ||
           base::equals_ignoring_case(entry, web::host_name(url)) ||
           base::equals_ignoring_case(entry, with_port);
  });
}

std::optional<Finding> refuse_place(const web::Url& url,
                                    const std::vector<std::string>& plain_http_hosts) {
  if (url.host && url.scheme == "https") return std::nullopt;
  const bool here = url.host && url.scheme == "http" && web::is_loopback(url);
  const std::string host = here ? web::host_name(url) : "";
  if (here && std::ranges::find(plain_http_hosts, host) != plain_http_hosts.end())
    return std::nullopt;
  Finding finding = model::make_mismatch(
      Code::InsecureRedirect,
      fmt::format("The login leads to {}; nothing was sent there.", place(url)), place(url),
      "an https address");
  if (here) finding.hint = fmt::format("For a test on this machine: --insecure-http {}", host);
  return finding;
}

std::optional<Finding> refuse_by_policy(const web::Request& request) {
  if (request.policies == nullptr) return std::nullopt;
  const web::Policies& policies = request.policies->policies;
  std::vector<web::Refused> refused;
  if (request.form_hop) refused = web::refuse_form(policies, request.url, *request.form_hop);
  const bool call = request.mode == web::Mode::Fetch || request.mode == web::Mode::FetchSameOrigin;
  if (call) refused = web::refuse_call(policies, request.url);
  const web::Refused* first = web::enforced(refused);
  return first == nullptr ? std::nullopt : std::optional(model::refusal_finding(*first));
}

std::optional<Finding> refuse_secrets(const web::Request& request, const SecretRules& rules) {
  const auto secrets = web::secrets_in(request);
  if (secrets.empty()) return std::nullopt;
  const std::string names = names_of(secrets);
  if (request.url.scheme != "https" || request.method != web::Method::Post)
    return model::make_mismatch(
        Code::SecretHostRefused,
        fmt::format("The {} may only be posted over https; it was not sent.", names),
        place(request.url), "a POST to an https address");
  if (!is_declared(request.url, rules.hosts))
    return model::make_mismatch(Code::SecretHostRefused,
                                fmt::format("A page wanted the {} for {}; it was not sent.", names,
                                            web::host_and_port(request.url)),
                                web::host_and_port(request.url), base::join(rules.hosts, ", "));
  for (const auto secret : secrets)
    if (would_repeat(request, secret, rules.sent))
      return model::make_finding(
          Code::SecretWouldRepeat,
          fmt::format("{} asked for the {} again; it was sent once and is not sent twice.",
                      web::host_and_port(request.url), base::secret_name(secret)));
  return std::nullopt;
}

}  // namespace flexverify::net
