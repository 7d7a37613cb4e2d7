// Places that nothing, or no secret, is ever sent to.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "verifier/base/secret.h"
#include "verifier/model/finding.h"
#include "verifier/web/message.h"

namespace flexverify::net {

// insecure-redirect, unless it is https, or http to a loopback host that the user named.
[[nodiscard]] std::optional<model::Finding> refuse_place(
    const web::Url& url, const std::vector<std::string>& plain_http_hosts);

// browser-refuses: what the page that causes the request does not allow (form-action of a form,
// connect-src of a script's call).
[[nodiscard]] std::optional<model::Finding> refuse_by_policy(const web::Request& request);

// Whether the place is one of the hosts: "host" stands for any port of it.
[[nodiscard]] bool is_declared(const web::Url& url, const std::vector<std::string>& hosts);

struct SecretSent {
  base::SecretRef secret;  // the one that was to be sent
  std::string origin;      // that was given it
};
struct SecretRules {
  const std::vector<std::string>& hosts;  // "host" (any port) or "host:port"
  const std::vector<SecretSent>& sent;    // in this run, one entry each time
};
// secret-host-refused or secret-would-repeat: a secret goes by POST over https, loopback
// included, to a declared host, once; web::SecretUse has the one exception.
[[nodiscard]] std::optional<model::Finding> refuse_secrets(const web::Request& request,
                                                           const SecretRules& rules);

}  // namespace flexverify::net
